"""What must hold of a platform before Azure is asked."""

from datetime import date
from typing import Iterator

from azure_openai_catalog.quota_limits import Holding

from ..settings.account import AccountKind
from ..settings.network import PlatformNetwork
from ..settings.platform import OpenAIPlatformArgs
from .access import access_problems, scope_problems
from .accounts import account_problems, location_problems
from .choices import choice_problems
from .monitoring import monitoring_problems
from .network import endpoint_problems, network_problems
from .problems import Problem, join
from .quota import holdings, quota_problems


def platform_problems(platform: OpenAIPlatformArgs, name: str, today: date) -> Iterator[Problem]:
    """Problems of a whole platform whose names begin with `name`."""
    if platform.location:
        there = [account for account in platform.accounts.values() if not account.location]
        yield from location_problems(platform.location, there, today)
    yield from choice_problems("resource_group", platform.resource_group)
    network, kinds = platform.network or PlatformNetwork(), account_kinds(platform)
    yield from (problem.below("network") for problem in network_problems(network, kinds))
    yield from (problem.below("network") for problem in endpoint_problems(network, kinds))
    assignments = platform.role_assignments or {}
    yield from (problem.below("role_assignments") for problem in access_problems(assignments))
    yield from (problem.below("role_assignments") for problem in scope_problems(assignments, platform.accounts))
    if platform.monitoring:
        yield from (problem.below("monitoring") for problem in monitoring_problems(platform.monitoring))
    deployments: list[Holding] = []
    for key, account in platform.accounts.items():
        base_name, location = account.name or f"{name}-{key}", account.location or platform.location
        where = join("accounts", key)
        yield from (problem.below(where) for problem in account_problems(account, base_name, location, today))
        deployments += holdings(account, where, location, today)
    yield from quota_problems(platform.quota, deployments)


def account_kinds(platform: OpenAIPlatformArgs) -> list[AccountKind]:
    """The kinds of a platform's accounts, each once."""
    return list(dict.fromkeys(account.kind or AccountKind.OpenAI for account in platform.accounts.values()))

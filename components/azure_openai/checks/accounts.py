"""What must hold of an account before Azure is asked."""

import re
from datetime import date
from typing import Iterator

from azure_openai_catalog import limits, nearest, regions

from ..naming import HASH_LENGTH
from ..settings.account import Account
from .content_filters import content_filter_problems
from .deployments import deployment_problems, name_problems
from .lock import lock_problems
from .problems import Problem, join, listing

_BASE_NAME = re.compile(r"[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?")


def account_problems(account: Account, base_name: str, location: str, today: date) -> Iterator[Problem]:
    """Problems of one account; paths are relative to it."""
    yield from base_name_problems(base_name, limits.SUBDOMAIN.max_length - HASH_LENGTH - 1)
    if location:
        yield from location_problems(location)
    yield from _outbound_problems(account)
    yield from lock_problems(account.lock)
    yield from _uniqueness_problems(account)
    filters, deployments = account.content_filters or {}, account.deployments or {}
    for key, content_filter in filters.items():
        where = join("content_filters", key)
        yield from (problem.below(where) for problem in content_filter_problems(key, content_filter))
    if len(deployments) > limits.DEPLOYMENTS_PER_ACCOUNT:
        most = limits.DEPLOYMENTS_PER_ACCOUNT
        yield Problem("deployments", f"has {len(deployments)}, an account takes {most}.", "Add a second account.")
    for key, deployment in deployments.items():
        where = join("deployments", key)
        if deployment.name is None:
            yield from name_problems(where, key)
        yield from (problem.below(where) for problem in deployment_problems(deployment, location, filters, today))


def base_name_problems(name: str, longest: int) -> Iterator[Problem]:
    """Problems of the start of a name."""
    if len(name) > longest:
        yield Problem("name", f"{name!r} has {len(name)} characters, the limit is {longest}.", "Give a shorter `name`.")
    if not _BASE_NAME.fullmatch(name):
        yield Problem("name", f"{name!r} cannot begin a name.", "Use letters and digits, with hyphens between them.")


def location_problems(location: str) -> Iterator[Problem]:
    """Problems of a region: unknown ones may be new, so they only warn."""
    if not regions.is_known(location):
        likely = listing(nearest(location, regions.names()), empty="see the catalogue")
        yield Problem(
            "location",
            f"the catalogue knows no region {location!r}.",
            f"Nearest: {likely}. Azure will say whether it exists.",
            is_warning=True,
        )


def _outbound_problems(account: Account) -> Iterator[Problem]:
    if account.allowed_fqdn_list and account.restrict_outbound_network_access is False:
        yield Problem(
            "allowed_fqdn_list",
            "has no effect while `restrict_outbound_network_access` is false.",
            "Remove one of the two.",
        )


def _uniqueness_problems(account: Account) -> Iterator[Problem]:
    for kind, entries in (("content_filters", account.content_filters), ("deployments", account.deployments)):
        taken: dict[str, str] = {}
        for key, entry in (entries or {}).items():
            name = (entry.name or key).lower()
            if name in taken:
                where = join(kind, key)
                yield Problem(
                    where, f"has the same name as {taken[name]!r}: {name!r}.", "Names are unique; change one."
                )
            taken.setdefault(name, key)

"""What a stack holds of Azure OpenAI, as far as the commands ask; read from a stack file or from exported state."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from azure_openai_catalog import fine_tuning, regions, skus, today
from azure_openai_catalog.lifecycle import Deployed
from azure_openai_catalog.models import ModelVersion
from azure_openai_catalog.problems import CatalogError, Problem
from azure_openai_catalog.quota_limits import Limits


@dataclass(frozen=True, slots=True)
class Deployment:
    """A model deployment."""

    keys: tuple[str, ...]
    """Path in the settings, for example `("accounts", "eu", "deployments", "chat")`; account and name in exported state."""
    account: str
    """Key of the account in the stack file, its name in exported state."""
    name: str
    region: str
    model: str
    version: str | None
    """None: Azure chooses, or will choose, the version."""
    format: str | None
    sku: str
    capacity: int
    spillover: str | None
    """What serves calls above the capacity; None: nothing does."""
    upgrade_option: str | None
    """Azure's `versionUpgradeOption`; None where it is left to Azure."""
    content_filter: str | None
    """What the stack says: a key, a system policy, `none`; None where it says nothing."""

    @property
    def where(self) -> str:
        """The path as messages show it, for example `accounts.eu.deployments.chat`."""
        return ".".join(self.keys)


@dataclass(frozen=True, slots=True)
class Account:
    """An Azure OpenAI account."""

    key: str
    name: str
    region: str
    kind: str
    public_network_access: str
    local_auth: bool
    """Whether access keys work."""
    content_filters: tuple[str, ...]
    deployments: tuple[Deployment, ...]


@dataclass(frozen=True, slots=True)
class RoleAssignment:
    """A role that a principal has on each account."""

    key: str
    role: str
    """Name, GUID or resource id of a role, or the bundle of roles it stands for."""
    principal_type: str
    principal_id: str


@dataclass(frozen=True, slots=True)
class Stack:
    """A stack."""

    name: str
    project: str | None
    """Name of its project; None where it is not known."""
    source: Path
    """The file it was read from."""
    subscription_id: str | None
    """None where the stack does not say."""
    limits: Limits
    """What it says of its subscription's quota."""
    accounts: tuple[Account, ...]
    role_assignments: tuple[RoleAssignment, ...]
    choices: tuple[tuple[str, str], ...]
    """How the shared parts come about, for example `("virtual network", "created")`."""

    @property
    def deployments(self) -> tuple[Deployment, ...]:
        """The deployments of all accounts."""
        return tuple(deployment for account in self.accounts for deployment in account.deployments)


def where(stack: Stack, deployment: Deployment) -> str:
    """How messages call a deployment of one of several stacks, for example `prod.accounts.eu.deployments.chat`."""
    return f"{stack.name}.{deployment.where}"


def version_of(deployment: Deployment) -> ModelVersion | None:
    """The catalogue's entry of the version that is deployed today, None if it has none."""
    return fine_tuning.served(deployment.model, deployment.version, today())


def deployed(stack: Stack, deployment: Deployment) -> Deployed:
    """A deployment as the catalogue's look at its life takes it."""
    return Deployed(
        where=where(stack, deployment),
        model=deployment.model,
        version=deployment.version,
        sku=deployment.sku,
        region=deployment.region,
        upgrade_option=deployment.upgrade_option,
    )


def unknown(stack: Stack) -> Iterator[Problem]:
    """Warnings about what the catalogue does not know: a slip of the pen, or newer than the catalogue."""
    for account in stack.accounts:
        yield from _unknown(f"account {account.name}", lambda account=account: regions.resolve(account.region))
    for one in stack.deployments:
        yield from _unknown(one.where, lambda one=one: fine_tuning.resolve(one.model, one.version, today()))
        yield from _unknown(one.where, lambda one=one: skus.resolve(one.sku))


def _unknown(where: str, look_up: Callable[[], object]) -> Iterator[Problem]:
    try:
        look_up()
    except CatalogError as error:
        for problem in error.problems:
            yield replace(problem.below(where), is_warning=True)

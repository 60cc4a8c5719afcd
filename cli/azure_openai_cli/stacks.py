"""What a stack holds of Azure OpenAI, as far as the commands ask; read from a stack file or from exported state."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from azure_openai_catalog import fine_tuning, regions, today
from azure_openai_catalog.lifecycle import Deployed
from azure_openai_catalog.models import ModelVersion
from azure_openai_catalog.offers import offer_problems
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
    not_in_catalog: bool
    """Whether the stack says that it is newer than the catalogue, which is then not to judge it."""

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
    exists: bool
    """Whether that is exported state: Azure has it already."""
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


def empty(stacks: Iterable[Stack]) -> Iterator[Problem]:
    """Warnings about stacks that hold nothing to tell of."""
    for stack in stacks:
        if not stack.deployments:
            what = "It has no deployment." if stack.accounts else "It has no Azure OpenAI account."
            yield Problem(f"stack {stack.name}", what, f"Look into {stack.source}.", is_warning=True)


def problems(stack: Stack) -> Iterator[Problem]:
    """What Azure would refuse of a stack, and as warnings what the catalogue cannot tell; nothing of what is there."""
    for account in () if stack.exists else stack.accounts:
        judged = [one for one in account.deployments if not one.not_in_catalog]
        try:
            regions.resolve(account.region)
        except CatalogError as error:
            for problem in error.problems:
                yield replace(problem.below(f"account {account.name}"), is_warning=not judged)
        for one in judged:
            for problem in offer_problems(one.model, one.version, one.sku, one.capacity, account.region, today()):
                yield problem.below(one.where)

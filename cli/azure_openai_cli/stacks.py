"""What a stack holds of Azure OpenAI, as far as the commands ask; read from a stack file or from exported state."""

from dataclasses import dataclass
from pathlib import Path


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
    principal_type: str
    principal_id: str


@dataclass(frozen=True, slots=True)
class Stack:
    """A stack."""

    name: str
    source: Path
    """The file it was read from."""
    subscription_id: str | None
    """None where the stack does not say."""
    accounts: tuple[Account, ...]
    role_assignments: tuple[RoleAssignment, ...]
    choices: tuple[tuple[str, str], ...]
    """How the shared parts come about, for example `("virtual network", "created")`."""

    @property
    def deployments(self) -> tuple[Deployment, ...]:
        """The deployments of all accounts."""
        return tuple(deployment for account in self.accounts for deployment in account.deployments)

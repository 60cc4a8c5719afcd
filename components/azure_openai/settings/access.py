"""What may be said of role assignments."""

from enum import Enum

from .base import Input, settings


class PrincipalType(Enum):
    """Kind of principal; Azure needs it so that a grant to a brand-new identity does not fail."""

    ServicePrincipal = "ServicePrincipal"
    """An application or a managed identity."""

    Group = "Group"
    """A Microsoft Entra group."""

    User = "User"
    """A person."""


@settings
class RoleAssignment:
    """One role for one principal."""

    role: str
    """Role name from the catalogue, for example `Cognitive Services OpenAI User`, or the GUID of a role definition."""

    principal_id: Input[str]
    """Object id of the principal, a GUID."""

    principal_type: PrincipalType
    """`ServicePrincipal`, `Group` or `User`."""


@settings
class AccountAccessArgs:
    """Who may use an account, by Microsoft Entra roles."""

    account_resource_id: Input[str]
    """Resource id of the account, the scope of every assignment."""

    role_assignments: dict[str, RoleAssignment]
    """Role assignments by key. Their names follow from scope, principal and role; a change of any replaces."""

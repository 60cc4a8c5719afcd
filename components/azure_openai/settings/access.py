"""What may be said of role assignments."""

from enum import Enum
from typing import Optional

from .base import Input, settings


class PrincipalType(Enum):
    """Kind of principal; Azure needs it so that a grant to a brand-new identity does not fail."""

    ServicePrincipal = "ServicePrincipal"
    """An application or a managed identity."""

    Group = "Group"
    """A Microsoft Entra group."""

    User = "User"
    """A person."""


class RoleBundle(Enum):
    """A ready-made set of roles: the least that does a task (the catalogue says which)."""

    Caller = "caller"
    """Calls models."""

    Deployer = "deployer"
    """Creates deployments, fine-tunes, calls models."""

    Reader = "reader"
    """Looks at configuration and metrics, calls nothing."""

    Evaluator = "evaluator"
    """Calls models and reads stored data and metrics, changes nothing."""


@settings
class RoleAssignment:
    """A role, or a bundle of roles, for one principal."""

    principal_id: Input[str]
    """Object id of the principal, a GUID. A change replaces the assignment."""

    principal_type: PrincipalType
    """`ServicePrincipal`, `Group` or `User`. Changes in place; Azure takes only the one that the principal is
    (else UnmatchedPrincipalType)."""

    role: Optional[str] = None
    """Role name from the catalogue, for example `Cognitive Services OpenAI User`; the GUID of a built-in role; or the
    resource id of a custom role definition. Exactly one of `role` and `bundle`. A change replaces the assignment."""

    bundle: Optional[RoleBundle] = None
    """`caller`, `deployer`, `reader` or `evaluator`. Exactly one of `role` and `bundle`. A change adds the
    roles that are new and removes those that are not in it."""

    account: Optional[str] = None
    """Key of the only account it applies to. Default: each account of the platform."""

    deployment: Optional[str] = None
    """Key of the only deployment it applies to. Default: the whole account. Azure lets a principal call a deployment
    with a role at its scope; listing the account's deployments needs one at the account's. A change replaces the assignment."""


@settings
class AccountAccessArgs:
    """Who may use an account, by Microsoft Entra roles."""

    account_resource_id: Input[str]
    """Resource id of the account, the scope of every assignment that names no deployment. A change replaces them all."""

    role_assignments: dict[str, RoleAssignment]
    """Role assignments by key. Their names follow from scope, principal and role. Azure holds a grant once, so giving it
    another key takes two updates: remove it, then add it."""

    deployment_names: Optional[dict[str, Input[str]]] = None
    """Names of the account's deployments by key, for assignments that name one. Default: none."""

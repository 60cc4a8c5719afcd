"""What must hold of role assignments before Azure is asked."""

import re
import uuid
from typing import Iterator, Mapping, Optional

from azure_openai_catalog import nearest, roles
from azure_openai_catalog.problems import full_listing

from ..settings.access import RoleAssignment
from ..settings.account import Account
from .problems import Problem

_ROLE_DEFINITION = re.compile(r"/.*/?providers/Microsoft\.Authorization/roleDefinitions/[0-9a-f-]{36}", re.IGNORECASE)


def access_problems(assignments: Mapping[str, RoleAssignment]) -> Iterator[Problem]:
    """Problems of role assignments; paths begin with their keys."""
    taken: dict[tuple[object, ...], str] = {}
    for key, assignment in assignments.items():
        yield from (problem.below(key) for problem in _role_problems(assignment))
        principal = assignment.principal_id
        if not isinstance(principal, str):
            continue
        if not is_guid(principal):
            yield Problem(f"{key}.principal_id", f"{principal!r} is no GUID.", "Give the object id of the principal.")
        for role in granted_roles(assignment).values():
            grant = (principal.lower(), role_guid(role) or role, assignment.account, assignment.deployment)
            if grant in taken:
                yield Problem(key, f"grants the same as {taken[grant]!r}: {role}.", "Azure refuses it; remove one.")
            taken.setdefault(grant, key)


def scope_problems(assignments: Mapping[str, RoleAssignment], accounts: Mapping[str, Account]) -> Iterator[Problem]:
    """Problems of the accounts and deployments that role assignments name; paths begin with their keys."""
    for key, assignment in assignments.items():
        if assignment.account is not None and assignment.account not in accounts:
            yield Problem.unknown_key(f"{key}.account", assignment.account, "account", accounts)
            continue
        if assignment.deployment is None:
            continue
        chosen = [assignment.account] if assignment.account else list(accounts)
        for account in chosen:
            known = accounts[account].deployments or {}
            if assignment.deployment not in known:
                what = f"deployment of account {account!r}"
                yield Problem.unknown_key(f"{key}.deployment", assignment.deployment, what, known)


def granted_roles(assignment: RoleAssignment) -> dict[str, str]:
    """The roles that an assignment grants, by what is added to its key: nothing for a single role."""
    if assignment.bundle is None:
        return {"": assignment.role} if assignment.role else {}
    names = roles.bundles()[assignment.bundle.value]
    return {f"-{name.lower().replace(' ', '-')}": name for name in names}


def role_guid(role: str) -> Optional[str]:
    """GUID of a role given by name or GUID, None for a name that the catalogue does not have."""
    known = roles.find(role)
    return known.guid if known else role if is_guid(role) else None


def role_definition_id(subscription_id: str, role: str) -> str:
    """Resource id of a role definition given by name, by GUID, or by that id."""
    return role if is_role_definition(role) else roles.role_definition_id(subscription_id, role_guid(role) or role)


def is_role_definition(text: str) -> bool:
    """Whether a text is the resource id of a role definition."""
    return _ROLE_DEFINITION.fullmatch(text) is not None


def is_guid(text: str) -> bool:
    """Whether a text is a GUID."""
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True


def _role_problems(assignment: RoleAssignment) -> Iterator[Problem]:
    role = assignment.role
    if (role is None) == (assignment.bundle is None):
        what = "has role, bundle set." if role else "names no role."
        yield Problem("", what, "Set exactly one of role, bundle.")
    elif role is not None and role_guid(role) is None and not is_role_definition(role):
        likely = full_listing(nearest(role, roles.names()), empty="see the catalogue")
        yield Problem(
            "role",
            f"the catalogue has no role {role!r}.",
            f"Nearest: {likely}; any other role by its GUID, a custom one by its resource id.",
        )

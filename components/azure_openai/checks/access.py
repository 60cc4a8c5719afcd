"""What must hold of role assignments before Azure is asked."""

import uuid
from typing import Iterator, Mapping, Optional

from azure_openai_catalog import nearest, roles

from ..settings.access import RoleAssignment
from .problems import Problem, listing


def access_problems(assignments: Mapping[str, RoleAssignment]) -> Iterator[Problem]:
    """Problems of role assignments; paths begin with their keys."""
    for key, assignment in assignments.items():
        if role_guid(assignment.role) is None:
            likely = listing(nearest(assignment.role, roles.names()), empty="see the catalogue")
            yield Problem(
                f"{key}.role",
                f"the catalogue has no role {assignment.role!r}.",
                f"Nearest: {likely}; any other role by its GUID.",
            )
        principal = assignment.principal_id
        if isinstance(principal, str) and not is_guid(principal):
            yield Problem(f"{key}.principal_id", f"{principal!r} is no GUID.", "Give the object id of the principal.")


def role_guid(role: str) -> Optional[str]:
    """GUID of a role given by name or GUID, None for a name that the catalogue does not have."""
    known = roles.find(role)
    return known.guid if known else role if is_guid(role) else None


def is_guid(text: str) -> bool:
    """Whether a text is a GUID."""
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True

"""Type names and what all types of the namespace share."""

from __future__ import annotations

import uuid

from ...arm.errors import ArmError

ROLE_ASSIGNMENTS = "Microsoft.Authorization/roleAssignments"
ROLE_DEFINITIONS = "Microsoft.Authorization/roleDefinitions"


def guid_of(role_definition_id: str) -> str:
    """The role's GUID, which its id ends in."""
    return role_definition_id.rsplit("/", 1)[-1]


def is_guid(text: str) -> bool:
    """Whether a text is a GUID."""
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True


def require_guid(text: str, what: str) -> None:
    """Refuse what is no GUID."""
    if not is_guid(text):
        raise ArmError(400, f"Invalid{what}", f"The {what} '{text}' is not a valid GUID.")

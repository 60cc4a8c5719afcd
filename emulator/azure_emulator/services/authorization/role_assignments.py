"""Role assignments."""

from __future__ import annotations

import uuid

from ...arm import errors
from ...arm.errors import ArmError
from ...arm.ids import ResourceId, contains
from ...arm.store import Body
from ...arm.types import ANY, WITHOUT_PATCH, Context, ResourceType
from ..common import properties
from .filters import conditions
from .names import ROLE_ASSIGNMENTS, guid_of, require_guid
from .role_definitions import require_role


def _fill(context: Context, resource: ResourceId, body: Body, existing: Body | None) -> None:
    held = properties(body)
    require_guid(resource.name, "RoleAssignmentName")
    for name in ("principalId", "roleDefinitionId"):
        if not held.get(name):
            raise ArmError(400, "InvalidRoleAssignment", f"The role assignment has no {name}.")
    require_guid(held["principalId"], "PrincipalId")
    require_role(context, held["roleDefinitionId"], resource.scope)
    held["scope"] = resource.scope
    held.setdefault("principalType", "ServicePrincipal")
    if existing and _identity(existing["properties"]) != _identity(held):
        raise ArmError(
            400,
            "RoleAssignmentUpdateNotPermitted",
            "Tenant ID, application ID, principal ID, and scope are not allowed to be updated.",
        )
    _check_unique(context, resource, held)


def _check_unique(context: Context, resource: ResourceId, held: Body) -> None:
    for other in context.store.of_type(ROLE_ASSIGNMENTS):
        if other["id"].lower() != resource.key and _identity(other["properties"]) == _identity(held):
            name = uuid.UUID(other["name"]).hex
            raise ArmError(
                409,
                "RoleAssignmentExists",
                f"The role assignment already exists. The ID of the existing role assignment is {name}.",
            )


def _identity(held: Body) -> tuple[str, str, str]:
    return held["scope"].lower(), held["principalId"].lower(), guid_of(held["roleDefinitionId"]).lower()


def _select(context: Context, scope: str, members: list[Body], condition: str) -> list[Body]:
    """Assignments at the scope, below it and, as they are inherited, above it; `$filter` narrows that down."""
    above = [body for body in context.store.of_type(ROLE_ASSIGNMENTS) if contains(body["properties"]["scope"], scope)]
    found = list({body["id"]: body for body in [*above, *members]}.values())
    for name, value in conditions(condition):
        if name == "atScope":
            found = [body for body in found if contains(body["properties"]["scope"], scope)]
        elif name in ("principalId", "assignedTo"):
            found = [body for body in found if body["properties"]["principalId"].lower() == value.lower()]
        else:
            raise errors.unknown_filter(condition)
    return found


ROLE_ASSIGNMENT = ResourceType(
    name=ROLE_ASSIGNMENTS,
    api_versions=("2022-04-01",),
    declared={
        "properties": {
            "principalId": ANY,
            "principalType": ANY,
            "roleDefinitionId": ANY,
            "scope": ANY,
            "description": ANY,
            "condition": ANY,
            "conditionVersion": ANY,
            "delegatedManagedIdentityResourceId": ANY,
        }
    },
    fill=_fill,
    states=False,
    select=_select,
    methods=WITHOUT_PATCH,
)

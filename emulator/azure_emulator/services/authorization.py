"""Microsoft.Authorization: role assignments."""

from __future__ import annotations

import uuid

from azure_openai_catalog import roles

from ..arm.errors import ArmError
from ..arm.ids import ResourceId
from ..arm.store import Body
from ..arm.types import ANY, Context, ResourceType
from .common import properties

ROLE_ASSIGNMENTS = "Microsoft.Authorization/roleAssignments"


def _fill(context: Context, resource: ResourceId, body: Body, existing: Body | None) -> None:
    held = properties(body)
    _check_guid(resource.name, "RoleAssignmentName")
    for name in ("principalId", "roleDefinitionId"):
        if not held.get(name):
            raise ArmError(400, "InvalidRoleAssignment", f"The role assignment has no {name}.")
    _check_guid(held["principalId"], "PrincipalId")
    role = str(held["roleDefinitionId"]).rsplit("/", 1)[-1]
    if roles.find(role) is None:
        raise ArmError(
            400, "RoleDefinitionDoesNotExist", f"The specified role definition with ID '{role}' does not exist."
        )
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
    role = str(held["roleDefinitionId"]).rsplit("/", 1)[-1]
    return held["scope"].lower(), held["principalId"].lower(), role.lower()


def _check_guid(text: str, what: str) -> None:
    try:
        uuid.UUID(text)
    except ValueError:
        raise ArmError(400, f"Invalid{what}", f"The {what} '{text}' is not a valid GUID.") from None


RESOURCE_TYPES = [
    ResourceType(
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
    )
]

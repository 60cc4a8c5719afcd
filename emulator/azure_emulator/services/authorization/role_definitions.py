"""Role definitions: built-in roles as the catalogue has them, and custom ones."""

from __future__ import annotations

from azure_openai_catalog import roles

from ... import SUBSCRIPTION_ID
from ...arm import errors
from ...arm.errors import ArmError
from ...arm.ids import ResourceId, contains
from ...arm.store import Body
from ...arm.types import ANY, WITHOUT_PATCH, Context, ResourceType
from ..common import properties
from .filters import conditions
from .names import ROLE_ASSIGNMENTS, ROLE_DEFINITIONS, guid_of, require_guid


def require_role(context: Context, role_definition_id: str, scope: str) -> None:
    """A role must exist, and a custom one must be assignable at the scope."""
    guid = guid_of(role_definition_id)
    if roles.find(guid):
        return
    for role in context.store.of_type(ROLE_DEFINITIONS):
        if role["name"].lower() == guid.lower() and _assignable(role, scope):
            return
    raise ArmError(400, "RoleDefinitionDoesNotExist", f"The specified role definition with ID '{guid}' does not exist.")


def _assignable(role: Body, scope: str) -> bool:
    return any(contains(assignable, scope) for assignable in role["properties"]["assignableScopes"])


def _fill(context: Context, resource: ResourceId, body: Body, existing: Body | None) -> None:
    require_guid(resource.name, "RoleDefinitionId")
    held = properties(body)
    if not held.get("roleName"):
        raise ArmError(400, "InvalidRoleDefinition", "The role definition has no roleName.")
    if roles.find(held["roleName"]) or any(_has_name(other, held["roleName"], resource) for other in _others(context)):
        raise ArmError(
            409,
            "RoleDefinitionWithSameNameExists",
            f"A custom role with the same name '{held['roleName']}' already exists in this directory. Use a different name",
        )
    held["type"] = "CustomRole"
    held.setdefault("permissions", [])
    held.setdefault("assignableScopes", [resource.scope])


def _others(context: Context) -> list[Body]:
    return context.store.of_type(ROLE_DEFINITIONS)


def _has_name(role: Body, name: str, resource: ResourceId) -> bool:
    return role["properties"]["roleName"].lower() == name.lower() and role["name"].lower() != resource.name.lower()


def _refuse_delete(context: Context, resource: ResourceId, body: Body) -> None:
    for assignment in context.store.of_type(ROLE_ASSIGNMENTS):
        if guid_of(assignment["properties"]["roleDefinitionId"]).lower() == resource.name.lower():
            raise ArmError(
                400,
                "RoleDefinitionHasAssignments",
                f"There are existing role assignments referencing role '{resource.name}'.",
            )


def _built_in_roles() -> list[roles.Role]:
    return [role for role in map(roles.find, roles.names()) if role]


def _built_in(resource: ResourceId) -> Body | None:
    role = roles.find(resource.name)
    if role is None or role.guid != resource.name.lower():
        return None
    permission = {
        "actions": [*role.actions],
        "notActions": [],
        "dataActions": [*role.data_actions],
        "notDataActions": [],
    }
    held = {
        "roleName": role.name,
        "type": "BuiltInRole",
        "description": role.allows,
        "assignableScopes": ["/"],
        "permissions": [permission],
    }
    return {
        "id": roles.role_definition_id(SUBSCRIPTION_ID, role.guid),
        "name": role.guid,
        "type": ROLE_DEFINITIONS,
        "properties": held,
    }


def _select(context: Context, scope: str, members: list[Body], condition: str) -> list[Body]:
    """Roles that can be assigned at the scope: built-in ones, and custom ones whose scopes reach there."""
    built_in = [role for role in members if role["properties"]["type"] == "BuiltInRole"]
    found = [*built_in, *(role for role in context.store.of_type(ROLE_DEFINITIONS) if _assignable(role, scope))]
    for name, value in conditions(condition):
        if name not in ("roleName", "type"):
            raise errors.unknown_filter(condition)
        found = [role for role in found if role["properties"][name].lower() == value.lower()]
    return found


ROLE_DEFINITION = ResourceType(
    name=ROLE_DEFINITIONS,
    api_versions=("2022-04-01", "2022-05-01-preview"),
    declared={
        "properties": {
            "roleName": ANY,
            "description": ANY,
            "type": ANY,
            "permissions": [{"actions": ANY, "notActions": ANY, "dataActions": ANY, "notDataActions": ANY}],
            "assignableScopes": [ANY],
        }
    },
    fill=_fill,
    refuse_delete=_refuse_delete,
    states=False,
    methods=WITHOUT_PATCH,
    put_statuses=(201, 201),
    defaults_on_read=_built_in,
    always_there=tuple(role.guid for role in _built_in_roles()),
    select=_select,
)

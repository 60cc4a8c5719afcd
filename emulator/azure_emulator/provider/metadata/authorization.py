"""Role assignments, custom roles and locks."""

from __future__ import annotations

from .info import TypeInfo

TYPES: dict[str, TypeInfo] = {
    "authorization:RoleAssignment": TypeInfo(
        path="{scope}/providers/Microsoft.Authorization/roleAssignments/{roleAssignmentName}",
        api_version="2022-04-01",
        flattened=True,
        top=frozenset(),
        required=("principalId", "roleDefinitionId"),
        naming="uuid",
        replaces=frozenset({"principalId"}),
        read_only=("createdBy", "createdOn", "systemData", "updatedBy", "updatedOn"),
        unlisted=("scope",),
    ),
    "authorization:RoleDefinition": TypeInfo(
        path="{scope}/providers/Microsoft.Authorization/roleDefinitions/{roleDefinitionId}",
        api_version="2022-05-01-preview",
        flattened=True,
        top=frozenset(),
        naming="uuid",
        renamed={"roleType": "type"},
        read_only=("createdBy", "createdOn", "systemData", "updatedBy", "updatedOn"),
    ),
    "authorization:ManagementLockByScope": TypeInfo(
        path="{scope}/providers/Microsoft.Authorization/locks/{lockName}",
        api_version="2020-05-01",
        flattened=True,
        top=frozenset(),
        required=("level",),
        naming="random",
        read_only=("systemData",),
    ),
}  # fmt: skip

"""Resource groups and managed identities."""

from __future__ import annotations

from .info import GROUP, TOP, TypeInfo

TYPES: dict[str, TypeInfo] = {
    "resources:ResourceGroup": TypeInfo(
        path=GROUP,
        api_version="2024-03-01",
        flattened=False,
        top=TOP | {"managedBy"},
        naming="random",
        replaces=frozenset({"location"}),
        read_only=("properties",),
    ),
    "managedidentity:UserAssignedIdentity": TypeInfo(
        path=f"{GROUP}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/{{resourceName}}",
        api_version="2023-01-31",
        flattened=True,
        top=TOP,
        naming="random",
        read_only=("clientId", "principalId", "systemData", "tenantId"),
    ),
}  # fmt: skip

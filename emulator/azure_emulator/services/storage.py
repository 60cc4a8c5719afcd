"""Microsoft.Storage: storage accounts, as far as diagnostic settings write to them."""

from __future__ import annotations

from ..arm import errors
from ..arm.errors import ArmError
from ..arm.ids import ResourceId
from ..arm.store import Body
from ..arm.types import ANY, Context, ResourceType, Seconds
from .common import TAGS_AND_LOCATION, properties, require_location, require_name

STORAGE_ACCOUNTS = "Microsoft.Storage/storageAccounts"

KINDS = ("StorageV2", "BlobStorage", "BlockBlobStorage", "FileStorage", "Storage")


def _fill(context: Context, resource: ResourceId, body: Body, existing: Body | None) -> None:
    require_name(resource, r"[a-z0-9]{3,24}")
    require_location(body, existing)
    if body.get("kind") not in KINDS:
        raise errors.invalid(f"The kind '{body.get('kind')}' is not valid: use one of {', '.join(KINDS)}.")
    if not (body.get("sku") or {}).get("name"):
        raise errors.invalid(f"The storage account '{resource.name}' has no sku.")
    taken = (a for a in context.store.of_type(STORAGE_ACCOUNTS) if a["id"].lower() != resource.key)
    if any(account["name"].lower() == resource.name.lower() for account in taken):
        raise ArmError(
            409, "StorageAccountAlreadyTaken", f"The storage account named {resource.name} is already taken."
        )
    held = properties(body)
    held.setdefault("supportsHttpsTrafficOnly", True)
    held.setdefault("minimumTlsVersion", "TLS1_0")
    held.setdefault("networkAcls", {"bypass": "AzureServices", "defaultAction": "Allow"})
    held["primaryLocation"] = body["location"]
    held["primaryEndpoints"] = {"blob": f"https://{resource.name}.blob.core.windows.net/"}


_PROPERTIES = [
    "accessTier", "allowBlobPublicAccess", "allowCrossTenantReplication", "allowSharedKeyAccess", "allowedCopyScope",
    "defaultToOAuthAuthentication", "dnsEndpointType", "encryption", "immutableStorageWithVersioning", "isHnsEnabled",
    "isLocalUserEnabled", "isNfsV3Enabled", "isSftpEnabled", "keyPolicy", "largeFileSharesState", "minimumTlsVersion",
    "publicNetworkAccess", "routingPreference", "sasPolicy", "supportsHttpsTrafficOnly",
]  # fmt: skip

_RULES = {
    "bypass": ANY,
    "defaultAction": ANY,
    "ipRules": [{"value": ANY, "action": ANY}],
    "resourceAccessRules": [{"resourceId": ANY, "tenantId": ANY}],
    "virtualNetworkRules": [{"id": ANY, "action": ANY, "state": ANY}],
}

RESOURCE_TYPES = [
    ResourceType(
        name=STORAGE_ACCOUNTS,
        api_versions=("2023-05-01", "2024-01-01"),
        declared={
            **TAGS_AND_LOCATION,
            "kind": ANY,
            "sku": {"name": ANY, "tier": ANY},
            "identity": ANY,
            "properties": {**dict.fromkeys(_PROPERTIES, ANY), "networkAcls": _RULES},
        },
        fill=_fill,
        seconds=Seconds(create=20, update=5, delete=5),
    )
]

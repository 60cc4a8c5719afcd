"""Where diagnostic settings can write to beside workspaces."""

from __future__ import annotations

from .info import GROUP, TOP, TypeInfo

_NAMESPACE = f"{GROUP}/providers/Microsoft.EventHub/namespaces/{{namespaceName}}"
_API_VERSION = "2024-01-01"

TYPES: dict[str, TypeInfo] = {
    "storage:StorageAccount": TypeInfo(
        path=f"{GROUP}/providers/Microsoft.Storage/storageAccounts/{{accountName}}",
        api_version=_API_VERSION,
        flattened=True,
        top=TOP | {"kind", "sku", "identity", "extendedLocation"},
        required=("kind", "sku"),
        naming="random",
        replaces=frozenset({"isHnsEnabled", "location"}),
        renamed={
            "enableHttpsTrafficOnly": "supportsHttpsTrafficOnly",
            "enableNfsV3": "isNfsV3Enabled",
            "networkRuleSet": "networkAcls",
            "iPAddressOrRange": "value",
            "virtualNetworkResourceId": "id",
        },
        read_only=(
            "accountMigrationInProgress", "blobRestoreStatus", "creationTime", "failoverInProgress", "geoReplicationStats",
            "isSkuConversionBlocked", "keyCreationTime", "lastGeoFailoverTime", "primaryEndpoints", "primaryLocation",
            "privateEndpointConnections", "provisioningState", "secondaryEndpoints", "secondaryLocation", "statusOfPrimary",
            "statusOfSecondary", "storageAccountSkuConversionStatus",
        ),
    ),
    "eventhub:Namespace": TypeInfo(
        path=_NAMESPACE,
        api_version=_API_VERSION,
        flattened=True,
        top=TOP | {"sku", "identity"},
        naming="random",
        read_only=("createdAt", "metricId", "provisioningState", "serviceBusEndpoint", "status", "systemData", "updatedAt"),
    ),
    "eventhub:EventHub": TypeInfo(
        path=f"{_NAMESPACE}/eventhubs/{{eventHubName}}",
        api_version=_API_VERSION,
        flattened=True,
        top=frozenset(),
        read_only=("createdAt", "location", "partitionIds", "systemData", "updatedAt"),
    ),
    "eventhub:NamespaceAuthorizationRule": TypeInfo(
        path=f"{_NAMESPACE}/authorizationRules/{{authorizationRuleName}}",
        api_version=_API_VERSION,
        flattened=True,
        top=frozenset(),
        required=("rights",),
        read_only=("location", "systemData"),
    ),
}  # fmt: skip

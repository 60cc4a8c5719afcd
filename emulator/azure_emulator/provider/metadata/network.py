"""Networks, private endpoints and private DNS."""

from __future__ import annotations

from .info import GROUP, TOP, TypeInfo

_NETWORK = f"{GROUP}/providers/Microsoft.Network"
_API_VERSION = "2024-05-01"

TYPES: dict[str, TypeInfo] = {
    "network:VirtualNetwork": TypeInfo(
        path=f"{_NETWORK}/virtualNetworks/{{virtualNetworkName}}",
        api_version=_API_VERSION,
        flattened=True,
        top=TOP,
        naming="random",
        replaces=frozenset({"location"}),
        read_only=("etag", "flowLogs", "provisioningState", "resourceGuid"),
        sub_resources=("subnets", "virtualNetworkPeerings"),
    ),
    "network:Subnet": TypeInfo(
        path=f"{_NETWORK}/virtualNetworks/{{virtualNetworkName}}/subnets/{{subnetName}}",
        api_version=_API_VERSION,
        flattened=True,
        top=frozenset({"name", "id", "type"}),
        read_only=(
            "etag", "ipConfigurationProfiles", "ipConfigurations", "privateEndpoints", "provisioningState", "purpose",
            "resourceNavigationLinks", "serviceAssociationLinks",
        ),
    ),
    "network:NetworkSecurityGroup": TypeInfo(
        path=f"{_NETWORK}/networkSecurityGroups/{{networkSecurityGroupName}}",
        api_version=_API_VERSION,
        flattened=True,
        top=TOP,
        naming="random",
        read_only=("defaultSecurityRules", "etag", "flowLogs", "networkInterfaces", "provisioningState", "resourceGuid", "subnets"),
        sub_resources=("securityRules",),
    ),
    "network:PrivateEndpoint": TypeInfo(
        path=f"{_NETWORK}/privateEndpoints/{{privateEndpointName}}",
        api_version=_API_VERSION,
        flattened=True,
        top=TOP,
        naming="random",
        replaces=frozenset({"subnet"}),
        read_only=(
            "customDnsConfigs", "etag", "networkInterfaces", "provisioningState",
            *(
                f"{connections}[].{name}"
                for connections in ("privateLinkServiceConnections", "manualPrivateLinkServiceConnections")
                for name in ("etag", "provisioningState", "type")
            ),
        ),
    ),
    "network:PrivateDnsZoneGroup": TypeInfo(
        path=f"{_NETWORK}/privateEndpoints/{{privateEndpointName}}/privateDnsZoneGroups/{{privateDnsZoneGroupName}}",
        api_version=_API_VERSION,
        flattened=True,
        top=frozenset({"name", "id"}),
        read_only=("etag", "provisioningState", "privateDnsZoneConfigs[].recordSets"),
        has_type=False,
    ),
    "privatedns:PrivateZone": TypeInfo(
        path=f"{_NETWORK}/privateDnsZones/{{privateZoneName}}",
        api_version="2024-06-01",
        flattened=True,
        top=TOP,
        naming="random",
        read_only=(
            "etag", "internalId", "maxNumberOfRecordSets", "maxNumberOfVirtualNetworkLinks",
            "maxNumberOfVirtualNetworkLinksWithRegistration", "numberOfRecordSets", "numberOfVirtualNetworkLinks",
            "numberOfVirtualNetworkLinksWithRegistration", "provisioningState", "systemData",
        ),
    ),
    "privatedns:VirtualNetworkLink": TypeInfo(
        path=f"{_NETWORK}/privateDnsZones/{{privateZoneName}}/virtualNetworkLinks/{{virtualNetworkLinkName}}",
        api_version="2024-06-01",
        flattened=True,
        top=TOP,
        read_only=("etag", "provisioningState", "systemData", "virtualNetworkLinkState"),
    ),
}  # fmt: skip

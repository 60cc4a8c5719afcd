"""The resource types of azure-native that the emulator holds, as data."""

from __future__ import annotations

import re
from dataclasses import dataclass

CONNECTION = frozenset({"id", "name", "type", "etag"})
"""What stays outside of `properties` in an item of a flattened list."""

FLATTENED_LISTS = (
    "privateLinkServiceConnections",
    "manualPrivateLinkServiceConnections",
    "securityRules",
    "privateDnsZoneConfigs",
    "subnets",
)
"""Lists whose items azure-native flattens: ARM has most of an item below `properties`."""

_GROUP = "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}"
_ACCOUNT = f"{_GROUP}/providers/Microsoft.CognitiveServices/accounts/{{accountName}}"
_NETWORK = f"{_GROUP}/providers/Microsoft.Network"


@dataclass(frozen=True)
class TypeInfo:
    """How azure-native maps a resource type to ARM."""

    path: str
    """Resource id with its parameters in braces; the last parameter is what a missing name is generated for."""
    api_version: str
    flattened: bool
    """Whether the properties of the ARM body are inputs and outputs of their own."""
    top: frozenset[str]
    """Inputs that stand outside of the body's `properties`."""
    required: tuple[str, ...] = ()
    naming: str = "copy"
    """Form of a generated name: `random`, `copy` or `uuid`."""
    replaces: frozenset[str] = frozenset()
    """Inputs beside the path's parameters whose change replaces."""
    read_only: tuple[str, ...] = ()
    """Paths of outputs that Azure alone fills in; unknown in previews."""
    sub_resources: tuple[str, ...] = ()
    """Lists of children that are managed as resources of their own."""
    unlisted: tuple[str, ...] = ()
    """Path parameters that are outputs too."""

    @property
    def parameters(self) -> tuple[str, ...]:
        """Inputs that are part of the id."""
        return tuple(name for name in re.findall(r"{(\w+)}", self.path) if name != "subscriptionId")

    @property
    def name_parameter(self) -> str:
        """Input that names the resource itself."""
        return self.parameters[-1]

    @property
    def has_location(self) -> bool:
        """Whether azure-native fills in a location."""
        return "location" in self.top


_TOP = frozenset({"location", "tags"})
_CS = "2025-06-01"
_NET = "2024-05-01"
_CHILD_OUTPUTS = ("etag", "systemData")

TYPES: dict[str, TypeInfo] = {
    "resources:ResourceGroup": TypeInfo(
        path=_GROUP,
        api_version="2024-03-01",
        flattened=False,
        top=_TOP | {"managedBy"},
        naming="random",
        replaces=frozenset({"location"}),
        read_only=("properties",),
    ),
    "cognitiveservices:Account": TypeInfo(
        path=_ACCOUNT,
        api_version=_CS,
        flattened=False,
        top=_TOP | {"kind", "sku", "identity"},
        naming="random",
        replaces=frozenset({"location"}),
        read_only=(
            *_CHILD_OUTPUTS,
            "identity.principalId",
            "identity.tenantId",
            *(
                f"properties.{name}"
                for name in (
                    "callRateLimit", "capabilities", "dateCreated", "endpoint", "endpoints", "internalId", "isMigrated",
                    "privateEndpointConnections", "provisioningState", "quotaLimit", "skuChangeInfo",
                )
            ),
        ),
    ),
    "cognitiveservices:Deployment": TypeInfo(
        path=f"{_ACCOUNT}/deployments/{{deploymentName}}",
        api_version=_CS,
        flattened=False,
        top=frozenset({"sku", "tags"}),
        read_only=(
            *_CHILD_OUTPUTS,
            *(
                f"properties.{name}"
                for name in (
                    "callRateLimit", "capabilities", "currentCapacity", "dynamicThrottlingEnabled", "provisioningState",
                    "rateLimits", "model.callRateLimit",
                )
            ),
        ),
    ),
    "cognitiveservices:RaiPolicy": TypeInfo(
        path=f"{_ACCOUNT}/raiPolicies/{{raiPolicyName}}",
        api_version=_CS,
        flattened=False,
        top=frozenset({"tags"}),
        read_only=(*_CHILD_OUTPUTS, "properties.type"),
    ),
    "cognitiveservices:RaiBlocklist": TypeInfo(
        path=f"{_ACCOUNT}/raiBlocklists/{{raiBlocklistName}}",
        api_version=_CS,
        flattened=False,
        top=frozenset({"tags"}),
        read_only=_CHILD_OUTPUTS,
    ),
    "cognitiveservices:RaiBlocklistItem": TypeInfo(
        path=f"{_ACCOUNT}/raiBlocklists/{{raiBlocklistName}}/raiBlocklistItems/{{raiBlocklistItemName}}",
        api_version=_CS,
        flattened=False,
        top=frozenset({"tags"}),
        read_only=_CHILD_OUTPUTS,
    ),
    "network:VirtualNetwork": TypeInfo(
        path=f"{_NETWORK}/virtualNetworks/{{virtualNetworkName}}",
        api_version=_NET,
        flattened=True,
        top=_TOP,
        naming="random",
        replaces=frozenset({"location"}),
        read_only=("etag", "flowLogs", "provisioningState", "resourceGuid"),
        sub_resources=("subnets", "virtualNetworkPeerings"),
    ),
    "network:Subnet": TypeInfo(
        path=f"{_NETWORK}/virtualNetworks/{{virtualNetworkName}}/subnets/{{subnetName}}",
        api_version=_NET,
        flattened=True,
        top=frozenset({"name", "id", "type"}),
        read_only=("etag", "ipConfigurations", "privateEndpoints", "provisioningState", "purpose"),
    ),
    "network:NetworkSecurityGroup": TypeInfo(
        path=f"{_NETWORK}/networkSecurityGroups/{{networkSecurityGroupName}}",
        api_version=_NET,
        flattened=True,
        top=_TOP,
        naming="random",
        read_only=("defaultSecurityRules", "etag", "flowLogs", "networkInterfaces", "provisioningState", "resourceGuid", "subnets"),
        sub_resources=("securityRules",),
    ),
    "network:PrivateEndpoint": TypeInfo(
        path=f"{_NETWORK}/privateEndpoints/{{privateEndpointName}}",
        api_version=_NET,
        flattened=True,
        top=_TOP,
        naming="random",
        replaces=frozenset({"subnet"}),
        read_only=("customDnsConfigs", "etag", "networkInterfaces", "provisioningState"),
    ),
    "network:PrivateDnsZoneGroup": TypeInfo(
        path=f"{_NETWORK}/privateEndpoints/{{privateEndpointName}}/privateDnsZoneGroups/{{privateDnsZoneGroupName}}",
        api_version=_NET,
        flattened=True,
        top=frozenset({"name", "id"}),
        read_only=("etag", "provisioningState"),
    ),
    "privatedns:PrivateZone": TypeInfo(
        path=f"{_NETWORK}/privateDnsZones/{{privateZoneName}}",
        api_version="2024-06-01",
        flattened=True,
        top=_TOP,
        naming="random",
        read_only=(
            "etag", "internalId", "maxNumberOfRecordSets", "maxNumberOfVirtualNetworkLinks", "numberOfRecordSets",
            "numberOfVirtualNetworkLinks", "provisioningState", "systemData",
        ),
    ),
    "privatedns:VirtualNetworkLink": TypeInfo(
        path=f"{_NETWORK}/privateDnsZones/{{privateZoneName}}/virtualNetworkLinks/{{virtualNetworkLinkName}}",
        api_version="2024-06-01",
        flattened=True,
        top=_TOP,
        read_only=("etag", "provisioningState", "systemData", "virtualNetworkLinkState"),
    ),
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
    "managedidentity:UserAssignedIdentity": TypeInfo(
        path=f"{_GROUP}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/{{resourceName}}",
        api_version="2023-01-31",
        flattened=True,
        top=_TOP,
        naming="random",
        read_only=("clientId", "principalId", "systemData", "tenantId"),
    ),
    "operationalinsights:Workspace": TypeInfo(
        path=f"{_GROUP}/providers/Microsoft.OperationalInsights/workspaces/{{workspaceName}}",
        api_version="2023-09-01",
        flattened=True,
        top=_TOP | {"identity"},
        naming="random",
        read_only=("createdDate", "customerId", "etag", "modifiedDate", "privateLinkScopedResources", "provisioningState", "systemData"),
    ),
    "monitor:DiagnosticSetting": TypeInfo(
        path="{resourceUri}/providers/Microsoft.Insights/diagnosticSettings/{name}",
        api_version="2021-05-01-preview",
        flattened=True,
        top=frozenset(),
        naming="random",
        read_only=("systemData",),
    ),
}  # fmt: skip
"""By module and class name."""

_TOKEN = re.compile(r"azure-native(?P<package>_\w+)?:(?P<module>\w+)(/(?P<version>v\w+))?:(?P<name>\w+)")


def short_token(token: str) -> str:
    """Module and name of a type or function token, versioned or not."""
    match = _TOKEN.fullmatch(token)
    if match is None:
        return token
    package = match["package"] or ""
    module = package.lstrip("_").rsplit("_", 1)[0] if package else match["module"]
    return f"{module}:{match['name']}"


def type_of_urn(urn: str) -> str:
    """Type token in a URN."""
    return urn.split("::")[2].rsplit("$", 1)[-1]

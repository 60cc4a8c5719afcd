"""Microsoft.Network: virtual networks, subnets, security groups, private endpoints and their DNS zone groups."""

from __future__ import annotations

import ipaddress
from typing import Any

from azure_openai_catalog import limits, networking

from ..arm import errors
from ..arm.errors import ArmError
from ..arm.ids import ResourceId, parse
from ..arm.store import Body
from ..arm.types import ANY, Context, ResourceType, Seconds
from .cognitive_services import ACCOUNTS
from .common import TAGS_AND_LOCATION, keep, properties, require_location, require_name, require_resource, stable_guid

VIRTUAL_NETWORKS = "Microsoft.Network/virtualNetworks"
SUBNETS = f"{VIRTUAL_NETWORKS}/subnets"
SECURITY_GROUPS = "Microsoft.Network/networkSecurityGroups"
ENDPOINTS = "Microsoft.Network/privateEndpoints"
ZONE_GROUPS = f"{ENDPOINTS}/privateDnsZoneGroups"

API_VERSIONS = ("2024-05-01",)
NAME = r"[a-zA-Z0-9]([-\w.]{0,78}\w)?"
RESERVED_ADDRESSES = 4
"""Azure keeps the first addresses of every subnet for itself."""


def _fill_network(context: Context, resource: ResourceId, body: Body, existing: Body | None) -> None:
    require_name(resource, NAME)
    require_location(body, existing)
    held = properties(body)
    prefixes = (held.get("addressSpace") or {}).get("addressPrefixes") or []
    spaces = [_network(prefix, resource) for prefix in prefixes]
    if not spaces:
        raise ArmError(400, "InvalidRequestFormat", f"The virtual network '{resource.name}' has no address space.")
    for subnet in _subnets_of(context, resource.text):
        _check_inside(subnet, spaces)
    # Subnets are resources of their own; a list in the body that lacks some would remove them.
    given = {entry["name"].lower() for entry in held.pop("subnets", None) or []}
    removed = [s["id"] for s in _subnets_of(context, resource.text) if s["name"].lower() not in given]
    if existing and removed and given:
        raise errors.in_use("InUseSubnetCannotBeDeleted", f"Subnet {removed[0]} is in use and cannot be deleted.")
    held.setdefault("enableDdosProtection", False)
    held["resourceGuid"] = stable_guid(resource.text)


def _present_network(context: Context, body: Body) -> Body:
    properties(body)["subnets"] = _subnets_of(context, body["id"])
    return body


def _subnets_of(context: Context, network: str) -> list[Body]:
    return [subnet for subnet in context.store.children(network) if subnet["type"] == SUBNETS]


def _refuse_network_delete(context: Context, resource: ResourceId, body: Body) -> None:
    for subnet in _subnets_of(context, body["id"]):
        _refuse_subnet_delete(context, parse(subnet["id"]), subnet)


def _network(prefix: str, resource: ResourceId) -> ipaddress.IPv4Network:
    try:
        return ipaddress.IPv4Network(prefix)
    except ValueError:
        raise ArmError(
            400, "InvalidCIDRNotation", f"The address prefix {prefix} in resource {resource.text} is invalid."
        ) from None


def _check_inside(subnet: Body, spaces: list[ipaddress.IPv4Network]) -> None:
    prefix = ipaddress.IPv4Network(subnet["properties"]["addressPrefix"])
    if not any(prefix.subnet_of(space) for space in spaces):
        raise ArmError(400, "NetcfgInvalidSubnet", f"Subnet '{subnet['name']}' is not valid in virtual network.")


def _fill_subnet(context: Context, resource: ResourceId, body: Body, existing: Body | None) -> None:
    require_name(resource, NAME)
    held = properties(body)
    prefixes = held.get("addressPrefixes") or []
    held["addressPrefix"] = held.get("addressPrefix") or (prefixes[0] if prefixes else "")
    prefix = _network(held["addressPrefix"], resource)
    network = context.store.get(resource.parent) or {}
    _check_inside(body, [ipaddress.IPv4Network(p) for p in network["properties"]["addressSpace"]["addressPrefixes"]])
    for other in _subnets_of(context, resource.parent):
        if other["id"].lower() != resource.key and prefix.overlaps(
            ipaddress.IPv4Network(other["properties"]["addressPrefix"])
        ):
            raise ArmError(
                400,
                "NetcfgSubnetRangesOverlap",
                f"Subnet '{resource.name}' is not valid because its IP address range overlaps with that of an existing subnet in virtual network '{resource.names[0]}'.",
            )
    group = (held.get("networkSecurityGroup") or {}).get("id")
    if group:
        require_resource(context, group, resource.text)
    held.setdefault("privateEndpointNetworkPolicies", "Disabled")
    held.setdefault("privateLinkServiceNetworkPolicies", "Enabled")
    held.setdefault("delegations", [])


def _refuse_subnet_delete(context: Context, resource: ResourceId, body: Body) -> None:
    users = [
        e["id"] for e in context.store.of_type(ENDPOINTS) if e["properties"]["subnet"]["id"].lower() == resource.key
    ]
    if users:
        raise errors.in_use(
            "InUseSubnetCannotBeDeleted",
            f"Subnet {resource.name} is in use by {users[0]} and cannot be deleted. In order to delete the subnet, delete "
            "all the resources within the subnet. See aka.ms/deletesubnet.",
        )


def _fill_security_group(context: Context, resource: ResourceId, body: Body, existing: Body | None) -> None:
    require_name(resource, NAME)
    require_location(body, existing)
    held = properties(body)
    held.setdefault("securityRules", [])
    held["resourceGuid"] = stable_guid(resource.text)


def _refuse_security_group_delete(context: Context, resource: ResourceId, body: Body) -> None:
    for subnet in context.store.of_type(SUBNETS):
        group = (subnet["properties"].get("networkSecurityGroup") or {}).get("id", "")
        if group.lower() == resource.key:
            raise errors.in_use(
                "InUseNetworkSecurityGroupCannotBeDeleted",
                f"Network security group {resource.text} cannot be deleted because it is in use by the following "
                f"resources: {subnet['id']}.",
            )


def _connections(body: Body) -> list[Body]:
    held = body.get("properties") or {}
    return [
        *(held.get("privateLinkServiceConnections") or []),
        *(held.get("manualPrivateLinkServiceConnections") or []),
    ]


def _targets(body: Body) -> list[str]:
    return [connection["properties"]["privateLinkServiceId"] for connection in _connections(body)]


def _fill_endpoint(context: Context, resource: ResourceId, body: Body, existing: Body | None) -> None:
    require_name(resource, NAME)
    require_location(body, existing)
    held = properties(body)
    subnet = require_resource(context, (held.get("subnet") or {}).get("id", ""), resource.text)
    held["subnet"] = {"id": subnet["id"]}
    network = context.store.get(subnet["id"].rsplit("/subnets/", 1)[0]) or {}
    if network["location"] != body["location"]:
        raise ArmError(
            400,
            "InvalidResourceReference",
            f"Private endpoint {resource.text} must be in the region of its virtual network.",
        )
    if len(_connections(body)) != 1:
        raise ArmError(
            400, "InvalidPrivateEndpoint", "A private endpoint needs exactly one private link service connection."
        )
    if existing and _targets(existing) != _targets(body):
        raise ArmError(
            400,
            "PrivateEndpointCannotBeUpdated",
            f"The connections of private endpoint {resource.text} cannot be changed.",
        )
    _check_target(context, resource, _connections(body)[0]["properties"])
    for connection in _connections(body):
        connection["properties"]["privateLinkServiceConnectionState"] = {
            "status": "Approved",
            "description": "Auto-Approved",
        }
        connection["properties"]["provisioningState"] = "Succeeded"
    keep(body, existing, "privateIpAddress")
    held.setdefault("privateIpAddress", _next_address(context, subnet))


def _check_target(context: Context, resource: ResourceId, connection: Body) -> None:
    target = require_resource(context, connection["privateLinkServiceId"], resource.text)
    if target["type"] == ACCOUNTS:
        if target["properties"]["provisioningState"] != "Succeeded":
            state = target["properties"]["provisioningState"]
            raise ArmError(
                400,
                "AccountProvisioningStateInvalid",
                f"Call to Microsoft.CognitiveServices/accounts failed. Error message: Account {target['id']} in state {state}",
            )
        if not target["properties"].get("customSubDomainName"):
            raise ArmError(
                400, "BadRequest", f"Account {target['id']} has no custom subdomain, which private endpoints need."
            )
    if connection.get("groupIds") != [networking.PRIVATE_LINK_GROUP]:
        raise ArmError(
            400, "InvalidGroupId", f"The group ids {connection.get('groupIds')} are not valid for {target['id']}."
        )


def _next_address(context: Context, subnet: Body) -> str:
    addresses = ipaddress.IPv4Network(subnet["properties"]["addressPrefix"])
    used = {e["properties"].get("privateIpAddress") for e in context.store.of_type(ENDPOINTS)}
    free = (str(address) for address in list(addresses)[RESERVED_ADDRESSES:-1] if str(address) not in used)
    address = next(free, None)
    if address is None:
        raise ArmError(400, "SubnetIsFull", f"Subnet {subnet['id']} does not have enough capacity for 1 IP addresses.")
    return address


def _present_endpoint(context: Context, body: Body) -> Body:
    held = properties(body)
    address = held.pop("privateIpAddress", None)
    for target in _targets(body):
        account = context.store.get(target)
        if account:
            host = networking.openai_endpoint(account["properties"].get("customSubDomainName", "")).split("/")[2]
            held["customDnsConfigs"] = [{"fqdn": host, "ipAddresses": [address]}]
    return body


def _endpoint_locks(resource: ResourceId, body: Body) -> list[str]:
    """The connection is a child of the account, so the endpoint takes part in its one-write-at-a-time."""
    return [target for target in _targets(body) if parse(target).type.lower() == ACCOUNTS.lower()]


def _fill_zone_group(context: Context, resource: ResourceId, body: Body, existing: Body | None) -> None:
    others = [
        g
        for g in context.store.children(resource.parent)
        if g["id"].lower() != resource.key and g["type"] == ZONE_GROUPS
    ]
    if others:
        raise ArmError(400, "BadRequest", "Cannot create more than one private dns zone groups in the private endpoint")
    configs: list[Any] = properties(body).get("privateDnsZoneConfigs") or []
    if len(configs) > limits.DNS_ZONES_PER_ENDPOINT:
        raise ArmError(
            400, "BadRequest", f"A private dns zone group takes at most {limits.DNS_ZONES_PER_ENDPOINT} zones."
        )
    names = [config["name"] for config in configs]
    for name in names:
        if names.count(name) > 1:
            raise ArmError(400, "InvalidRequestFormat", "Cannot parse the request.")
    for config in configs:
        require_resource(context, config["properties"]["privateDnsZoneId"], resource.text)


def _present_zone_group(context: Context, body: Body) -> Body:
    endpoint = context.store.get(parse(body["id"]).parent) or {}
    address = endpoint.get("properties", {}).get("privateIpAddress")
    for config in properties(body).get("privateDnsZoneConfigs") or []:
        zone = parse(config["properties"]["privateDnsZoneId"]).name
        names = [t.rsplit("/", 1)[1] for t in _targets(endpoint)]
        config["properties"]["recordSets"] = [
            {"recordType": "A", "recordSetName": name, "fqdn": f"{name}.{zone}", "ttl": 10, "ipAddresses": [address]}
            for name in names
        ]
    return body


_CONNECTION = {
    "id": ANY,
    "name": ANY,
    "type": ANY,
    "properties": {
        "privateLinkServiceId": ANY,
        "groupIds": ANY,
        "requestMessage": ANY,
        "privateLinkServiceConnectionState": ANY,
    },
}

_SUBNET_PROPERTIES = {
    "addressPrefix": ANY,
    "addressPrefixes": ANY,
    "networkSecurityGroup": {"id": ANY},
    "routeTable": {"id": ANY},
    "natGateway": {"id": ANY},
    "serviceEndpoints": [{"service": ANY, "locations": ANY}],
    "delegations": ANY,
    "privateEndpointNetworkPolicies": ANY,
    "privateLinkServiceNetworkPolicies": ANY,
    "defaultOutboundAccess": ANY,
}

_RULE_PROPERTIES = [
    "access", "description", "direction", "priority", "protocol",
    "sourceAddressPrefix", "sourceAddressPrefixes", "sourcePortRange", "sourcePortRanges",
    "destinationAddressPrefix", "destinationAddressPrefixes", "destinationPortRange", "destinationPortRanges",
]  # fmt: skip

RESOURCE_TYPES = [
    ResourceType(
        name=VIRTUAL_NETWORKS,
        api_versions=API_VERSIONS,
        declared={
            **TAGS_AND_LOCATION,
            "properties": {
                "addressSpace": {"addressPrefixes": ANY},
                "dhcpOptions": ANY,
                "enableDdosProtection": ANY,
                "enableVmProtection": ANY,
                "subnets": ANY,
                "virtualNetworkPeerings": ANY,
            },
        },
        fill=_fill_network,
        present=_present_network,
        refuse_delete=_refuse_network_delete,
        seconds=Seconds(create=5, update=5, delete=10),
    ),
    ResourceType(
        name=SUBNETS,
        api_versions=API_VERSIONS,
        declared={"properties": _SUBNET_PROPERTIES},
        fill=_fill_subnet,
        refuse_delete=_refuse_subnet_delete,
        locks=lambda resource, body: [resource.parent],
        seconds=Seconds(create=4, update=4, delete=10),
    ),
    ResourceType(
        name=SECURITY_GROUPS,
        api_versions=API_VERSIONS,
        declared={
            **TAGS_AND_LOCATION,
            "properties": {
                "flushConnection": ANY,
                "securityRules": [
                    {"id": ANY, "name": ANY, "type": ANY, "properties": dict.fromkeys(_RULE_PROPERTIES, ANY)}
                ],
            },
        },
        fill=_fill_security_group,
        refuse_delete=_refuse_security_group_delete,
        seconds=Seconds(create=3, update=3, delete=3),
    ),
    ResourceType(
        name=ENDPOINTS,
        api_versions=API_VERSIONS,
        declared={
            **TAGS_AND_LOCATION,
            "properties": {
                # A whole subnet may be sent; Azure reads its id only.
                "subnet": ANY,
                "privateLinkServiceConnections": [_CONNECTION],
                "manualPrivateLinkServiceConnections": [_CONNECTION],
                "customNetworkInterfaceName": ANY,
                "ipConfigurations": ANY,
                "applicationSecurityGroups": ANY,
            },
        },
        fill=_fill_endpoint,
        present=_present_endpoint,
        locks=_endpoint_locks,
        seconds=Seconds(create=45, update=20, delete=20),
    ),
    ResourceType(
        name=ZONE_GROUPS,
        api_versions=API_VERSIONS,
        declared={"properties": {"privateDnsZoneConfigs": [{"name": ANY, "properties": {"privateDnsZoneId": ANY}}]}},
        fill=_fill_zone_group,
        present=_present_zone_group,
        seconds=Seconds(create=10, update=10, delete=5),
    ),
]

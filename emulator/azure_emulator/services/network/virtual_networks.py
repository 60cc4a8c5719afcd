"""Virtual networks and subnets."""

from __future__ import annotations

import ipaddress

from ...arm import errors
from ...arm.errors import ArmError
from ...arm.ids import ResourceId, parse
from ...arm.store import Body
from ...arm.types import ANY, WITHOUT_PATCH, Context, ResourceType, Seconds
from ..common import TAGS_AND_LOCATION, properties, require_location, require_name, require_resource, stable_guid
from .names import API_VERSIONS, ENDPOINTS, NAME, SUBNETS, VIRTUAL_NETWORKS


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
        methods=WITHOUT_PATCH,
    ),
]

"""Private endpoints and their DNS zone groups."""

from __future__ import annotations

import ipaddress
from typing import Any

from azure_openai_catalog import limits

from ...arm.errors import ArmError
from ...arm.ids import ResourceId, parse
from ...arm.store import Body
from ...arm.types import ANY, WITHOUT_PATCH, Context, ResourceType, Seconds
from ..cognitive_services import ACCOUNTS
from ..common import TAGS_AND_LOCATION, keep, properties, require_location, require_name, require_resource
from . import dns
from .names import API_VERSIONS, ENDPOINTS, NAME, ZONE_GROUPS

RESERVED_ADDRESSES = 4
"""Azure keeps the first addresses of every subnet for itself."""


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
    if len(dns.connections(body)) != 1:
        raise ArmError(
            400, "InvalidPrivateEndpoint", "A private endpoint needs exactly one private link service connection."
        )
    if existing and dns.targets(existing) != dns.targets(body):
        raise ArmError(
            400,
            "PrivateEndpointCannotBeUpdated",
            f"The connections of private endpoint {resource.text} cannot be changed.",
        )
    _check_target(context, resource, dns.connections(body)[0]["properties"])
    for connection in dns.connections(body):
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
    if connection.get("groupIds") != [dns.GROUPS.get(target["type"])]:
        raise ArmError(
            400, "InvalidGroupId", f"The group ids {connection.get('groupIds')} are not valid for {target['id']}."
        )


def _next_address(context: Context, subnet: Body) -> str:
    network = ipaddress.IPv4Network(subnet["properties"]["addressPrefix"])
    neighbours = [e["properties"] for e in context.store.of_type(ENDPOINTS)]
    used = {held["privateIpAddress"] for held in neighbours if held["subnet"]["id"] == subnet["id"]}
    numbers = range(RESERVED_ADDRESSES, network.num_addresses - 1)
    address = next((str(network[number]) for number in numbers if str(network[number]) not in used), None)
    if address is None:
        raise ArmError(400, "SubnetIsFull", f"Subnet {subnet['id']} does not have enough capacity for 1 IP addresses.")
    return address


def _present_endpoint(context: Context, body: Body) -> Body:
    hosts = [host for _, host in dns.names(context, body).values()]
    address = properties(body).pop("privateIpAddress")
    properties(body)["customDnsConfigs"] = [{"fqdn": host, "ipAddresses": [address]} for host in hosts]
    return body


def _endpoint_locks(resource: ResourceId, body: Body) -> list[str]:
    """The connection is a child of the account, so the endpoint takes part in its one-write-at-a-time."""
    return [target for target in dns.targets(body) if parse(target).type.lower() == ACCOUNTS.lower()]


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
    for config in properties(body).get("privateDnsZoneConfigs") or []:
        zone = config["properties"]["privateDnsZoneId"]
        config["properties"]["recordSets"] = dns.record_sets(context, endpoint, zone)
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


RESOURCE_TYPES = [
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
        methods=WITHOUT_PATCH,
    ),
    ResourceType(
        name=ZONE_GROUPS,
        api_versions=API_VERSIONS,
        declared={"properties": {"privateDnsZoneConfigs": [{"name": ANY, "properties": {"privateDnsZoneId": ANY}}]}},
        fill=_fill_zone_group,
        present=_present_zone_group,
        seconds=Seconds(create=10, update=10, delete=5),
        methods=WITHOUT_PATCH,
    ),
]

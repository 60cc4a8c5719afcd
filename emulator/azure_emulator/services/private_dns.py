"""Microsoft.Network: private DNS zones and their links to virtual networks."""

from __future__ import annotations

from ..arm import errors
from ..arm.errors import ArmError
from ..arm.ids import ResourceId, parse
from ..arm.store import Body
from ..arm.types import ANY, Context, ResourceType, Seconds
from .common import TAGS_AND_LOCATION, properties, require_global, require_name, require_resource
from .network.dns import record_sets
from .network.names import ZONE_GROUPS

ZONES = "Microsoft.Network/privateDnsZones"
LINKS = f"{ZONES}/virtualNetworkLinks"
API_VERSIONS = ("2020-06-01", "2024-06-01")

OWN_RECORD_SETS = 1
"""Every zone has its SOA record."""


def _fill_zone(context: Context, resource: ResourceId, body: Body, existing: Body | None) -> None:
    require_name(resource, r"([a-z0-9_]([a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]{2,63}")
    require_global(body)
    properties(body).update(maxNumberOfRecordSets=25000, maxNumberOfVirtualNetworkLinks=1000)


def _present_zone(context: Context, body: Body) -> Body:
    links = [child for child in context.store.children(body["id"]) if child["type"] == LINKS]
    properties(body).update(
        numberOfVirtualNetworkLinks=len(links), numberOfRecordSets=OWN_RECORD_SETS + len(_registered(context, body))
    )
    return body


def _registered(context: Context, zone: Body) -> set[str]:
    """Names that private endpoints have registered in the zone."""
    found: set[str] = set()
    for group in context.store.of_type(ZONE_GROUPS):
        endpoint = context.store.get(parse(group["id"]).parent) or {}
        for config in group["properties"].get("privateDnsZoneConfigs") or []:
            if config["properties"]["privateDnsZoneId"].lower() == zone["id"].lower():
                found |= {record["recordSetName"] for record in record_sets(context, endpoint, zone["id"])}
    return found


def _refuse_zone_delete(context: Context, resource: ResourceId, body: Body) -> None:
    children = [child["id"] for child in context.store.children(body["id"])]
    if children:
        raise errors.nested_resources(children)


def _fill_link(context: Context, resource: ResourceId, body: Body, existing: Body | None) -> None:
    require_global(body)
    held = properties(body)
    network = (held.get("virtualNetwork") or {}).get("id")
    if not network:
        raise ArmError(400, "BadRequest", "The virtual network link names no virtual network.")
    require_resource(context, network, resource.text)
    for other in context.store.children(resource.parent):
        if (
            other["id"].lower() != resource.key
            and other["properties"]["virtualNetwork"]["id"].lower() == network.lower()
        ):
            raise ArmError(
                409, "Conflict", f"A virtual network cannot be linked to the zone '{resource.names[0]}' more than once."
            )
    held.setdefault("registrationEnabled", False)
    held["virtualNetworkLinkState"] = "Completed"


RESOURCE_TYPES = [
    ResourceType(
        name=ZONES,
        api_versions=API_VERSIONS,
        declared={**TAGS_AND_LOCATION, "properties": {}},
        fill=_fill_zone,
        present=_present_zone,
        refuse_delete=_refuse_zone_delete,
        seconds=Seconds(create=25, update=10, delete=10),
    ),
    ResourceType(
        name=LINKS,
        api_versions=API_VERSIONS,
        declared={
            **TAGS_AND_LOCATION,
            "properties": {"registrationEnabled": ANY, "resolutionPolicy": ANY, "virtualNetwork": {"id": ANY}},
        },
        fill=_fill_link,
        seconds=Seconds(create=25, update=10, delete=15),
    ),
]

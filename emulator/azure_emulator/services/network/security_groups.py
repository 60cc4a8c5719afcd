"""Network security groups."""

from __future__ import annotations

from ...arm import errors
from ...arm.ids import ResourceId
from ...arm.store import Body
from ...arm.types import ANY, Context, ResourceType, Seconds
from ..common import TAGS_AND_LOCATION, properties, require_location, require_name, stable_guid
from .names import API_VERSIONS, NAME, SECURITY_GROUPS, SUBNETS


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


_RULE_PROPERTIES = [
    "access", "description", "direction", "priority", "protocol",
    "sourceAddressPrefix", "sourceAddressPrefixes", "sourcePortRange", "sourcePortRanges",
    "destinationAddressPrefix", "destinationAddressPrefixes", "destinationPortRange", "destinationPortRanges",
]  # fmt: skip


RESOURCE_TYPES = [
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
]

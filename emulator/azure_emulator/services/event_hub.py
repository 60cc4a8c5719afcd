"""Microsoft.EventHub: namespaces, event hubs and rules, as far as diagnostic settings write to them."""

from __future__ import annotations

from ..arm import errors
from ..arm.ids import ResourceId
from ..arm.store import Body
from ..arm.types import ANY, WITHOUT_PATCH, Context, ResourceType, Seconds
from .common import TAGS_AND_LOCATION, properties, require_location, require_name

NAMESPACES = "Microsoft.EventHub/namespaces"
EVENT_HUBS = f"{NAMESPACES}/eventhubs"
RULES = f"{NAMESPACES}/authorizationRules"

API_VERSIONS = ("2024-01-01",)
TIERS = ("Basic", "Standard", "Premium")
RIGHTS = ("Listen", "Send", "Manage")


def _fill_namespace(context: Context, resource: ResourceId, body: Body, existing: Body | None) -> None:
    require_name(resource, r"[a-zA-Z][a-zA-Z0-9-]{4,48}[a-zA-Z0-9]")
    require_location(body, existing)
    sku = body.setdefault("sku", {"name": "Standard"})
    if sku.get("name") not in TIERS:
        raise errors.invalid(f"The SKU '{sku.get('name')}' is not valid: use one of {', '.join(TIERS)}.")
    sku.setdefault("tier", sku["name"])
    sku.setdefault("capacity", 1)
    held = properties(body)
    held.setdefault("publicNetworkAccess", "Enabled")
    held.setdefault("disableLocalAuth", False)
    held["serviceBusEndpoint"] = f"https://{resource.name.lower()}.servicebus.windows.net:443/"
    held["status"] = "Active"


def _fill_event_hub(context: Context, resource: ResourceId, body: Body, existing: Body | None) -> None:
    require_name(resource, r"[a-zA-Z0-9]([a-zA-Z0-9._-]{0,254}[a-zA-Z0-9])?")
    held = properties(body)
    held.setdefault("partitionCount", 4)
    held["status"] = "Active"


def _fill_rule(context: Context, resource: ResourceId, body: Body, existing: Body | None) -> None:
    rights = properties(body).get("rights") or []
    unknown = [right for right in rights if right not in RIGHTS]
    if unknown or not rights:
        raise errors.invalid(f"The rights {rights} are not valid: use one or more of {', '.join(RIGHTS)}.")
    if "Manage" in rights and len(set(rights)) < len(RIGHTS):
        raise errors.invalid("The right Manage needs Listen and Send too.")


_NAMESPACE_PROPERTIES = [
    "alternateName", "clusterArmId", "disableLocalAuth", "encryption", "isAutoInflateEnabled", "kafkaEnabled",
    "maximumThroughputUnits", "minimumTlsVersion", "publicNetworkAccess", "zoneRedundant",
]  # fmt: skip

_HUB_PROPERTIES = [
    "captureDescription", "messageRetentionInDays", "partitionCount", "retentionDescription", "userMetadata",
]  # fmt: skip

RESOURCE_TYPES = [
    ResourceType(
        name=NAMESPACES,
        api_versions=API_VERSIONS,
        declared={
            **TAGS_AND_LOCATION,
            "sku": {"name": ANY, "tier": ANY, "capacity": ANY},
            "identity": ANY,
            "properties": dict.fromkeys(_NAMESPACE_PROPERTIES, ANY),
        },
        fill=_fill_namespace,
        seconds=Seconds(create=30, update=10, delete=15),
    ),
    ResourceType(
        name=EVENT_HUBS,
        api_versions=API_VERSIONS,
        declared={"properties": {**dict.fromkeys(_HUB_PROPERTIES, ANY), "status": ANY}},
        fill=_fill_event_hub,
        states=False,
        methods=WITHOUT_PATCH,
    ),
    ResourceType(
        name=RULES,
        api_versions=API_VERSIONS,
        declared={"properties": {"rights": [ANY]}},
        fill=_fill_rule,
        states=False,
        methods=WITHOUT_PATCH,
    ),
]

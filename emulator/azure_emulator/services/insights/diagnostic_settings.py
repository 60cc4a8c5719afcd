"""Diagnostic settings."""

from __future__ import annotations

from collections.abc import Iterator

from ...arm.errors import ArmError
from ...arm.ids import ResourceId, parse
from ...arm.store import Body
from ...arm.types import ANY, WITHOUT_PATCH, Context, ResourceType
from ..common import properties, require_resource
from ..event_hub import EVENT_HUBS, RULES

DIAGNOSTIC_SETTINGS = "Microsoft.Insights/diagnosticSettings"

LOG_CATEGORIES = {
    "microsoft.cognitiveservices/accounts": (
        "Audit",
        "RequestResponse",
        "Trace",
        "AzureOpenAIRequestUsage",
        "ManagedNetworkEvent",
    )
}
"""Log categories by type (Azure Monitor, supported logs, 2026-07-14)."""

CATEGORY_GROUPS = ("audit", "allLogs")

METRIC_CATEGORIES = ("AllMetrics",)

_RESOURCES = ("workspaceId", "storageAccountId", "eventHubAuthorizationRuleId")
SINKS = (*_RESOURCES, "marketplacePartnerId")


def _fill(context: Context, resource: ResourceId, body: Body, existing: Body | None) -> None:
    held = properties(body)
    if not any(held.get(sink) for sink in SINKS):
        raise ArmError(400, "BadRequest", "At least one data sink needs to be specified.")
    for sink in _RESOURCES:
        if held.get(sink):
            require_resource(context, held[sink], resource.text)
    _check_event_hub(context, resource, held)
    known = LOG_CATEGORIES.get(parse(resource.scope).type.lower(), ())
    for log in held.get("logs") or []:
        if log.get("category") and log["category"] not in known:
            raise ArmError(400, "BadRequest", f"Category '{log['category']}' is not supported.")
        if log.get("categoryGroup") and log["categoryGroup"] not in CATEGORY_GROUPS:
            raise ArmError(400, "BadRequest", f"Category group '{log['categoryGroup']}' is not supported.")
    for metric in held.get("metrics") or []:
        if metric.get("category") not in METRIC_CATEGORIES:
            raise ArmError(400, "BadRequest", f"Metric category '{metric.get('category')}' is not supported.")
    _check_sinks(context, resource, held)


def _check_event_hub(context: Context, resource: ResourceId, held: Body) -> None:
    """The rule belongs to a namespace; a hub that is named must be in it. Without one, Azure makes hubs of its own."""
    rule, hub = held.get("eventHubAuthorizationRuleId"), held.get("eventHubName")
    if rule and parse(rule).type.lower() != RULES.lower():
        raise ArmError(400, "BadRequest", f"'{rule}' is no authorization rule of an event hub namespace.")
    if rule and hub:
        namespace = parse(rule).parent
        require_resource(context, f"{namespace}/{EVENT_HUBS.rsplit('/', 1)[1]}/{hub}", resource.text)


def _check_sinks(context: Context, resource: ResourceId, held: Body) -> None:
    mine = set(_uses(held))
    for other in context.store.children(resource.scope):
        if other["type"] != DIAGNOSTIC_SETTINGS or other["id"].lower() == resource.key:
            continue
        for sink, category in mine & set(_uses(other["properties"])):
            raise ArmError(
                409,
                "Conflict",
                f"Data sink '{sink}' is already used in diagnostic setting '{other['name']}' for category '{category}'. "
                "Data sinks can't be reused in different settings on the same category for the same resource.",
            )


def _uses(held: Body) -> Iterator[tuple[str, str]]:
    """Sinks and what is sent to them."""
    sent = [log.get("category") or log.get("categoryGroup") for log in held.get("logs") or [] if log.get("enabled")]
    for sink in SINKS:
        if held.get(sink):
            yield from ((held[sink].lower(), category) for category in sent)


DIAGNOSTIC_SETTING = ResourceType(
    name=DIAGNOSTIC_SETTINGS,
    api_versions=("2021-05-01-preview",),
    declared={
        "properties": {
            **dict.fromkeys(SINKS, ANY),
            "eventHubName": ANY,
            "serviceBusRuleId": ANY,
            "logAnalyticsDestinationType": ANY,
            "logs": [{"category": ANY, "categoryGroup": ANY, "enabled": ANY, "retentionPolicy": ANY}],
            "metrics": [{"category": ANY, "enabled": ANY, "retentionPolicy": ANY, "timeGrain": ANY}],
        }
    },
    fill=_fill,
    states=False,
    methods=WITHOUT_PATCH,
)

"""Log Analytics workspaces."""

from __future__ import annotations

from ...arm import errors
from ...arm.ids import ResourceId
from ...arm.store import Body
from ...arm.types import ANY, Context, ResourceType, Seconds
from ..common import TAGS_AND_LOCATION, properties, require_location, require_name, stable_guid

WORKSPACES = "Microsoft.OperationalInsights/workspaces"

RETENTION_DAYS = (30, 730)


def _fill(context: Context, resource: ResourceId, body: Body, existing: Body | None) -> None:
    require_name(resource, r"[a-zA-Z0-9][-a-zA-Z0-9]{2,61}[a-zA-Z0-9]")
    require_location(body, existing)
    held = properties(body)
    held.setdefault("sku", {"name": "PerGB2018"})
    held.setdefault("retentionInDays", RETENTION_DAYS[0])
    if not RETENTION_DAYS[0] <= held["retentionInDays"] <= RETENTION_DAYS[1]:
        raise errors.invalid(f"'RetentionInDays' must be between {RETENTION_DAYS[0]} and {RETENTION_DAYS[1]}.")
    held.setdefault("publicNetworkAccessForIngestion", "Enabled")
    held.setdefault("publicNetworkAccessForQuery", "Enabled")
    held["customerId"] = stable_guid(resource.text)


WORKSPACE = ResourceType(
    name=WORKSPACES,
    api_versions=("2023-09-01", "2025-02-01"),
    declared={
        **TAGS_AND_LOCATION,
        "identity": ANY,
        "properties": {
            "sku": {"name": ANY, "capacityReservationLevel": ANY},
            "retentionInDays": ANY,
            "workspaceCapping": {"dailyQuotaGb": ANY},
            "features": {
                "disableLocalAuth": ANY,
                "enableDataExport": ANY,
                "enableLogAccessUsingOnlyResourcePermissions": ANY,
                "immediatePurgeDataOn30Days": ANY,
            },
            "publicNetworkAccessForIngestion": ANY,
            "publicNetworkAccessForQuery": ANY,
            "forceCmkForQuery": ANY,
        },
    },
    fill=_fill,
    seconds=Seconds(create=20, update=5, delete=5),
)

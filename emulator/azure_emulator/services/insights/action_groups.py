"""Action groups."""

from __future__ import annotations

from ...arm import errors
from ...arm.ids import ResourceId
from ...arm.store import Body
from ...arm.types import ANY, Context, ResourceType
from ..common import TAGS_AND_LOCATION, properties, require_global

ACTION_GROUPS = "Microsoft.Insights/actionGroups"

SHORT_NAME_CHARACTERS = 12

RECEIVERS = {
    "armRoleReceivers": ("roleId",),
    "automationRunbookReceivers": (),
    "azureAppPushReceivers": ("emailAddress",),
    "azureFunctionReceivers": (),
    "emailReceivers": ("emailAddress",),
    "eventHubReceivers": (),
    "incidentReceivers": (),
    "itsmReceivers": (),
    "logicAppReceivers": (),
    "smsReceivers": ("countryCode", "phoneNumber"),
    "voiceReceivers": ("countryCode", "phoneNumber"),
    "webhookReceivers": ("serviceUri",),
}
"""Kinds of receivers, with what each needs beside a name."""


def _fill(context: Context, resource: ResourceId, body: Body, existing: Body | None) -> None:
    require_global(body)
    held = properties(body)
    short = held.get("groupShortName") or ""
    if not 0 < len(short) <= SHORT_NAME_CHARACTERS:
        raise errors.invalid(f"'groupShortName' has {len(short)} characters; 1 to {SHORT_NAME_CHARACTERS} are allowed.")
    held.setdefault("enabled", True)
    for kind, needed in RECEIVERS.items():
        for receiver in held.setdefault(kind, []):
            missing = [name for name in ("name", *needed) if not receiver.get(name)]
            if missing:
                raise errors.invalid(f"A receiver in '{kind}' has no {missing[0]}.")


ACTION_GROUP = ResourceType(
    name=ACTION_GROUPS,
    api_versions=("2023-01-01", "2024-10-01-preview"),
    declared={
        **TAGS_AND_LOCATION,
        "identity": ANY,
        "properties": {"enabled": ANY, "groupShortName": ANY, **{kind: [ANY] for kind in RECEIVERS}},
    },
    fill=_fill,
    states=False,
)

"""Microsoft.Security: the plans of Defender for Cloud. They always exist; a delete is a way back to Free."""

from __future__ import annotations

from ..arm import errors
from ..arm.ids import ResourceId
from ..arm.store import Body
from ..arm.types import ANY, Context, ResourceType
from .common import properties

PRICINGS = "Microsoft.Security/pricings"

PLANS = ("AI",)
"""Plans that the emulator holds."""

TIERS = ("Free", "Standard")
EXTENSIONS = ("AIPromptEvidence", "AIPromptSharingWithPurview", "AIModelScanner")


def _fill(context: Context, resource: ResourceId, body: Body, existing: Body | None) -> None:
    if resource.name not in PLANS:
        raise errors.invalid(f"There is no plan '{resource.name}': the emulator holds {', '.join(PLANS)}.")
    held = properties(body)
    if held.get("pricingTier") not in TIERS:
        raise errors.invalid(f"The pricing tier '{held.get('pricingTier')}' is not valid: use {' or '.join(TIERS)}.")
    if held.get("subPlan"):
        raise errors.invalid(f"The plan '{resource.name}' has no sub-plan '{held['subPlan']}'.")
    extensions = held.get("extensions") or []
    if extensions and held["pricingTier"] == TIERS[0]:
        raise errors.invalid(f"The plan '{resource.name}' takes extensions only with tier {TIERS[1]}.")
    for extension in extensions:
        if extension.get("name") not in EXTENSIONS:
            raise errors.invalid(f"The plan '{resource.name}' has no extension '{extension.get('name')}'.")
        if extension.get("isEnabled") not in ("True", "False"):
            raise errors.invalid(f"'isEnabled' of extension '{extension['name']}' must be 'True' or 'False'.")


def _free(resource: ResourceId) -> Body | None:
    if resource.name not in PLANS:
        return None
    return {"id": resource.text, "name": resource.name, "type": PRICINGS, "properties": {"pricingTier": TIERS[0]}}


RESOURCE_TYPES = [
    ResourceType(
        name=PRICINGS,
        api_versions=("2023-01-01", "2024-01-01"),
        declared={
            "properties": {
                "pricingTier": ANY,
                "subPlan": ANY,
                "enforce": ANY,
                "extensions": [{"name": ANY, "isEnabled": ANY, "additionalExtensionProperties": ANY}],
            }
        },
        fill=_fill,
        states=False,
        methods=("GET", "PUT"),
        defaults_on_read=_free,
        always_there=PLANS,
    )
]

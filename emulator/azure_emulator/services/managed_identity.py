"""Microsoft.ManagedIdentity: user-assigned identities."""

from __future__ import annotations

from .. import TENANT_ID
from ..arm.ids import ResourceId
from ..arm.store import Body
from ..arm.types import Context, ResourceType
from .common import TAGS_AND_LOCATION, properties, require_location, require_name, stable_guid


def _fill(context: Context, resource: ResourceId, body: Body, existing: Body | None) -> None:
    require_name(resource, r"[a-zA-Z0-9][-\w]{2,127}")
    require_location(body, existing)
    properties(body).update(
        tenantId=TENANT_ID,
        principalId=stable_guid(resource.text, "principal"),
        clientId=stable_guid(resource.text, "client"),
    )


RESOURCE_TYPES = [
    ResourceType(
        name="Microsoft.ManagedIdentity/userAssignedIdentities",
        api_versions=("2023-01-31", "2024-11-30"),
        declared={**TAGS_AND_LOCATION, "properties": {}},
        fill=_fill,
        states=False,
    )
]

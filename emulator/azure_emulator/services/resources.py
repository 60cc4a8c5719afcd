"""Microsoft.Resources: resource groups."""

from __future__ import annotations

from ..arm.ids import RESOURCE_GROUP_TYPE, ResourceId
from ..arm.store import Body
from ..arm.types import Context, ResourceType, Seconds
from .common import TAGS_AND_LOCATION, properties, require_location, require_name


def _fill(context: Context, resource: ResourceId, body: Body, existing: Body | None) -> None:
    require_name(resource, r"[-\w._()]{1,89}[-\w_()]")
    require_location(body, existing)
    properties(body)


RESOURCE_TYPES = [
    ResourceType(
        name=RESOURCE_GROUP_TYPE,
        api_versions=("2020-10-01", "2024-03-01"),
        declared={**TAGS_AND_LOCATION, "managedBy": "any", "properties": {}},
        fill=_fill,
        seconds=Seconds(delete=15),
    )
]

"""Management locks. What they forbid stands in `arm/management_locks.py`."""

from __future__ import annotations

from ...arm.errors import ArmError
from ...arm.ids import ResourceId
from ...arm.management_locks import LEVELS, LOCKS
from ...arm.store import Body
from ...arm.types import ANY, WITHOUT_PATCH, Context, ResourceType
from ..common import properties


def _fill(context: Context, resource: ResourceId, body: Body, existing: Body | None) -> None:
    level = properties(body).get("level")
    if level not in LEVELS:
        raise ArmError(400, "InvalidLockLevel", f"The lock level '{level}' is not valid: use {' or '.join(LEVELS)}.")


LOCK = ResourceType(
    name=LOCKS,
    api_versions=("2020-05-01",),
    declared={"properties": {"level": ANY, "notes": ANY, "owners": [{"applicationId": ANY}]}},
    fill=_fill,
    states=False,
    methods=WITHOUT_PATCH,
)

"""Saved searches."""

from __future__ import annotations

from ...arm import errors
from ...arm.ids import ResourceId
from ...arm.store import Body
from ...arm.types import ANY, WITHOUT_PATCH, Context, ResourceType
from ..common import properties
from .workspaces import WORKSPACES


def _fill(context: Context, resource: ResourceId, body: Body, existing: Body | None) -> None:
    held = properties(body)
    for name in ("category", "displayName", "query"):
        if not held.get(name):
            raise errors.invalid(f"The saved search '{resource.name}' has no {name}.")
    held.setdefault("version", 2)


SAVED_SEARCH = ResourceType(
    name=f"{WORKSPACES}/savedSearches",
    api_versions=("2020-08-01", "2023-09-01"),
    declared={
        "etag": ANY,
        "properties": {
            "category": ANY,
            "displayName": ANY,
            "query": ANY,
            "functionAlias": ANY,
            "functionParameters": ANY,
            "version": ANY,
            "tags": [{"name": ANY, "value": ANY}],
        },
    },
    fill=_fill,
    states=False,
    methods=WITHOUT_PATCH,
)

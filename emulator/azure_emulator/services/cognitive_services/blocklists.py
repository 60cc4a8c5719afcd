"""Blocklists and their items."""

from __future__ import annotations

from azure_openai_catalog import limits

from ...arm import errors
from ...arm.ids import ResourceId
from ...arm.store import Body
from ...arm.types import ANY, WITHOUT_PATCH, Context, ResourceType, Seconds
from ..common import properties, require_name
from .names import API_VERSIONS, CHILD_PATTERN, RAI_BLOCKLIST_ITEMS, RAI_BLOCKLISTS, RAI_POLICIES, account_lock


def _fill(context: Context, resource: ResourceId, body: Body, existing: Body | None) -> None:
    require_name(resource, CHILD_PATTERN)
    properties(body)


def _refuse_delete(context: Context, resource: ResourceId, body: Body) -> None:
    for policy in context.store.children(resource.parent):
        listed = properties(policy).get("customBlocklists") or [] if policy["type"] == RAI_POLICIES else []
        if any(entry["blocklistName"].lower() == resource.name.lower() for entry in listed):
            raise errors.invalid(f"The blocklist '{resource.name}' is used by RaiPolicy '{policy['name']}'.")


def _fill_item(context: Context, resource: ResourceId, body: Body, existing: Body | None) -> None:
    require_name(resource, CHILD_PATTERN)
    held = properties(body)
    pattern = held.get("pattern") or ""
    if not 0 < len(pattern) <= limits.BLOCKLIST_TERM_CHARACTERS:
        raise errors.invalid(
            f"A pattern has 1 to {limits.BLOCKLIST_TERM_CHARACTERS} characters, this has {len(pattern)}."
        )
    if existing is None and len(context.store.children(resource.parent)) >= limits.BLOCKLIST_TERMS:
        raise errors.invalid(f"A blocklist takes {limits.BLOCKLIST_TERMS} items.")
    held.setdefault("isRegex", False)


RAI_BLOCKLIST = ResourceType(
    name=RAI_BLOCKLISTS,
    api_versions=API_VERSIONS,
    declared={"tags": ANY, "properties": {"description": ANY}},
    fill=_fill,
    refuse_delete=_refuse_delete,
    locks=account_lock,
    seconds=Seconds(delete=1),
    states=False,
    methods=WITHOUT_PATCH,
)

RAI_BLOCKLIST_ITEM = ResourceType(
    name=RAI_BLOCKLIST_ITEMS,
    api_versions=API_VERSIONS,
    declared={"tags": ANY, "properties": {"pattern": ANY, "isRegex": ANY}},
    fill=_fill_item,
    locks=account_lock,
    seconds=Seconds(delete=1),
    states=False,
    methods=WITHOUT_PATCH,
)

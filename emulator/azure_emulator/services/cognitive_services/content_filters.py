"""Content filters (raiPolicies)."""

from __future__ import annotations

from typing import Any

from azure_openai_catalog import content_filters as catalog

from ...arm import errors
from ...arm.errors import ArmError
from ...arm.ids import ResourceId, child
from ...arm.store import Body
from ...arm.types import ANY, WITHOUT_PATCH, Context, ResourceType, Seconds
from ..common import properties, require_name
from .names import API_VERSIONS, CHILD_PATTERN, DEPLOYMENTS, RAI_POLICIES, account_lock

SOURCES = ("Prompt", "Completion")


def _fill(context: Context, resource: ResourceId, body: Body, existing: Body | None) -> None:
    require_name(resource, CHILD_PATTERN)
    if resource.name.lower().startswith("microsoft."):
        raise errors.invalid(f"The name '{resource.name}' is reserved for system managed policies.")
    held = properties(body)
    held.setdefault("basePolicyName", "Microsoft.DefaultV2")
    if held["basePolicyName"] not in catalog.SYSTEM_POLICIES:
        raise _rejected(f"The base policy '{held['basePolicyName']}' does not exist.")
    if held.setdefault("mode", "Default") not in catalog.MODES:
        raise _rejected(f"The mode '{held['mode']}' is not valid.")
    given = held.get("contentFilters") or []
    for entry in given:
        _check_entry(entry, context.settings.modified_filters)
    held["contentFilters"] = [*given, *_missing(given)]
    for blocklist in held.get("customBlocklists") or []:
        if context.store.get(child(resource.parent, "raiBlocklists", blocklist["blocklistName"])) is None:
            raise _rejected(f"The blocklist '{blocklist['blocklistName']}' is not found.")
        if blocklist.get("source") not in SOURCES:
            raise _rejected(f"The blocklist '{blocklist['blocklistName']}' has no source '{blocklist.get('source')}'.")
        blocklist.setdefault("blocking", True)
    held["type"] = "UserManaged"


def _check_entry(entry: Body, approved: bool) -> None:
    known = catalog.find(entry.get("name", ""))
    if known is None or known.name != entry["name"]:
        raise _rejected(f"There is no content filter '{entry.get('name')}'.")
    if entry.get("source") not in known.sources or entry["source"] not in SOURCES:
        raise _rejected(f"The content filter '{known.name}' has no source '{entry.get('source')}'.")
    threshold = entry.get("severityThreshold")
    if threshold is not None and (not known.has_severity or threshold not in catalog.SEVERITIES):
        raise _rejected(f"The severity threshold '{threshold}' is not valid for '{known.name}'.")
    entry.setdefault("enabled", True)
    entry.setdefault("blocking", True)
    if known.has_severity:
        entry.setdefault("severityThreshold", catalog.DEFAULT_SEVERITY)
        if not (entry["enabled"] and entry["blocking"]) and not approved:
            raise _rejected(f"Turning off or only annotating '{known.name}' needs Limited Access approval.")


def _missing(given: list[Body]) -> list[Body]:
    """What Azure fills in from the base policy: filters that it runs and the user did not list."""
    listed = {(entry["name"], entry["source"]) for entry in given}
    return [entry for entry in _base_policy() if (entry["name"], entry["source"]) not in listed]


def _base_policy() -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = []
    for name in catalog.names():
        known = catalog.find(name)
        if known is None or not known.enabled:
            continue
        for source in known.sources:
            entry: dict[str, Any] = {"name": name, "enabled": True, "blocking": known.blocking, "source": source}
            entries.append({**entry, "severityThreshold": known.threshold} if known.threshold else entry)
    return entries


def _rejected(reason: str) -> ArmError:
    # Azure puts the sentence into the code field; the reason is the emulator's.
    return ArmError(400, "Resource has invalid content filter", reason)


def _refuse_delete(context: Context, resource: ResourceId, body: Body) -> None:
    for deployment in context.store.children(resource.parent):
        if (
            deployment["type"] == DEPLOYMENTS
            and deployment["properties"]["raiPolicyName"].lower() == resource.name.lower()
        ):
            raise errors.invalid(f"The RaiPolicy '{resource.name}' is used by deployment '{deployment['name']}'.")


def _system_policy(resource: ResourceId) -> Body | None:
    name = next((known for known in catalog.SYSTEM_POLICIES if known.lower() == resource.name.lower()), None)
    if name is None:
        return None
    held = {"type": "SystemManaged", "mode": "Default", "contentFilters": _base_policy()}
    return {"id": resource.text, "name": name, "type": RAI_POLICIES, "properties": held}


RAI_POLICY = ResourceType(
    name=RAI_POLICIES,
    api_versions=API_VERSIONS,
    declared={
        "tags": ANY,
        "properties": {
            "basePolicyName": ANY,
            "mode": ANY,
            "contentFilters": [{"name": ANY, "enabled": ANY, "blocking": ANY, "severityThreshold": ANY, "source": ANY}],
            "customBlocklists": [{"blocklistName": ANY, "blocking": ANY, "source": ANY}],
        },
    },
    fill=_fill,
    refuse_delete=_refuse_delete,
    locks=account_lock,
    seconds=Seconds(delete=3),
    states=False,
    defaults_on_read=_system_policy,
    always_there=catalog.SYSTEM_POLICIES,
    methods=WITHOUT_PATCH,
)

"""What azure-native says of a change: which properties differ, and which of them replace the resource."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pulumi.runtime.proto import provider_pb2 as protocol

from .checks import CREATE_BEFORE_DELETE
from .metadata import TypeInfo
from .values import Values, is_unknown

_KINDS = protocol.PropertyDiff.Kind


@dataclass(frozen=True)
class Change:
    """A property that differs."""

    path: str
    kind: str
    """`ADD`, `DELETE` or `UPDATE`."""


def diff(info: TypeInfo, old_inputs: Values, old_outputs: Values, news: Values) -> protocol.DiffResponse:
    """Compare the inputs of the last update with the new ones."""
    changes = _changes("", old_inputs, news, top=True)
    replacing = {change.path for change in changes if _replaces(info, change, old_outputs, news)}
    detailed = {
        change.path: protocol.PropertyDiff(
            kind=_KINDS.Value(f"{change.kind}_REPLACE" if change.path in replacing else change.kind), inputDiff=True
        )
        for change in changes
    }
    return protocol.DiffResponse(
        changes=protocol.DiffResponse.DIFF_SOME if changes else protocol.DiffResponse.DIFF_NONE,
        diffs=sorted({_head(change.path) for change in changes}),
        replaces=sorted({_head(path) for path in replacing}),
        detailedDiff=detailed,
        hasDetailedDiff=True,
        deleteBeforeReplace=bool(replacing) and not old_inputs.get(CREATE_BEFORE_DELETE),
    )


def _changes(path: str, old: Any, new: Any, top: bool = False) -> list[Change]:
    if isinstance(old, dict) and isinstance(new, dict):
        keys = [key for key in {**old, **new} if not key.startswith("__")]
        return [
            change
            for key in keys
            for change in _member(f"{path}.{key}" if path else key, old.get(key), new.get(key), key if top else "")
        ]
    if isinstance(old, list) and isinstance(new, list):
        return [
            change
            for index in range(max(len(old), len(new)))
            for change in _member(
                f"{path}[{index}]",
                old[index] if index < len(old) else None,
                new[index] if index < len(new) else None,
                "",
            )
        ]
    return [] if old == new and not is_unknown(new) else [Change(path, "UPDATE")]


def _member(path: str, old: Any, new: Any, top_level_key: str) -> list[Change]:
    if old is None and new is None:
        return []
    if old is None:
        return [Change(path, "ADD")]
    if new is None:
        return [Change(path, "DELETE")]
    if _same_ignoring_case(top_level_key, old, new):
        return []
    return _changes(path, old, new)


def _same_ignoring_case(key: str, old: Any, new: Any) -> bool:
    if not isinstance(old, str) or not isinstance(new, str):
        return False
    if key == "location":
        return old.replace(" ", "").lower() == new.replace(" ", "").lower()
    return key == "resourceGroupName" and old.lower() == new.lower()


def _replaces(info: TypeInfo, change: Change, old_outputs: Values, news: Values) -> bool:
    head = _head(change.path)
    if head not in info.parameters and head not in info.replaces:
        return False
    # A replace key that is now said and was so all along is no reason to replace.
    return not (change.kind == "ADD" and old_outputs.get(head) == news.get(head))


def _head(path: str) -> str:
    return path.split(".")[0].split("[")[0]

"""What azure-native says a resource will look like, without asking Azure."""

from __future__ import annotations

from typing import Any

from .metadata import TypeInfo
from .values import UNKNOWN, Values


def preview(info: TypeInfo, inputs: Values, old_outputs: Values | None = None) -> Values:
    """Outputs in a preview: inputs of the same name are known, what Azure alone fills in is not."""
    outputs: dict[str, Any] = {
        key: value
        for key, value in inputs.items()
        if not key.startswith("__") and (key not in info.parameters or key in info.unlisted)
    }
    if info.outputs_flattened:
        outputs.pop("properties", None)
    for path in info.read_only:
        _mark_unknown(outputs, path.split("."))
    outputs["name"] = UNKNOWN
    outputs["type"] = UNKNOWN
    if old_outputs:
        outputs.update({key: old_outputs[key] for key in ("name", "type", "location") if key in old_outputs})
    return outputs


def _mark_unknown(outputs: Values, path: list[str]) -> None:
    holder = outputs
    for part in path[:-1]:
        inner = holder.get(part)
        if not isinstance(inner, dict):
            return
        holder[part] = holder = dict(inner)
    holder[path[-1]] = UNKNOWN

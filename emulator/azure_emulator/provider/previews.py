"""What azure-native says a resource will look like, without asking Azure."""

from __future__ import annotations

import copy
from typing import Any

from .metadata import TypeInfo
from .values import UNKNOWN, Values, holders


def preview(info: TypeInfo, inputs: Values, old_outputs: Values | None = None) -> Values:
    """Outputs in a preview: inputs of the same name are known, what Azure alone fills in is not."""
    outputs: dict[str, Any] = {
        key: copy.deepcopy(value)
        for key, value in inputs.items()
        if key != "id" and not key.startswith("__") and (key not in info.parameters or key in info.unlisted)
    }
    if info.lifted:
        outputs.pop("properties", None)
    for path in info.write_only:
        for holder, name in holders(outputs, path):
            holder.pop(name, None)
    for path in info.read_only:
        for holder, name in holders(outputs, path):
            holder[name] = UNKNOWN
    identity = outputs.get("identity")
    if isinstance(identity, dict) and isinstance(identity.get("userAssignedIdentities"), list):
        # A list goes in and a map comes out, so azure-native cannot tell.
        identity["userAssignedIdentities"] = UNKNOWN
    outputs["name"] = UNKNOWN
    if info.has_type:
        outputs["type"] = UNKNOWN
    if old_outputs:
        outputs.update({key: old_outputs[key] for key in ("name", "type", "location") if key in old_outputs})
    return outputs

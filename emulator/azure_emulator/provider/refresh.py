"""How a refresh carries what changed in Azure into the inputs."""

from __future__ import annotations

from typing import Any

from .metadata import TypeInfo
from .values import Values


def refreshed_inputs(info: TypeInfo, inputs: Values, old_outputs: Values, new_outputs: Values) -> Values:
    """The inputs with what differs between old and new outputs applied.

    What Azure had filled in from the start is in both and stays out of the inputs.
    """
    hidden = {"name", "type", "azureApiVersion", *info.read_only, *info.sub_resources}
    return _applied("", inputs, old_outputs, new_outputs, hidden)


def _applied(path: str, inputs: Any, old: Any, new: Any, hidden: set[str]) -> Any:
    if isinstance(old, dict) and isinstance(new, dict):
        result = dict(inputs) if isinstance(inputs, dict) else {}
        for key in {**old, **new}:
            where = f"{path}.{key}" if path else key
            if where in hidden or old.get(key) == new.get(key):
                continue
            if key not in new:
                result.pop(key, None)
            else:
                result[key] = _applied(where, result.get(key), old.get(key), new[key], hidden)
        return result
    if isinstance(old, list) and isinstance(new, list) and isinstance(inputs, list) and len(old) == len(new):
        pairs = list(zip(old, new, strict=True))
        kept = [
            _applied(f"{path}[]", item, pairs[index][0], pairs[index][1], hidden) if index < len(pairs) else item
            for index, item in enumerate(inputs)
        ]
        return kept
    return new

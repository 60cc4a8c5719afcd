"""The part of azure-native's package schema that the engine needs to write programs for imported resources."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from ..arm.types import ANY, MapOf, Shape
from ..services import RESOURCE_TYPES
from .metadata import TYPES, TypeInfo
from .previews import preview

Spec = dict[str, Any]

_ANYTHING: Spec = {"$ref": "pulumi.json#/Any"}
_STRING: Spec = {"type": "string"}

_STRING_SETS = ("userAssignedIdentities",)
"""Maps in ARM whose keys alone are inputs."""


def package(version: str) -> str:
    """The schema of the types that the emulator holds, as JSON."""
    types: dict[str, Spec] = {}
    resources = {f"azure-native:{token}": _resource(token, info, types) for token, info in TYPES.items()}
    return json.dumps(
        {
            "name": "azure-native",
            "version": version,
            "meta": {"moduleFormat": "(.*)(?:/[^/]*)"},
            "language": {"python": {"inputTypes": "classes-and-dicts"}},
            "resources": resources,
            "types": types,
        }
    )


def _resource(token: str, info: TypeInfo, types: dict[str, Spec]) -> Spec:
    declared = dict(RESOURCE_TYPES[_arm_type(info)].declared)
    shapes: dict[str, Shape] = {name: shape for name, shape in declared.items() if name not in info.read_only}
    if info.flattened:
        shapes |= shapes.pop("properties", {})
    names = {theirs: ours for ours, theirs in info.renamed.items()}
    inputs = {names.get(name, name): _spec(token, name, shape, names, types) for name, shape in shapes.items()}
    inputs.update(dict.fromkeys(info.parameters, _STRING))
    outputs = preview(info, dict.fromkeys(inputs))
    return {
        "inputProperties": inputs,
        "requiredInputs": [*info.parameters[:-1], *info.required],
        # Programs refer to names and ids; nothing is known of the shape of the rest.
        "properties": dict.fromkeys(outputs, _ANYTHING) | {"name": _STRING},
    }


def _arm_type(info: TypeInfo) -> str:
    """ARM type of a path template, as resource types are keyed."""
    if info.path.endswith("/resourceGroups/{resourceGroupName}"):
        return "microsoft.resources/resourcegroups"
    return re.sub(r"/{\w+}", "", info.path.rsplit("/providers/", 1)[1]).lower()


def _spec(owner: str, name: str, shape: Shape, names: Mapping[str, str], types: dict[str, Spec]) -> Spec:
    if name in _STRING_SETS:
        return {"type": "array", "items": _STRING}
    if isinstance(shape, MapOf):
        return {"type": "object", "additionalProperties": _spec(owner, f"{name}Item", shape.item, names, types)}
    if isinstance(shape, list):
        return {"type": "array", "items": _spec(owner, f"{name}Item", shape[0], names, types)}
    if shape == ANY:
        return _ANYTHING
    title = f"{owner}{_capital(name)}"
    members: dict[str, Shape] = _flat(shape)
    types[f"azure-native:{title}"] = {
        "type": "object",
        "properties": {names.get(key, key): _spec(title, key, item, names, types) for key, item in members.items()},
    }
    return {"$ref": f"#/types/azure-native:{title}"}


def _flat(shape: Mapping[str, Shape]) -> dict[str, Shape]:
    """Members of an item; azure-native lifts those that ARM has below `properties` in lists it flattens."""
    inner = shape.get("properties")
    if set(shape) - {"properties"} <= {"id", "name", "type"} and isinstance(inner, Mapping):
        return {**{key: item for key, item in shape.items() if key != "properties"}, **inner}
    return dict(shape)


def _capital(name: str) -> str:
    words = re.split(r"\W+", name)
    return "".join(word[:1].upper() + word[1:] for word in words)

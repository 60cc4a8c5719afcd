"""Between azure-native's inputs and outputs and ARM's ids and bodies."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

from .. import SUBSCRIPTION_ID
from .metadata import FLATTENED_LISTS, NESTED_TOP, TypeInfo
from .values import Values, holders

_SCOPES = ("scope", "scopeId", "resourceUri")
"""Parameters that stand for several segments of an id."""


def resource_id(info: TypeInfo, inputs: Values) -> str:
    """Resource id that the inputs describe."""
    path = info.path.replace("{subscriptionId}", SUBSCRIPTION_ID)
    for name in info.parameters:
        path = path.replace(f"{{{name}}}", str(inputs[name]).strip("/") if name in _SCOPES else str(inputs[name]))
    return path if path.startswith("/") else f"/{path}"


def to_body(info: TypeInfo, inputs: Values) -> Values:
    """ARM body of the inputs."""
    given = {key: value for key, value in inputs.items() if not _is_housekeeping(info, key)}
    if not info.flattened:
        return _with_identity_map(_renamed(given, info.renamed))
    body = {key: value for key, value in given.items() if key in info.top}
    held = {key: _nest(key, value) for key, value in given.items() if key not in info.top}
    body["properties"] = _renamed(held, info.renamed)
    return _with_identity_map(body)


def to_outputs(info: TypeInfo, body: Values) -> Values:
    """Outputs of an ARM body."""
    outside = ("id", "properties") if info.has_type else ("id", "properties", "type")
    outputs = {key: value for key, value in body.items() if key not in outside}
    held: Values = _renamed(body.get("properties", {}), {name: ours for ours, name in info.renamed.items()})
    if info.flattened or info.lifted:
        outputs.update({key: _flatten(key, value) for key, value in held.items()})
    else:
        outputs["properties"] = held
    outputs["azureApiVersion"] = info.api_version
    return outputs


def to_inputs(info: TypeInfo, id: str, outputs: Values) -> Values:
    """Inputs rebuilt from an id and outputs, as an import needs them."""
    inputs = copy.deepcopy({key: value for key, value in outputs.items() if key not in ("name", "type")})
    if info.lifted:
        inputs["properties"] = {key: value for key, value in outputs.items() if key in info.lifted}
    for path in info.read_only:
        for holder, name in holders(inputs, path):
            holder.pop(name, None)
    template, actual = info.path.split("/"), id.split("/")
    # A scope in braces stands for several segments, so both are read from the end.
    for slot, value in zip(reversed(template), reversed(actual), strict=False):
        if slot.startswith("{") and slot != "{subscriptionId}":
            inputs[slot.strip("{}")] = value
    first = info.parameters[0]
    if first in _SCOPES:
        inputs[first] = id.split("/providers/" + info.path.split("/providers/", 1)[1].split("/")[0])[0]
    return inputs


def _is_housekeeping(info: TypeInfo, key: str) -> bool:
    return key.startswith("__") or key == "azureApiVersion" or key in info.parameters


def _with_identity_map(body: Values) -> Values:
    users = (body.get("identity") or {}).get("userAssignedIdentities")
    if isinstance(users, list):
        body = {**body, "identity": {**body["identity"], "userAssignedIdentities": {user: {} for user in users}}}
    return body


def _nest(key: str, value: Any) -> Any:
    if key not in FLATTENED_LISTS or not isinstance(value, list):
        return value
    return [_nested(item) for item in value]


def _nested(item: Values) -> Values:
    top = {key: value for key, value in item.items() if key in NESTED_TOP}
    return {**top, "properties": {key: value for key, value in item.items() if key not in NESTED_TOP}}


def _flatten(key: str, value: Any) -> Any:
    if key not in FLATTENED_LISTS or not isinstance(value, list):
        return value
    return [{**{k: v for k, v in item.items() if k != "properties"}, **item.get("properties", {})} for item in value]


def _renamed(value: Any, names: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        return {names.get(key, key): _renamed(item, names) for key, item in value.items()}
    return [_renamed(item, names) for item in value] if isinstance(value, list) else value

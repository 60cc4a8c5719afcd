"""What azure-native does with inputs before anything is planned: defaults, names, validation."""

from __future__ import annotations

import random
import uuid
from collections.abc import Callable

from .metadata import TypeInfo
from .values import UNKNOWN, Values, is_unknown

CREATE_BEFORE_DELETE = "__createBeforeDelete"


def with_defaults(
    info: TypeInfo, logical_name: str, seed: bytes, olds: Values, news: Values, location_of: Callable[[str], str | None]
) -> Values:
    """The inputs with API version, name and location filled in."""
    inputs = {"azureApiVersion": info.api_version, **news}
    _fill_name(info, logical_name, seed, olds, inputs)
    if info.has_location and inputs.get("location") is None:
        location = _default_location(olds, inputs, location_of)
        if location:
            inputs["location"] = location
    return inputs


def failures(info: TypeInfo, inputs: Values) -> dict[str, str]:
    """What is wrong with the inputs, by property."""
    required = [*info.parameters, *info.required, *(["location"] if info.has_location else [])]
    return {name: _missing(name) for name in required if inputs.get(name) in (None, "")}


def _missing(name: str) -> str:
    if name == "location":
        return (
            "missing required property 'location'. Either set it explicitly or configure it with "
            "'pulumi config set azure-native:location <value>'."
        )
    return f"missing required property '{name}'"


def _fill_name(info: TypeInfo, logical_name: str, seed: bytes, olds: Values, inputs: Values) -> None:
    name = info.name_parameter
    if inputs.get(name) is not None:
        return
    if olds.get(name) is not None:
        inputs[name] = olds[name]
        if CREATE_BEFORE_DELETE in olds:
            inputs[CREATE_BEFORE_DELETE] = olds[CREATE_BEFORE_DELETE]
        return
    source = random.Random(seed or uuid.uuid4().bytes)
    generated = {
        "copy": logical_name,
        "random": f"{logical_name}{source.getrandbits(32):08x}",
        "uuid": str(uuid.UUID(int=source.getrandbits(128), version=4)),
    }
    inputs[name] = generated[info.naming]
    inputs[CREATE_BEFORE_DELETE] = info.naming != "copy"


def _default_location(olds: Values, inputs: Values, location_of: Callable[[str], str | None]) -> str | None:
    if olds.get("location") is not None:
        return str(olds["location"])
    group = inputs.get("resourceGroupName")
    if group is None:
        return None
    return UNKNOWN if is_unknown(group) else location_of(str(group))

"""Property values between the engine's protocol and Python."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from google.protobuf import json_format, struct_pb2

UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
"""How the engine writes a string that is not known yet."""

_SIGNATURE = "4dabf18193072939515e22adb298388d"
_SECRET = "1b47061264138c4ac30d75fd1eb44270"

Values = dict[str, Any]


def decode(struct: struct_pb2.Struct) -> Values:
    """Plain Python values; numbers that are whole become int."""
    plain: Values = json_format.MessageToDict(struct)
    return _whole(plain)


def encode(values: Values) -> struct_pb2.Struct:
    """The protocol's form of plain Python values."""
    struct = struct_pb2.Struct()
    struct.update(values)
    return struct


def secret(value: Any) -> Values:
    """A value that the engine treats as secret."""
    return {_SIGNATURE: _SECRET, "value": value}


def _whole(value: Any) -> Any:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, dict):
        return {key: _whole(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_whole(item) for item in value]
    return value


def is_unknown(value: Any) -> bool:
    """Whether a value is not known yet."""
    return value == UNKNOWN


def without_nulls(value: Any) -> Any:
    """The value without mappings' null entries."""
    if isinstance(value, dict):
        return {key: without_nulls(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [without_nulls(item) for item in value]
    return value


def holders(values: Any, path: str) -> Iterator[tuple[Values, str]]:
    """The mappings that a path leads to, with the last name in it: `a.b`, or `a[].b` for every item of a list."""
    first, _, rest = path.partition(".")
    if not isinstance(values, dict):
        return
    if not rest:
        yield values, first
    elif first.endswith("[]"):
        for item in values.get(first[:-2]) or []:
            yield from holders(item, rest)
    else:
        yield from holders(values.get(first), rest)

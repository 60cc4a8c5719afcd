"""Values as people read them and as JSON has them."""

import dataclasses
from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any, cast

UNKNOWN = "not known"
"""How a figure that no source has is shown to people; programs get null."""


def text(value: Any) -> str:
    """A value as people read it."""
    match value:
        case None:
            return UNKNOWN
        case bool():
            return "yes" if value else "no"
        case int():
            return f"{value:,}"
        case Enum():
            return str(value.value)
        case Mapping():
            pairs = cast(Mapping[Any, Any], value).items()
            return "; ".join(f"{key}: {text(member)}" for key, member in pairs)
        case list() | tuple():
            return ", ".join(map(text, cast(Iterable[Any], value)))
        case set() | frozenset():
            return ", ".join(sorted(map(text, cast(Iterable[Any], value))))
        case _:
            return str(value)


def counted(number: int, noun: str) -> str:
    """A number of things, for example `1 region` or `2 regions`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def plain(value: Any) -> Any:
    """A value as JSON has it: dataclasses as objects, days as ISO text, sets as sorted lists."""
    match value:
        case Enum():
            return value.value
        case date():
            return value.isoformat()
        case Mapping():
            return {str(key): plain(member) for key, member in cast(Mapping[Any, Any], value).items()}
        case list() | tuple():
            return [plain(member) for member in cast(Iterable[Any], value)]
        case set() | frozenset():
            return [plain(member) for member in sorted(cast(Iterable[Any], value), key=str)]
        case Path():
            return str(value)
        case _ if dataclasses.is_dataclass(value) and not isinstance(value, type):
            return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
        case _:
            return value

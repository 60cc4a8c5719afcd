"""What data files must look like, said as data: a shape is a function from a path and a value to its problems."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from math import inf
from typing import Any, cast

from . import nearest
from .problems import Problem, listing

Shape = Callable[[str, object], Iterator[Problem]]


def anything(where: str, value: object) -> Iterator[Problem]:
    """Whatever it is."""
    yield from ()


def text(where: str, value: object) -> Iterator[Problem]:
    """A text with something in it."""
    if not isinstance(value, str) or not value.strip():
        yield Problem(where, f"is {_shown(value)}.", "Use a text; put quotes around what looks like a number or date.")


def flag(where: str, value: object) -> Iterator[Problem]:
    """True or false."""
    if not isinstance(value, bool):
        yield Problem(where, f"is {_shown(value)}.", "Use true or false.")


def day(where: str, value: object) -> Iterator[Problem]:
    """A date."""
    try:
        date.fromisoformat(cast(str, value))
    except (TypeError, ValueError):
        yield Problem(where, f"{_shown(value)} is no date.", "Use YYYY-MM-DD.")


def number(minimum: float, whole: bool = False) -> Shape:
    """A number from a minimum on."""

    def check(where: str, value: object) -> Iterator[Problem]:
        kinds = int if whole else (int, float)
        if not isinstance(value, kinds) or isinstance(value, bool) or not minimum <= value < inf:
            yield Problem(where, f"is {_shown(value)}.", f"Use a {'whole ' * whole}number from {minimum:g} on.")

    return check


def one_of(*values: str) -> Shape:
    """One of some texts."""

    def check(where: str, value: object) -> Iterator[Problem]:
        if value not in values:
            yield Problem(where, f"is {_shown(value)}.", f"Use one of {', '.join(values)}.")

    return check


def either(scalar: Shape, mapping: Shape) -> Shape:
    """A mapping of one shape, or anything else of another."""

    def check(where: str, value: object) -> Iterator[Problem]:
        shape = mapping if isinstance(value, Mapping) else scalar
        yield from shape(where, cast(object, value))

    return check


def maybe(shape: Shape) -> Shape:
    """A value, or null for what is not known."""

    def check(where: str, value: object) -> Iterator[Problem]:
        if value is not None:
            yield from shape(where, value)

    return check


def list_of(shape: Shape, length: int | None = None) -> Shape:
    """A list of values."""

    def check(where: str, value: object) -> Iterator[Problem]:
        if not isinstance(value, list):
            yield Problem(where, f"is {_shown(value)}.", "Use a list.")
            return
        items = cast(list[object], value)
        if length is not None and len(items) != length:
            yield Problem(where, f"has {len(items)} values.", f"Give {length}.")
        for number_of, item in enumerate(items):
            yield from shape(f"{where}[{number_of}]", item)

    return check


def map_of(shape: Shape) -> Shape:
    """Values by names of any kind."""

    def check(where: str, value: object) -> Iterator[Problem]:
        if not isinstance(value, Mapping):
            yield Problem(where, f"is {_shown(value)}.", "Use a mapping.")
            return
        for key, item in cast(Mapping[object, object], value).items():
            yield from text(f"{where}, name {_shown(key)}", key)
            yield from shape(f"{where}.{key}", item)

    return check


def record(required: Mapping[str, Shape], optional: Mapping[str, Shape] | None = None) -> Shape:
    """Values by the names that are known for them."""
    fields = {**required, **(optional or {})}

    def check(where: str, value: object) -> Iterator[Problem]:
        if not isinstance(value, Mapping):
            yield Problem(where, f"is {_shown(value)}.", "Use a mapping.")
            return
        given = cast(Mapping[str, Any], value)
        for missing in required.keys() - given.keys():
            yield Problem(f"{where}.{missing}", "is missing.", "Add it.")
        for key, item in given.items():
            if key in fields:
                yield from fields[key](f"{where}.{key}", item)
            else:
                near = listing(nearest(str(key), fields), empty=", ".join(sorted(fields)))
                yield Problem(f"{where}.{key}", "is not known here.", f"Nearest: {near}.")

    return check


def _shown(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= 60 else f"{shown[:57]}..."

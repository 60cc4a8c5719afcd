"""From what a user wrote to settings objects: every problem of form at once, each with its path."""

import dataclasses
import re
import typing
from typing import Any, Optional, TypeVar

import pulumi
import pydantic

from azure_openai_catalog import nearest
from azure_openai_catalog.problems import full_listing

from .problems import Problem, join

S = TypeVar("S")
Path = tuple[Any, ...]

_MAX_ROUNDS = 20
_TIMESTAMP = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}")


def read(cls: type[S], given: Any) -> tuple[Optional[S], list[Problem]]:
    """Read settings from a mapping, or check an instance.

    Returns the settings and the problems of form. What is wrong in a mapping is left out and the rest is read, so
    that the checks of meaning find their problems in the same go; None when nothing usable is left.
    """
    adapter = pydantic.TypeAdapter(cls)
    problems: list[Problem] = []
    told: set[Path] = set()
    for _ in range(_MAX_ROUNDS):
        try:
            return adapter.validate_python(given), problems
        except pydantic.ValidationError as error:
            found = _by_path(error)
            # What was wrong is left out for the next round; that it lacks there, or what holds it, is no second problem.
            new = {path: details for path, details in found.items() if not any(t[: len(path)] == path for t in told)}
            problems += [_problem(cls, path, details) for path, details in new.items()]
            told |= set(new)
            if not isinstance(given, dict):
                break
            given = _usable_part(cls, typing.cast(dict[str, Any], given), found)
    return None, problems


def timestamp_problem(where: str, version: str) -> Optional[Problem]:
    """The problem of a version that YAML took for a date, None for any other version."""
    match = _TIMESTAMP.match(version)
    if not match:
        return None
    return Problem(where, f"{version!r} is a timestamp: YAML reads unquoted dates so.", f'Quote it: "{match[1]}".')


def _by_path(error: pydantic.ValidationError) -> dict[Path, Any]:
    """The errors by path. A value that may also be an Output has one error per alternative; the plain one is kept."""
    errors = error.errors(include_url=False)
    unions = {details["loc"][:-1] for details in errors if str(details["loc"][-1:]).startswith("('is-instance[")}
    by_path: dict[Path, Any] = {}
    for details in errors:
        path = details["loc"][:-1] if details["loc"][:-1] in unions else details["loc"]
        by_path.setdefault(path, details)
    return by_path


def _problem(cls: type, path: Path, details: Any) -> Problem:
    where = join(*(str(part) for part in path))
    kind, given = details["type"], details["input"]
    if kind == "missing":
        return Problem(where, "is required.", "Add it.")
    if isinstance(given, pulumi.Output):
        return Problem(
            where,
            "is an Output, which is known only once another resource exists; this has to be known before.",
            "Give a plain value.",
        )
    if kind == "unexpected_keyword_argument":
        known = _fields_at(cls, path[:-1])
        likely = nearest(str(path[-1]), known, 1)
        return Problem(
            where, "is not a setting.", f"Did you mean {likely[0]}?" if likely else f"Known: {full_listing(known)}."
        )
    if path[-2:] == ("model", "version") and isinstance(given, int):
        return _number_problem(where, given)
    if kind == "enum":
        return Problem(where, f"{given!r} is not a choice.", f"Use {details['ctx']['expected']}.")
    return Problem(where, details["msg"].replace("Input should", "should") + ".", "Correct it.")


def _number_problem(where: str, version: int) -> Problem:
    # YAML 1.1 reads 0613 as an octal number, so 395 is what arrives.
    texts = [f'"{version}"', *([f'"{version:04o}"'] if version > 7 else [])]
    return Problem(
        where, f"{version} is a number: YAML reads unquoted versions so.", f"Quote it: {' or '.join(texts)}."
    )


def _fields_at(cls: type, path: Path) -> list[str]:
    """Names of the settings that are known at a path."""
    current: Any = cls
    for part in path:
        inside = (
            typing.get_type_hints(current)[part] if dataclasses.is_dataclass(current) else typing.get_args(current)[-1]
        )
        alternatives = [hint for hint in typing.get_args(inside) if hint is not type(None)]
        current = alternatives[0] if typing.get_origin(inside) is typing.Union else inside
    return [field.name for field in dataclasses.fields(current)] if dataclasses.is_dataclass(current) else []


def _usable_part(cls: type, given: dict[str, Any], found: dict[Path, Any]) -> dict[str, Any]:
    """The settings without what is wrong: a bad value goes, and what lacks a required value goes whole.

    What the outermost settings lack is left blank instead: without it nothing would be left to check.
    """
    gone = {path[:-1] if details["type"] == "missing" else path for path, details in found.items()}
    rest: dict[str, Any] = _without(given, gone)
    hints = typing.get_type_hints(cls)
    required = {
        field.name for field in dataclasses.fields(typing.cast(Any, cls)) if field.default is dataclasses.MISSING
    }
    lacking = [path[0] for path in found if len(path) == 1 and path[0] in required]
    return {**rest, **{name: {} if typing.get_origin(hints[name]) is dict else "" for name in lacking}}


def _without(value: Any, gone: set[Path], path: Path = ()) -> Any:
    if isinstance(value, dict):
        items = typing.cast(dict[Any, Any], value).items()
        return {key: _without(item, gone, (*path, key)) for key, item in items if (*path, key) not in gone}
    if isinstance(value, list):
        entries = enumerate(typing.cast(list[Any], value))
        return [_without(item, gone, (*path, index)) for index, item in entries if (*path, index) not in gone]
    return value

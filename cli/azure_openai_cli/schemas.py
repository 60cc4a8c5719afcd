"""Checking documents against JSON schemas, with messages for people."""

import math
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, cast

from azure_openai_catalog import nearest
from azure_openai_catalog.problems import Problem, listing

from .documents import load_json
from .exits import BadInput


def check(path: Path, content: Any, schema_files: Iterable[Path], below: tuple[str, ...] = ()) -> None:
    """Check a file's content against schemas; problems are told with their path below a part of the content.

    Raises BadInput with all problems of all schemas, one for each place.
    """
    problems: dict[str, Problem] = {}
    checked = _as_json(content)
    for schema_file in schema_files:
        schema, validator = _read(schema_file)
        for error in validator.iter_errors(checked):
            problem = _problem(path, content, schema, error, below)
            problems.setdefault(problem.where, problem)
    if problems:
        raise BadInput(problems[where] for where in sorted(problems))


@cache
def _read(schema_file: Path) -> tuple[Any, Any]:
    """A schema and its validator."""
    import jsonschema_rs

    schema: Any = load_json(schema_file)
    return schema, jsonschema_rs.validator_for(schema)


def _as_json(value: Any) -> Any:
    """The content as JSON can say it.

    What only YAML has, a date for example, becomes a list: wrong wherever a text, a number or a mapping is wanted.
    """
    if isinstance(value, dict):
        return {str(key): _as_json(inner) for key, inner in cast(dict[Any, Any], value).items()}
    if isinstance(value, list):
        return [_as_json(inner) for inner in cast(list[Any], value)]
    said = value is None or isinstance(value, (str, int)) or (isinstance(value, float) and math.isfinite(value))
    return value if said else [str(value)]


def _problem(path: Path, content: Any, schema: Any, error: Any, below: tuple[str, ...]) -> Problem:
    keys = [str(key) for key in error.instance_path]
    shown = keys[len(below) :] if tuple(keys[: len(below)]) == below else keys
    where = f"{path.name}: {'.'.join(shown)}" if shown else path.name
    kind: Any = error.kind
    if kind.name == "type" and "string" in kind.types:
        value = _at(content, error.instance_path)
        if not isinstance(value, (dict, list)):
            return Problem(where, f"{value} stands for something other than text.", f'Quote it: "{value}".')
    if kind.name == "required":
        return Problem(where, f"{kind.property!r} is a required property.", "Add it.")
    if kind.name == "additionalProperties":
        known = _at(schema, error.schema_path[:-1]).get("properties", {})
        near = {name: listing(nearest(name, known) or known) for name in kind.unexpected}
        return Problem(where, f"Unknown: {', '.join(near)}.", f"Nearest: {'; '.join(near.values())}.")
    return Problem(where, f"{error.message}.", "Correct it.")


def _at(document: Any, keys: Iterable[str | int]) -> Any:
    """What stands in a document at a path of keys as JSON has them."""
    for key in keys:
        is_member = isinstance(key, str)
        document = next(value for name, value in document.items() if str(name) == key) if is_member else document[key]
    return document

"""Checking documents against JSON schemas, with messages for people."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from azure_openai_catalog import nearest
from azure_openai_catalog.problems import Problem, listing

from .documents import Document, load_json, mapping
from .exits import BadInput


def check(path: Path, content: Any, schema_files: Iterable[Path], below: tuple[str, ...] = ()) -> None:
    """Check a file's content against schemas; problems are told with their path below a part of the content.

    Raises BadInput with all problems of all schemas, one for each place.
    """
    from jsonschema.validators import validator_for

    problems: dict[str, Problem] = {}
    for schema_file in schema_files:
        schema: Any = load_json(schema_file)
        validator: Any = validator_for(schema)(schema)
        for error in validator.iter_errors(content):
            problem = _problem(path, error, below)
            problems.setdefault(problem.where, problem)
    if problems:
        raise BadInput(problems[where] for where in sorted(problems))


def _problem(path: Path, error: Any, below: tuple[str, ...]) -> Problem:
    keys = [str(key) for key in error.absolute_path]
    shown = keys[len(below) :] if tuple(keys[: len(below)]) == below else keys
    where = f"{path.name}: {'.'.join(shown)}" if shown else path.name
    value = error.instance
    if error.validator == "type" and "string" in error.validator_value and not isinstance(value, (dict, list)):
        return Problem(where, f"{value} stands for something other than text.", f'Quote it: "{value}".')
    if error.validator == "required":
        return Problem(where, f"{error.message}.", "Add it.")
    if error.validator == "additionalProperties":
        known: Document = error.schema.get("properties", {})
        near = {name: listing(nearest(name, known) or known) for name in mapping(value) if name not in known}
        return Problem(where, f"Unknown: {', '.join(near)}.", f"Nearest: {'; '.join(near.values())}.")
    return Problem(where, f"{error.message}.", "Correct it.")

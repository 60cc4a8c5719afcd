"""JSON schemas of options, as rules declare them. Each option has its default here or none at all."""

from collections.abc import Iterable, Mapping
from typing import Any

Options = Mapping[str, dict[str, Any]]
"""JSON schema of each option of a rule, with its `default`. The one place where defaults stand."""


def texts(description: str, *default: str, among: Iterable[str] = ()) -> dict[str, Any]:
    """A list of texts; `among`: the only ones allowed."""
    items: dict[str, Any] = {"type": "string", "minLength": 1}
    if among:
        items = {"type": "string", "enum": list(among)}
    return {"type": "array", "items": items, "default": list(default), "description": description}


def text(description: str, default: str | None = None, *, among: Iterable[str] = ()) -> dict[str, Any]:
    """A text that is not blank; `among`: the only ones allowed."""
    schema: dict[str, Any] = {"type": "string", "enum": list(among)} if among else {"type": "string", "minLength": 1}
    return {**schema, **_default(default), "description": description}


def date(description: str) -> dict[str, Any]:
    """A date as YYYY-MM-DD."""
    return {"type": "string", "format": "date", "description": description}


def flag(description: str, default: bool = False) -> dict[str, Any]:
    """Yes or no."""
    return {"type": "boolean", "default": default, "description": description}


def number(description: str, default: float | None = None, *, minimum: float = 0) -> dict[str, Any]:
    """A number."""
    return {"type": "number", "minimum": minimum, **_default(default), "description": description}


def texts_by_key(description: str, default: Mapping[str, str] | None = None) -> dict[str, Any]:
    """A map to texts."""
    values = {"type": "string", "minLength": 1}
    return {
        "type": "object",
        "additionalProperties": values,
        "default": dict(default or {}),
        "description": description,
    }


def numbers_by_key(description: str) -> dict[str, Any]:
    """A map to numbers."""
    values = {"type": "number", "minimum": 0}
    return {"type": "object", "additionalProperties": values, "default": {}, "description": description}


def _default(default: object) -> dict[str, Any]:
    return {} if default is None else {"default": default}

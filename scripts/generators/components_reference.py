"""The reference of the components: every setting and output, from the docstrings."""

import dataclasses
import inspect
import typing
from collections.abc import Iterable, Iterator
from enum import Enum
from typing import Any

import pulumi

import azure_openai
from azure_openai.docstrings import attribute_docstring
from azure_openai.hosting import COMPONENTS

_HEADER = """# Components

Generated from the docstrings in [components/azure_openai](../components/azure_openai). In Python and in stack files the
names are those below; in other languages they follow the language (`resourceGroupName`).
"""


def generate() -> str:
    """The page."""
    args = [typing.get_type_hints(component.__init__)["args"] for component in COMPONENTS]
    contents = [f"- [{cls.__name__}](#{cls.__name__.lower()})" for cls in COMPONENTS]
    sections = [
        *(_component(component, given) for component, given in zip(COMPONENTS, args, strict=True)),
        "## Settings\n",
        *(_settings(cls) for cls in types_below(args)),
    ]
    return "\n".join([_HEADER, *contents, "- [Settings](#settings)\n", *sections])


def _component(component: type[pulumi.ComponentResource], args: type) -> str:
    inputs = _table("Setting", ((name, args, hint) for name, hint in typing.get_type_hints(args).items()))
    outputs = _table("Output", ((name, component, hint) for name, hint in _outputs(component)))
    return f"## {component.__name__}\n\n{_docstring(component)}\n\n{inputs}\n{outputs}"


def _outputs(component: type) -> Iterator[tuple[str, Any]]:
    annotations = inspect.get_annotations(component).items()
    return ((name, hint) for name, hint in annotations if not name.startswith("_"))


def _settings(cls: type) -> str:
    if issubclass(cls, Enum):
        rows = [f"| `{member.value}` | {_cell(attribute_docstring(cls, member.name))} |" for member in cls]
        table = "\n".join(["| Value | Meaning |", "|---|---|", *rows, ""])
    else:
        table = _table("Setting", ((name, cls, hint) for name, hint in typing.get_type_hints(cls).items()))
    return f"### {cls.__name__}\n\n{_docstring(cls)}\n\n{table}"


def _table(kind: str, entries: Any) -> str:
    rows = [
        f"| `{name}` | {_type_name(hint)} | {_cell(attribute_docstring(owner, name))} |"
        for name, owner, hint in entries
    ]
    return "\n".join([f"| {kind} | Type | Meaning |", "|---|---|---|", *rows, ""])


def _docstring(cls: type) -> str:
    return inspect.cleandoc(cls.__doc__ or "")


def _cell(text: str | None) -> str:
    return " ".join((text or "").split()).replace("|", "\\|")


def _type_name(hint: Any) -> str:
    """How a type reads in the table; settings that may be left out say so."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is typing.Union:
        plain = [argument for argument in arguments if argument is not type(None)]
        optional = " (optional)" if type(None) in arguments else ""
        return _type_name(plain[0]) + optional
    if origin is dict:
        return f"map of {_type_name(arguments[1])}"
    if origin is list:
        return f"list of {_type_name(arguments[0])}"
    if origin is pulumi.Output:
        return _type_name(arguments[0])
    names = {str: "text", int: "whole number", bool: "true or false", float: "number"}
    return names.get(hint) or f"[{hint.__name__}](#{hint.__name__.lower()})"


def types_below(roots: Iterable[type]) -> list[type]:
    """All settings classes and enums that the roots' settings are made of, by name."""
    found: set[type] = set()
    pending = [hint for root in roots for hint in typing.get_type_hints(root).values()]
    while pending:
        hint = pending.pop()
        pending += typing.get_args(hint)
        if isinstance(hint, type) and hint.__module__.startswith(azure_openai.__name__) and hint not in found:
            found.add(hint)
            pending += typing.get_type_hints(hint).values() if dataclasses.is_dataclass(hint) else []
    return sorted(found, key=lambda cls: cls.__name__)

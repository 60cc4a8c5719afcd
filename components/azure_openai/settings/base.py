"""What every settings class shares: the Input type, and how pydantic treats the classes."""

import dataclasses
from typing import Any, Awaitable, TypeVar, Union, cast, dataclass_transform

import pulumi
import pydantic.dataclasses
from pydantic import ConfigDict

T = TypeVar("T")
C = TypeVar("C", bound=type)

# Pulumi's own alias is not a type that pydantic can check; this one is, and schema inference reads it the same way.
Input = Union[T, Awaitable[T], pulumi.Output[T]]
"""A value, or one that is only known once another resource exists."""

_CONFIG = ConfigDict(
    arbitrary_types_allowed=True,
    extra="forbid",
    defer_build=True,
    revalidate_instances="always",
    hide_input_in_errors=True,
)


@dataclass_transform(kw_only_default=True)
def settings(cls: C) -> C:
    """Make a class a keyword-only pydantic dataclass that refuses unknown keys."""
    return cast(C, pydantic.dataclasses.dataclass(cls, config=_CONFIG, kw_only=True))


def fields_of(value: Any) -> dict[str, Any]:
    """The fields of a settings object by name, without copying what they hold."""
    return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}

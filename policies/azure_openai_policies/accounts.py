"""Which accounts are Azure OpenAI's."""

from collections.abc import Iterator
from typing import Any

from .rule import Finding, NotApplicable, Resource, Undecided
from .values import UNKNOWN, at, same

KINDS = ("OpenAI", "AIServices")
"""Kinds of accounts that serve Azure OpenAI models; both are treated alike."""


def is_openai(inputs: Any) -> bool:
    """Whether an account serves Azure OpenAI models. One whose kind is not known yet counts as one that does."""
    kind = at(inputs, "kind")
    return kind is UNKNOWN or any(same(kind, known) for known in KINDS)


def other_kind(resource: Resource) -> Iterator[Finding]:
    """Says that a rule does not concern an account of another kind, or that its kind is not known yet."""
    kind = at(resource.inputs, "kind")
    if kind is UNKNOWN:
        yield Undecided("kind")
    elif not is_openai(resource.inputs):
        yield NotApplicable(f"{resource.name} is no Azure OpenAI account")

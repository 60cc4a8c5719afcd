"""What a command was asked, said back in terms of its options, with all that is wrong with it at once."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeVar

from azure_openai_catalog.problems import CatalogError, NotKnown, Problem

from . import exits

T = TypeVar("T")

_RENAMED = {
    "regions": "--region",
    "input": "--input-price",
    "output": "--output-price",
    "cached_input": "--cached-price",
}
_OPTIONS = _RENAMED | {
    name: f"--{name.replace('_', '-')}"
    for name in (
        "calls_per_minute",
        "prompt_tokens",
        "output_tokens",
        "cached_share",
        "cache_write_share",
        "long_context",
        "tokens_per_second",
        "residency",
        "tier",
        "sku",
    )
}
"""Options by the last part of the path under which the catalogue knows what they give."""


def in_options(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems, with options in place of the catalogue's names for what they give; of the same only the first."""
    named = [replace(one, where=_OPTIONS.get(one.where.rpartition(".")[2], one.where)) for one in problems]
    return tuple({(one.where, one.what): one for one in reversed(named)}.values())[::-1]


def failure(refusals: Iterable[CatalogError | exits.BadInput]) -> exits.Failure:
    """One failure with the problems of all refusals: NotKnown if all of them are, else BadInput."""
    refused = tuple(refusals)
    kind = exits.NotKnown if all(isinstance(refusal, NotKnown) for refusal in refused) else exits.BadInput
    return kind(in_options(problem for refusal in refused for problem in refusal.problems))


def all_of(*askings: Callable[[], T]) -> list[T]:
    """What the catalogue and the options answer. Raises the failure with everything that they refuse."""
    answers, refusals = list[T](), list[CatalogError | exits.BadInput]()
    for ask in askings:
        try:
            answers.append(ask())
        except (CatalogError, exits.BadInput) as refusal:
            refusals.append(refusal)
    if refusals:
        raise failure(refusals)
    return answers

"""The filters of a content filter policy, as the rules on them read them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .resources import Resource
from .values import Value
from .verdicts import Finding, finding

SOURCES = ("Prompt", "Completion")
"""What a filter of a model deployment can look at."""

SWITCHES = ("enabled", "blocking")


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry that is, or being partly unknown may be, the filter that was asked for."""

    entry: Value
    doubts: tuple[Value, ...]
    """Unknown values that decide whether it is; empty if it is for certain."""


def filter_list(policy: Resource) -> Value:
    """The list of filters."""
    return policy.properties["contentFilters"]


def candidates(policy: Resource, name: str, source: str) -> tuple[Candidate, ...]:
    """The entries for a filter and a source."""
    found: list[Candidate] = []
    for entry in filter_list(policy).elements():
        identity = {entry["name"]: name, entry["source"]: source}
        if all(value.unknown or value.is_text(wanted) for value, wanted in identity.items()):
            found.append(Candidate(entry, tuple(value for value in identity if value.unknown)))
    return tuple(found)


def blocks(policy: Resource, name: str, source: str, unless: Iterable[Value] = ()) -> Iterator[Finding]:
    """Yields what keeps a filter from blocking: no entry for it, or one that is not enabled or not blocking.

    unless: values that could, being unknown, make an entry needless.
    """
    entries = candidates(policy, name, source)
    doubts = [doubt for candidate in entries for doubt in candidate.doubts]
    if all(candidate.doubts for candidate in entries):
        what = f"holds no {source} entry for {name}"
        yield finding(filter_list(policy), what, "Add one, enabled and blocking.", given=(*doubts, *unless))
    for candidate in entries:
        for switch in SWITCHES:
            value = candidate.entry[switch]
            if not value.is_true:
                what = f"is {value} for {name} ({source})"
                yield finding(value, what, "Set it to true.", given=candidate.doubts)

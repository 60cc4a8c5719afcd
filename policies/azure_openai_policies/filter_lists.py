"""The filters of a content filter policy, as the rules on them read them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .resources import Resource
from .values import Value
from .verdicts import Finding, finding

SOURCES = ("Prompt", "Completion")
"""What a filter of a model deployment can look at."""


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


def absence(policy: Resource, name: str, source: str, given: Iterable[Value] = ()) -> Iterator[Finding]:
    """Yields that no entry is the filter; undecided as long as a value of `given` is unknown."""
    entries = candidates(policy, name, source)
    if all(candidate.doubts for candidate in entries):
        doubts = [doubt for candidate in entries for doubt in candidate.doubts]
        what = f"holds no {source} entry for {name}"
        yield finding(filter_list(policy), what, "Add one, enabled and blocking.", given=(*doubts, *given))


def slackness(
    policy: Resource, name: str, source: str, switches: tuple[str, ...] = ("enabled", "blocking")
) -> Iterator[Finding]:
    """Yields each switch of the filter's entries that is not on."""
    for candidate in candidates(policy, name, source):
        for switch in switches:
            value = candidate.entry[switch]
            if not value.is_true:
                yield finding(value, f"is {value} for {name} ({source})", "Set it to true.", given=candidate.doubts)

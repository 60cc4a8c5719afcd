"""Reading content filters."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from azure_openai_catalog import content_filters, models

from .rule import Finding, Resource, Undecided, Violation
from .values import UNKNOWN, Absence, at, items, same

SOURCES = ("Prompt", "Completion")

SYSTEM_PREFIX = "microsoft."


@dataclass(frozen=True)
class Entry:
    """One entry of `contentFilters`; each value may be an Absence."""

    name: Any
    source: Any
    enabled: Any
    blocking: Any
    severity: Any
    action: Any

    def blocks(self) -> bool | Absence:
        """Whether the entry runs and blocks; a value that is left out does not count as true."""
        if UNKNOWN in (self.enabled, self.blocking):
            return UNKNOWN
        return self.enabled is True and self.blocking is True


def entries(resource: Resource) -> list[Entry] | Absence:
    """Entries of a content filter; an Absence where the list is missing or not known yet."""
    listed = items(resource.inputs, "properties.contentFilters")
    if isinstance(listed, Absence):
        return listed
    return [
        Entry(*(at(item, key) for key in ("name", "source", "enabled", "blocking", "severityThreshold", "action")))
        for item in listed
    ]


def matching(listed: Iterable[Entry], name: str, source: str) -> list[Entry]:
    """Entries for a filter and direction."""
    return [entry for entry in listed if same(entry.name, name) and same(entry.source, source)]


def required(resource: Resource, wanted: Iterable[tuple[str, str]]) -> Iterator[Finding]:
    """Each wanted filter and direction must have an entry, and every such entry must run and block."""
    listed = entries(resource)
    if listed is UNKNOWN or (isinstance(listed, list) and any(UNKNOWN in (e.name, e.source) for e in listed)):
        yield Undecided("properties.contentFilters")
        return
    for name, source in wanted:
        found = matching(listed, name, source) if isinstance(listed, list) else []
        verdicts = [entry.blocks() for entry in found]
        if not found:
            yield Violation(f"{resource.name} has no {name} filter for {source}; add one that is enabled and blocking.")
        elif False in verdicts:
            yield Violation(f"the {name} filter for {source} of {resource.name} must be enabled and blocking.")
        elif UNKNOWN in verdicts:
            yield Undecided("properties.contentFilters")


def skips_filters(inputs: Any, skipped: Iterable[str]) -> bool:
    """Whether a deployment's model needs no content filter."""
    name, version = at(inputs, "properties.model.name"), at(inputs, "properties.model.version")
    if not isinstance(name, str):
        return False
    if any(same(name, skip) for skip in skipped):
        return True
    known = models.find(name, version) if isinstance(version, str) else next(iter(models.versions(name)), None)
    return known is not None and not content_filters.can_be_filtered(known)



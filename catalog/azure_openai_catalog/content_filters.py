"""Content filters: their names, directions, severities and Azure's defaults."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from . import nearest
from ._data import data, derived
from .models import ModelVersion
from .problems import CatalogError, Problem, listing

HARM_CATEGORIES = ("Hate", "Sexual", "Violence", "Selfharm")
"""The four categories with severities. Turning one off, or only annotating, needs Microsoft's approval."""

SEVERITIES = ("Low", "Medium", "High")
"""Severity thresholds; the first blocks most."""

DEFAULT_SEVERITY = "Medium"
"""Threshold that Azure's own policy uses."""

SYSTEM_POLICIES = ("Microsoft.Default", "Microsoft.DefaultV2")
"""Policies that every account has and nobody can change."""

MODES = ("Default", "Deferred", "Blocking", "Asynchronous_filter")
"""Modes of a raiPolicy; `Deferred` is the older name of `Asynchronous_filter`."""


@dataclass(frozen=True, slots=True)
class PersonalDataFilters:
    """The filters of personal data, one for each kind of it, for example `Email Protection`."""

    pattern: str
    """How their names are made."""
    examples: tuple[str, ...]
    sources: tuple[str, ...]
    enabled: bool
    """Whether Azure's default policy runs them."""
    status: str
    """`ga` or `preview`."""
    confidence: str
    """How sure the source is."""


@dataclass(frozen=True, slots=True)
class Filter:
    """A content filter."""

    name: str
    sources: tuple[str, ...]
    """`Prompt`, `Completion`, or both; tool calls for agents."""
    agent_sources: tuple[str, ...]
    """Tool calls that it reads too, for agents."""
    has_severity: bool
    enabled: bool | None
    """Whether Azure's default policy runs it; None where it is not known."""
    blocking: bool | None
    """Whether it blocks there."""
    threshold: str | None
    status: str
    """`ga` or `preview`."""
    agents_only: bool


def names() -> tuple[str, ...]:
    """All filter names, harm categories first."""
    return tuple(_filters())


def find(name: str) -> Filter | None:
    """A filter by name, whatever its casing."""
    return next((entry for known, entry in _filters().items() if known.lower() == name.lower()), None)


def personal_data_filters() -> PersonalDataFilters:
    """The filters of personal data."""
    facts = data("content_filters")["pii"]
    return PersonalDataFilters(
        pattern=facts["pattern"],
        examples=tuple(facts["examples"]),
        sources=tuple(facts["sources"]),
        enabled=facts["enabled"],
        status=facts["status"],
        confidence=facts["confidence"],
    )


def severity_rank(severity: str) -> int | None:
    """Position in SEVERITIES, whatever the casing: the lower, the more is blocked. None if it is no severity."""
    ranks = {known.lower(): rank for rank, known in enumerate(SEVERITIES)}
    return ranks.get(severity.lower())


def needs_approval(name: str, enabled: bool, blocking: bool) -> bool:
    """Whether a filter set this way needs Microsoft's approval: harm categories that are off or only annotate.

    Raises CatalogError for an unknown filter.
    """
    known = find(name)
    if known is None:
        near = listing(nearest(name, names()) or names())
        raise CatalogError(Problem("filter", f"The catalogue has no content filter {name!r}.", f"Use {near}."))
    return known.name in HARM_CATEGORIES and not (enabled and blocking)


def approval_form(cloud: str = "public") -> str:
    """Where to ask for approval. Raises KeyError for a cloud other than `public` and `usgov`."""
    key = {"public": "form", "usgov": "government_form"}[cloud]
    return data("content_filters")["approval"][key]


def can_be_filtered(version: ModelVersion) -> bool:
    """Whether a model takes a content filter; models that only transcribe do not."""
    unfiltered = set(data("content_filters")["unfiltered_apis"])
    return not version.apis or not set(version.apis) <= unfiltered


@derived
def _filters() -> Mapping[str, Filter]:
    return {name: _filter(name, facts) for name, facts in data("content_filters")["filters"].items()}


def _filter(name: str, facts: dict[str, Any]) -> Filter:
    return Filter(
        name=name,
        sources=tuple(facts["sources"]),
        agent_sources=tuple(facts.get("agent_sources", ())),
        has_severity=facts["has_severity"],
        enabled=facts["enabled"],
        blocking=facts["blocking"],
        threshold=facts["threshold"],
        status=facts["status"],
        agents_only=facts["agents_only"],
    )

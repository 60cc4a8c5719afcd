"""From a preset and the user's changes to the complete list of filters that Azure is sent."""

from dataclasses import dataclass, replace
from typing import Optional

from azure_openai_catalog import content_filters as catalog

from .checks.content_filters import SOURCES
from .settings.content_filters import ContentFilter, FilterEntry, FilterPreset


@dataclass(frozen=True)
class FilterState:
    """What one filter does in one direction."""

    enabled: bool = True
    blocking: bool = True
    severity_threshold: Optional[str] = None


FilterSet = dict[tuple[str, str], FilterState]
"""Filters by name and source."""


def _preset(threshold: str, *more: tuple[str, str]) -> FilterSet:
    harms = {
        (name, source): FilterState(severity_threshold=threshold)
        for name in catalog.HARM_CATEGORIES
        for source in SOURCES
    }
    shields = [
        ("Jailbreak", "Prompt"),
        ("Indirect Attack", "Prompt"),
        ("Protected Material Text", "Completion"),
        ("Protected Material Code", "Completion"),
    ]
    return {**harms, **{key: FilterState() for key in [*shields, *more]}}


PRESETS: dict[FilterPreset, FilterSet] = {
    FilterPreset.Strict: _preset("Low", *(("Profanity", source) for source in SOURCES)),
    FilterPreset.Balanced: _preset("Medium"),
    FilterPreset.Permissive: _preset("High"),
    FilterPreset.Asynchronous: _preset("Medium"),
}


def filter_mode(content_filter: ContentFilter) -> str:
    """Mode of the raiPolicy: whether completions are streamed before they are filtered."""
    return "Asynchronous_filter" if content_filter.preset is FilterPreset.Asynchronous else "Default"


def filter_set(content_filter: ContentFilter) -> FilterSet:
    """The filters of a content filter, in one fixed order: azure-native compares the list by position."""
    chosen = dict(PRESETS[content_filter.preset or FilterPreset.Balanced])
    for entry in content_filter.filters or []:
        key = (entry.name, entry.source)
        chosen[key] = _changed(chosen.get(key), entry)
    order = {name: position for position, name in enumerate(catalog.names())}
    return dict(sorted(chosen.items(), key=lambda item: (order[item[0][0]], SOURCES.index(item[0][1]))))


def _changed(state: Optional[FilterState], entry: FilterEntry) -> FilterState:
    known = catalog.find(entry.name)
    with_severity = known is not None and known.has_severity
    base = state or FilterState(severity_threshold=catalog.DEFAULT_SEVERITY if with_severity else None)
    changes = {
        name: value
        for name in ("enabled", "blocking", "severity_threshold")
        if (value := getattr(entry, name)) is not None
    }
    return replace(base, **changes)

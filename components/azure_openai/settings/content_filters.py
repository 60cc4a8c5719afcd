"""What may be said of a content filter (an ARM raiPolicy)."""

from enum import Enum
from typing import Optional

from .base import settings


class FilterPreset(Enum):
    """A complete set of filters to start from."""

    Balanced = "balanced"
    """Microsoft's documented defaults (severity Medium and above blocked), and indirect attacks blocked too."""

    Strict = "strict"
    """Severity Low and above blocked, indirect attacks and profanity too."""


@settings
class FilterEntry:
    """One filter for one direction, as ARM's `contentFilters` item. What is left out keeps the preset's value."""

    name: str
    """Filter name, for example `Hate`, `Jailbreak`, `Protected Material Text`."""

    source: str
    """`Prompt` or `Completion`."""

    enabled: Optional[bool] = None
    """Whether the filter runs. Default: the preset's, else true."""

    blocking: Optional[bool] = None
    """Whether a hit blocks rather than only annotates. Default: the preset's, else true."""

    severity_threshold: Optional[str] = None
    """`Low` (strictest), `Medium` or `High`; for the harm categories only. Default: the preset's, else `Medium`."""


@settings
class ContentFilter:
    """A content filter: a preset, changed where `filters` says so."""

    preset: Optional[FilterPreset] = None
    """`balanced` (default) or `strict`."""

    filters: Optional[list[FilterEntry]] = None
    """Entries that replace or add to the preset's, matched by name and source."""

    name: Optional[str] = None
    """Name of the raiPolicy. Default: the key. A change replaces it."""

"""What may be said of a content filter (an ARM raiPolicy)."""

from enum import Enum
from typing import Optional

from .base import settings
from .blocklists import BlocklistUse


class FilterPreset(Enum):
    """A complete set of filters to start from: the four harm categories, attacks and protected material."""

    Balanced = "balanced"
    """Microsoft's documented defaults (severity Medium and above blocked), and indirect attacks blocked too."""

    Strict = "strict"
    """Severity Low and above blocked, indirect attacks and profanity too."""

    Permissive = "permissive"
    """Only severity High blocked; everything else as `balanced`."""

    Asynchronous = "asynchronous"
    """As `balanced`, but completions are streamed before they are filtered and a late hit ends the stream. What was
    shown before it is not covered by the Customer Copyright Commitment."""


@settings
class FilterEntry:
    """One filter for one direction, as ARM's `contentFilters` item. What is left out keeps the preset's value."""

    name: str
    """Filter name, for example `Hate`, `Jailbreak`, `Protected Material Text`. Changes in place."""

    source: str
    """`Prompt` or `Completion`. Changes in place."""

    enabled: Optional[bool] = None
    """Whether the filter runs. Changes in place. False for a harm category needs `approved_by`. Default: the preset's, else true."""

    blocking: Optional[bool] = None
    """Whether a hit blocks rather than only annotates. Changes in place. False for a harm category needs `approved_by`.
    Default: the preset's, else true."""

    severity_threshold: Optional[str] = None
    """`Low` (strictest), `Medium` or `High`; for the harm categories only. Changes in place. Default: the preset's,
    else `Medium`."""


@settings
class ContentFilter:
    """A content filter: a preset, changed where `filters` says so."""

    preset: Optional[FilterPreset] = None
    """`balanced` (default), `strict`, `permissive` or `asynchronous`. Changes in place."""

    filters: Optional[list[FilterEntry]] = None
    """Entries that replace or add to the preset's, matched by name and source. Default: none."""

    blocklists: Optional[dict[str, BlocklistUse]] = None
    """Blocklists of the account that this filter uses, by their key in `blocklists`. Default: none."""

    approved_by: Optional[str] = None
    """Reference to Microsoft's approval (Limited Access: modified content filters), without which Azure lets nobody
    turn off a harm category or only annotate it. Kept as the tag `approved_by` of the raiPolicy. Default: none."""

    name: Optional[str] = None
    """Name of the raiPolicy. Default: the key. A change makes a new one before the old one goes."""

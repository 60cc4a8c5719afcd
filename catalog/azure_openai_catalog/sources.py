"""Where the facts come from, and of which day they are."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from typing import Any

from . import nearest, overlay
from ._data import areas, data, shipped
from .problems import CatalogError, Problem, listing


@dataclass(frozen=True, slots=True)
class Source:
    """Where facts come from."""

    pages: Mapping[str, str]
    """Page or publication with its date, by topic; the only topic of a single source is empty."""
    as_of: date
    """The day on which the facts were compiled from these pages."""
    is_overlay: bool = False
    """True: the user's overlay says so, not Azure's pages."""

    def __str__(self) -> str:
        named = (f"{topic}: {page}" if topic else page for topic, page in self.pages.items())
        return f"{'; '.join(named)} (as of {self.as_of})"


def names() -> tuple[str, ...]:
    """All areas of the catalogue, one for each of its data files."""
    return areas()


def of(area: str, *keys: str) -> Source:
    """Source of an area, or of an entry in it: `of("models", "models", "gpt-5.1")`.

    An entry that the overlay in use touches has the overlay as its source. Raises CatalogError for an unknown area.
    """
    _require(area)
    current = overlay.active()
    if current is not None and keys and current.touches(area, *keys):
        return Source({"": f"{current.source} ({current.path})"}, current.as_of, is_overlay=True)
    header = shipped(area)
    pages: Mapping[str, str] | str = header["source"]
    return Source({"": pages} if isinstance(pages, str) else pages, date.fromisoformat(header["as_of"]))


def facts(area: str) -> dict[str, Any]:
    """Everything an area holds, with the overlay's corrections: a copy, for what has no look-up of its own.

    The layout may change with any version of the catalogue. Raises CatalogError for an unknown area.
    """
    _require(area)
    return deepcopy(data(area))


def _require(area: str) -> None:
    if area not in areas():
        known = listing(nearest(area, areas()) or areas())
        raise CatalogError(Problem("area", f"The catalogue has no area {area!r}.", f"Use {known}."))

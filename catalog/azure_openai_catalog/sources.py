"""Where the facts come from, and of which day they are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from . import nearest, overlay
from ._data import areas, shipped
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
    if area not in areas():
        known = listing(nearest(area, areas()) or areas())
        raise CatalogError(Problem("area", f"The catalogue has no area {area!r}.", f"Use {known}."))
    current = overlay.active()
    if current is not None and keys and current.touches(area, *keys):
        return Source({"": f"{current.source} ({current.path})"}, current.as_of, is_overlay=True)
    facts: dict[str, Any] = shipped(area)
    pages: Mapping[str, str] | str = facts["source"]
    return Source({"": pages} if isinstance(pages, str) else pages, date.fromisoformat(facts["as_of"]))

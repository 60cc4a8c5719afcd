"""What is wrong, where, and what to do instead: the one shape of every complaint of the catalogue."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

PREVIEW = 5
"""How many values a message lists before it says how many more there are."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that cannot work, or that the catalogue cannot tell."""

    where: str
    """Path of the value, for example `models.gpt-5.1.versions.2025-11-13.skus`; empty where there is only one value."""
    what: str
    """What is wrong, a sentence."""
    instead: str
    """What to do, a sentence."""
    is_warning: bool = False
    """True where the catalogue cannot tell: nothing is known to be wrong."""
    may_be_newer: bool = False
    """True where a catalogue of a later date could know better."""

    def below(self, parent: str) -> "Problem":
        """The same problem, seen from what holds the value."""
        return replace(self, where=f"{parent}.{self.where}" if self.where else parent)

    def __str__(self) -> str:
        return f"{self.where}: {self.what} {self.instead}" if self.where else f"{self.what} {self.instead}"


class CatalogError(ValueError):
    """A question that the catalogue cannot answer as it was asked. Lists every problem of it at once."""

    def __init__(self, *problems: Problem):
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


class NotKnown(CatalogError):
    """A question whose answer is in none of the catalogue's sources. It may well have one: ask Azure, or use an overlay."""

    def __init__(self, where: str, what: str, source: str):
        super().__init__(Problem(where, f"{what} is not known: {source} does not have it.", OVERLAY_ADVICE, True))


OVERLAY_ADVICE = "If you know it, add it to an overlay file (AZURE_OPENAI_CATALOG_OVERLAY)."


def listing(values: Iterable[object], empty: str = "none") -> str:
    """Values as an enumeration for a message, shortened where there are many."""
    texts = [str(value) for value in values]
    more = len(texts) - PREVIEW
    shown = ", ".join(texts if more <= 1 else texts[:PREVIEW])
    return (shown or empty) + (f" and {more} more" if more > 1 else "")


def full_listing(values: Iterable[str], empty: str = "none") -> str:
    """Values as an enumeration for a message, however many."""
    return ", ".join(values) or empty


def require(problems: Iterable[Problem]) -> None:
    """Raise CatalogError with all of the problems if there are any."""
    found = tuple(problems)
    if found:
        raise CatalogError(*found)

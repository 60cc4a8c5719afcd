"""What Azure OpenAI offers: models, regions, deployment SKUs, quota, PTU, content filters, roles and limits.

Facts with source and date, and pure functions over them. `None` always means: not known.
"""

import os
from collections.abc import Iterable
from datetime import date

AS_OF = date(2026, 11, 23)
"""The day the facts were compiled. Each data file names its sources and their dates."""

TODAY_VARIABLE = "AZURE_OPENAI_TODAY"
"""Environment variable that replaces today's date: an ISO date, or `catalog` for the catalogue's own date."""


def today() -> date:
    """The day against which life cycles are judged: the environment's, else the wall clock's.

    Raises ValueError when the variable holds neither an ISO date nor `catalog`.
    """
    chosen = os.environ.get(TODAY_VARIABLE)
    if not chosen:
        return date.today()
    if chosen == "catalog":
        return AS_OF
    try:
        return date.fromisoformat(chosen)
    except ValueError:
        raise ValueError(f"{TODAY_VARIABLE}={chosen!r} is no date; use YYYY-MM-DD or `catalog`.") from None


def nearest(word: str, among: Iterable[str], count: int = 3) -> tuple[str, ...]:
    """The known words most like a mistyped one, best first; empty if none is close. Case does not matter."""
    from difflib import get_close_matches

    by_lower_case = {known.lower(): known for known in among}
    return tuple(by_lower_case[match] for match in get_close_matches(word.lower(), by_lower_case, count, 0.5))

"""What must hold of a management lock before Azure is asked."""

from typing import Iterator, Optional

from ..settings.lock import Lock
from .problems import Problem

LONGEST_NOTES = 512
"""Characters of a lock's notes (specification of Microsoft.Authorization/locks, 2020-05-01)."""


def lock_problems(lock: Optional[Lock]) -> Iterator[Problem]:
    """Problems of a component's setting `lock`; paths are relative to the component."""
    notes = (lock.notes if lock else None) or ""
    if len(notes) > LONGEST_NOTES:
        yield Problem("lock.notes", f"has {len(notes)} characters, Azure takes {LONGEST_NOTES}.", "Shorten it.")

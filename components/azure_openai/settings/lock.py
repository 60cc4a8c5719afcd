"""What may be said of a management lock."""

from enum import Enum
from typing import Optional

from .base import settings


class LockLevel(Enum):
    """What a lock forbids. `ReadOnly` is not among them: it would stop every later update, the lock's own too."""

    CanNotDelete = "CanNotDelete"
    """The resource and everything below it can be changed but not deleted."""


@settings
class Lock:
    """A management lock, as Azure Verified Modules name it.

    Everything below the resource inherits it: while it stands, removing a child of the resource from the settings
    fails with ScopeLocked. Take the lock away first or in the same update, after such a refusal in an update of its own; it
    is the first thing to go in a `destroy`.
    """

    level: LockLevel
    """`CanNotDelete`, the only one. Changes in place."""

    name: Optional[str] = None
    """Name of the lock. Default: the resource's logical name and `-lock`. A change replaces the lock."""

    notes: Optional[str] = None
    """Why it is there, at most 512 characters (limit of Azure); Azure shows it to whom the lock stops. Changes in
    place."""

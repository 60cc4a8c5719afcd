"""Management locks: what they keep from being changed. Everything below a locked scope is locked too."""

from __future__ import annotations

from . import ids
from .errors import ArmError
from .store import Store

LOCKS = "Microsoft.Authorization/locks"

CAN_NOT_DELETE = "CanNotDelete"
READ_ONLY = "ReadOnly"
LEVELS = (CAN_NOT_DELETE, READ_ONLY)

_FORBIDS = {"DELETE": LEVELS, "PUT": (READ_ONLY,), "PATCH": (READ_ONLY,), "POST": (READ_ONLY,)}


def check(store: Store, method: str, resource: ids.ResourceId) -> None:
    """Refuse what a lock on the resource or above it forbids, and deletes that would take locked resources along."""
    if method not in _FORBIDS or resource.type.lower() == LOCKS.lower():
        return
    locked: set[str] = set()
    for lock in store.of_type(LOCKS):
        scope = ids.parse(lock["id"]).scope
        above = ids.contains(scope, resource.text)
        below = method == "DELETE" and ids.contains(resource.text, scope)
        if lock["properties"]["level"] in _FORBIDS[method] and (above or below):
            locked.add(scope)
    if locked:
        operation = "delete" if method == "DELETE" else "write"
        raise ArmError(
            409,
            "ScopeLocked",
            f"The scope '{resource.text}' cannot perform {operation} operation because following scope(s) are locked: "
            f"'{','.join(sorted(locked))}'. Please remove the lock and try again.",
        )

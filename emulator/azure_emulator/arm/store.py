"""What exists, in one SQLite file that several processes may use at once."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Body = dict[str, Any]

_SCHEMA = """
CREATE TABLE IF NOT EXISTS resources (
    key TEXT PRIMARY KEY, type TEXT NOT NULL, parent TEXT NOT NULL, body TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS resources_by_parent ON resources (parent);
CREATE INDEX IF NOT EXISTS resources_by_type ON resources (type);
CREATE TABLE IF NOT EXISTS soft_deleted (
    key TEXT PRIMARY KEY, type TEXT NOT NULL, expires_at REAL NOT NULL, bodies TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS operations (
    id TEXT PRIMARY KEY, resource TEXT NOT NULL, action TEXT NOT NULL, ends_at REAL NOT NULL, done INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS locks (
    lock TEXT NOT NULL, operation TEXT NOT NULL, PRIMARY KEY (lock, operation)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS faults (number INTEGER PRIMARY KEY, used INTEGER NOT NULL);
"""

_BUSY_SECONDS = 30


@dataclass(frozen=True)
class Operation:
    """A long-running operation."""

    id: str
    resource: str
    action: str
    ends_at: float
    done: bool


class Store:
    """Resources, soft-deleted resources, operations and their locks."""

    def __init__(self, path: Path):
        path.parent.mkdir(parents=True, exist_ok=True)
        self._database = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None)
        self._database.execute("PRAGMA journal_mode = WAL")
        # A crash of the machine may lose the last writes; a crash of the process does not.
        self._database.execute("PRAGMA synchronous = NORMAL")
        self._database.executescript(_SCHEMA)

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing, and nobody else in between."""
        self._database.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._database.execute("ROLLBACK")
            raise
        self._database.execute("COMMIT")

    def get(self, resource_id: str) -> Body | None:
        """A resource."""
        row = self._one("SELECT body FROM resources WHERE key = ?", resource_id.lower())
        return json.loads(row[0]) if row else None

    def put(self, resource_type: str, parent: str, body: Body) -> None:
        """Add or replace a resource; its id is in the body."""
        row = (body["id"].lower(), resource_type.lower(), parent.lower(), json.dumps(body))
        self._database.execute("INSERT OR REPLACE INTO resources VALUES (?, ?, ?, ?)", row)

    def remove(self, resource_id: str) -> None:
        """Remove a resource."""
        self._database.execute("DELETE FROM resources WHERE key = ?", (resource_id.lower(),))

    def children(self, parent: str) -> list[Body]:
        """Resources directly below a parent, extensions included, by id."""
        return self._bodies("SELECT body FROM resources WHERE parent = ? ORDER BY key", parent.lower())

    def below(self, ancestor: str) -> list[Body]:
        """Everything below a resource, deepest ids last."""
        prefix = ancestor.lower() + "/"
        return self._bodies("SELECT body FROM resources WHERE substr(key, 1, ?) = ? ORDER BY key", len(prefix), prefix)

    def of_type(self, resource_type: str) -> list[Body]:
        """All resources of a type, by id."""
        return self._bodies("SELECT body FROM resources WHERE type = ? ORDER BY key", resource_type.lower())

    def everything(self) -> list[Body]:
        """All resources, by id."""
        return self._bodies("SELECT body FROM resources ORDER BY key")

    def soft_delete(self, bodies: list[Body], expires_at: float) -> None:
        """Keep a resource (first) and what was below it (rest) for restore until a moment."""
        row = (bodies[0]["id"].lower(), bodies[0]["type"].lower(), expires_at, json.dumps(bodies))
        self._database.execute("INSERT OR REPLACE INTO soft_deleted VALUES (?, ?, ?, ?)", row)

    def soft_deleted(self, resource_type: str = "%") -> list[list[Body]]:
        """Soft-deleted resources of a type, else of all: each with what was below it."""
        query = "SELECT bodies FROM soft_deleted WHERE type LIKE ? ORDER BY key"
        return self._bodies(query, resource_type.lower())

    def soft_deleted_resource(self, resource_id: str) -> list[Body] | None:
        """A soft-deleted resource and what was below it."""
        row = self._one("SELECT bodies FROM soft_deleted WHERE key = ?", resource_id.lower())
        return json.loads(row[0]) if row else None

    def purge(self, resource_id: str) -> None:
        """Forget a soft-deleted resource and what was soft-deleted below it."""
        key = resource_id.lower()
        self._database.execute(
            "DELETE FROM soft_deleted WHERE key = ? OR substr(key, 1, ?) = ?", (key, len(key) + 1, f"{key}/")
        )

    def expire(self, now: float) -> None:
        """Forget what was kept long enough."""
        self._database.execute("DELETE FROM soft_deleted WHERE expires_at < ?", (now,))

    def begin(self, operation: Operation, locks: list[str]) -> None:
        """Record an operation and what it locks."""
        row = (operation.id, operation.resource, operation.action, operation.ends_at, 0)
        self._database.execute("INSERT INTO operations VALUES (?, ?, ?, ?, ?)", row)
        for lock in set(locks):
            self._database.execute("INSERT INTO locks VALUES (?, ?)", (lock.lower(), operation.id))

    def ended(self, now: float) -> list[Operation]:
        """Operations that have reached their end and are not settled, in the order in which they ended."""
        rows = self._database.execute(
            "SELECT id, resource, action, ends_at, done FROM operations WHERE done = 0 AND ends_at <= ? ORDER BY ends_at",
            (now,),
        )
        return [Operation(*row) for row in rows]

    def settle(self, operation: Operation) -> None:
        """Mark an operation as done and give back its locks."""
        self._database.execute("UPDATE operations SET done = 1 WHERE id = ?", (operation.id,))
        self._database.execute("DELETE FROM locks WHERE operation = ?", (operation.id,))

    def operation(self, operation_id: str) -> Operation | None:
        """An operation."""
        row = self._one("SELECT id, resource, action, ends_at, done FROM operations WHERE id = ?", operation_id)
        return Operation(row[0], row[1], row[2], row[3], bool(row[4])) if row else None

    def is_locked(self, lock: str) -> bool:
        """Whether a running operation holds a lock."""
        return self._one("SELECT 1 FROM locks WHERE lock = ?", lock.lower()) is not None

    def use_fault(self, number: int, times: int) -> bool:
        """Whether a fault is still to be injected; counts it."""
        row = self._one("SELECT used FROM faults WHERE number = ?", number)
        used = row[0] if row else 0
        if used >= times:
            return False
        self._database.execute("INSERT OR REPLACE INTO faults VALUES (?, ?)", (number, used + 1))
        return True

    def reset(self) -> None:
        """Forget everything."""
        for table in ("resources", "soft_deleted", "operations", "locks", "faults"):
            self._database.execute(f"DELETE FROM {table}")

    def _one(self, query: str, *values: Any) -> Any:
        return self._database.execute(query, values).fetchone()

    def _bodies(self, query: str, *values: Any) -> list[Any]:
        return [json.loads(row[0]) for row in self._database.execute(query, values)]

"""Roles, tasks and content filters."""

import uuid
from collections.abc import Iterator

from .. import content_filters, roles, tasks
from ..problems import Problem

DIRECTIONS = {"Prompt", "Completion", "PreToolCall", "PostToolCall", "PreRun", "PostRun"}
"""Values of `source` in a filter (ARM types 2025-12-01 and later)."""


def walk() -> Iterator[Problem]:
    """What is wrong with roles, tasks and filters."""
    yield from _roles()
    yield from _tasks()
    for name in content_filters.names():
        yield from (problem.below(f"content_filters.filters.{name}") for problem in _filter(name))


def _roles() -> Iterator[Problem]:
    holders: dict[str, str] = {}
    for name in roles.names():
        role = roles.find(name)
        assert role is not None
        where = f"roles.roles.{name}"
        try:
            canonical = str(uuid.UUID(role.guid)) == role.guid
        except ValueError:
            canonical = False
        if not canonical:
            yield Problem(f"{where}.guid", f"{role.guid!r} is no GUID.", "Use lower case with hyphens.")
        for alias in {role.name.lower(), role.guid, (role.former_name or role.name).lower()}:
            if holders.setdefault(alias, name) != name:
                yield Problem(where, f"shares {alias!r} with {holders[alias]}.", "Give each its own.")


def _tasks() -> Iterator[Problem]:
    for task in tasks.all_tasks():
        for role in (*task.least, *task.also, *task.never_enough):
            known = roles.find(role)
            if known is None or known.name != role:
                yield Problem(f"tasks.tasks.{task.key}", f"There is no role {role!r}.", "Use a name of `roles`.")
        if set(task.never_enough) & {*task.least, *task.also}:
            yield Problem(f"tasks.tasks.{task.key}", "has a role on both sides.", "Remove one.")


def _filter(name: str) -> Iterator[Problem]:
    known = content_filters.find(name)
    assert known is not None
    if not set(known.sources) <= DIRECTIONS:
        yield Problem("sources", "names what is no direction.", f"Use {', '.join(sorted(DIRECTIONS))}.")
    if known.blocking and not known.enabled:
        yield Problem("blocking", "cannot block while it is off.", "Enable it, or do not block.")
    if (known.threshold is not None) != known.has_severity:
        yield Problem("threshold", "goes with `has_severity`.", "Give both or none.")

"""Which roles a task needs."""

from dataclasses import dataclass
from typing import Any

from . import nearest
from ._data import data, derived
from .problems import CatalogError, Problem, listing


@dataclass(frozen=True, slots=True)
class Task:
    """Something people and identities do, with the roles it takes."""

    key: str
    title: str
    least: tuple[str, ...]
    """Least privilege; where there are several, all of them together."""
    also: tuple[str, ...]
    """Other roles, each of which is enough."""
    never_enough: tuple[str, ...]
    """Roles that people expect to be enough and are not."""
    scope: str
    """Where the roles are assigned."""
    note: str | None


@derived
def all_tasks() -> tuple[Task, ...]:
    """All tasks."""
    return tuple(_task(key, facts) for key, facts in data("tasks")["tasks"].items())


def resolve(key: str) -> Task:
    """A task by its key, for example `inference`. Raises CatalogError that names the nearest."""
    known = {task.key: task for task in all_tasks()}
    if key not in known:
        near = listing(nearest(key, known) or known)
        raise CatalogError(Problem("task", f"There is no task {key!r}.", f"Use {near}."))
    return known[key]


def of_role(role: str) -> tuple[Task, ...]:
    """Tasks that a role is enough for by itself."""
    return tuple(task for task in all_tasks() if task.least == (role,) or role in task.also)


def _task(key: str, facts: dict[str, Any]) -> Task:
    return Task(
        key=key,
        title=facts["title"],
        least=tuple(facts["least"]),
        also=tuple(facts["also"]),
        never_enough=tuple(facts["never_enough"]),
        scope=facts["scope"],
        note=facts["note"],
    )

"""What must hold of monitoring before Azure is asked."""

from typing import Iterator

from ..settings.monitoring import Monitoring
from .choices import choice_problems
from .problems import Problem, listing

CATEGORY_GROUPS = ("audit", "allLogs")
"""Category groups of logs that Cognitive Services accounts have (Azure Monitor, built-in policy definitions)."""

_RETENTION_DAYS = (30, 730)
"""Shortest and longest interactive retention of a workspace (Azure Monitor)."""


def monitoring_problems(monitoring: Monitoring) -> Iterator[Problem]:
    """Problems of monitoring; paths are relative to it."""
    yield from choice_problems("workspace", monitoring.workspace)
    create = monitoring.workspace.create if monitoring.workspace else None
    shortest, longest = _RETENTION_DAYS
    if create and create.retention_in_days is not None and not shortest <= create.retention_in_days <= longest:
        yield Problem(
            "workspace.create.retention_in_days",
            f"{create.retention_in_days} days cannot be had.",
            f"Use {shortest} to {longest}.",
        )
    for index, group in enumerate(monitoring.log_category_groups or []):
        if group not in CATEGORY_GROUPS:
            yield Problem(
                f"log_category_groups.{index}", f"{group!r} is no category group.", f"Use {listing(CATEGORY_GROUPS)}."
            )

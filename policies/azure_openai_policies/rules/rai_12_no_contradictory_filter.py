"""RAI-12: no filter is listed twice with different settings, and none only annotates."""

from collections.abc import Iterator
from itertools import combinations

from pulumi_policy import Severity

from ..filter_lists import filter_list
from ..resources import FILTER_POLICY, Resource
from ..rule import ResourceRule, benchmark
from ..values import Value
from ..verdicts import Finding, finding

IDENTITY = ("name", "source")
SETTINGS = ("enabled", "blocking", "severityThreshold", "action")


def check(policy: Resource, settings: Value) -> Iterator[Finding]:
    """`action` is optional; where it is set, it decides."""
    entries = filter_list(policy).elements()
    for entry in entries:
        action = entry["action"]
        if not action.missing and not action.is_text("BLOCKING"):
            yield finding(action, f"is {action} for {entry['name']}", "Set it to BLOCKING, or leave it out.")
    for first, second in combinations(entries, 2):
        yield from _contradictions(first, second)


def _contradictions(first: Value, second: Value) -> Iterator[Finding]:
    identity = [(first[key], second[key]) for key in IDENTITY]
    if not all(one.unknown or other.unknown or one.same_as(other) for one, other in identity):
        return
    doubts = [value for pair in identity for value in pair]
    for key in SETTINGS:
        one, other = first[key], second[key]
        if not one.same_as(other):
            what = f"is {other}, but {one} in {first.path}, which is the same filter ({first['name']})"
            yield finding(other, what, "Keep one of the two entries.", given=[one, *doubts])


RULE = ResourceRule(
    name="rai-12-no-contradictory-filter",
    title="No annotate-only or contradictory filter",
    description="Content filter policies must not contradict themselves or only annotate.",
    why="Which of two entries Azure follows is written nowhere.",
    remediation="List each filter once for each source, and leave out action or set it to BLOCKING.",
    severity=Severity.HIGH,
    target=FILTER_POLICY,
    framework=benchmark("AI-2", version="v2 preview", mapped_by_microsoft=False),
    tags=("content-filters",),
    url="https://learn.microsoft.com/azure/foundry/guardrails/guardrails-overview",
    check=check,
)

"""RAI-12: no entry contradicts another or only annotates."""

from collections.abc import Iterator

from pulumi_policy import EnforcementLevel, Severity

from ..filters import Entry, entries
from ..rule import Config, Finding, Resource, Rule, Undecided, Violation
from ..tokens import RAI_POLICY
from ..values import MISSING, UNKNOWN, same, show


def _check(resource: Resource, config: Config) -> Iterator[Finding]:
    listed = entries(resource)
    if not isinstance(listed, list):
        if listed is UNKNOWN:
            yield Undecided("properties.contentFilters")
        return
    first: dict[tuple[str, str], Entry] = {}
    for entry in listed:
        if UNKNOWN in (entry.name, entry.source, entry.enabled, entry.blocking, entry.severity, entry.action):
            yield Undecided("properties.contentFilters")
            continue
        key = (str(entry.name).lower(), str(entry.source).lower())
        if first.setdefault(key, entry) != entry:
            yield Violation(f"{resource.name} has two different {entry.name} filters for {entry.source}; keep one.")
        if entry.action is not MISSING and not same(entry.action, "BLOCKING"):
            yield Violation(
                f"action of the {entry.name} filter for {entry.source} of {resource.name} is {show(entry.action)}; "
                "it must be BLOCKING."
            )


RULE = Rule(
    id="RAI-12",
    slug="no-contradictions",
    title="No annotate-only or contradictory filter",
    description="Of two entries for one filter nobody knows which counts, and an entry that only annotates stops nothing.",
    severity=Severity.HIGH,
    level=EnforcementLevel.MANDATORY,
    remediation_steps="Keep one entry for each filter and direction, and leave `action` out or set it to BLOCKING.",
    url="https://learn.microsoft.com/azure/ai-foundry/openai/how-to/content-filters",
    applies_to=RAI_POLICY,
    control="~AI-2",
    check=_check,
    tags=("content filters",),
)

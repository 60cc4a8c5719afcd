"""RAI-09: coarse language is blocked."""

from collections.abc import Iterator

from pulumi_policy import EnforcementLevel, Severity

from ..filter_lists import SOURCES, absence, slackness
from ..options import texts
from ..resources import FILTER_POLICY, Resource
from ..rule import ResourceRule, benchmark
from ..values import Value
from ..verdicts import Finding


def check(policy: Resource, settings: Value) -> Iterator[Finding]:
    """In what goes in, in what comes out, or in both."""
    for source in settings["sources"].texts:
        yield from absence(policy, "Profanity", source)
        yield from slackness(policy, "Profanity", source)


RULE = ResourceRule(
    name="rai-09-profanity",
    title="Profanity",
    description="Content filter policies must block profanity.",
    why="An assistant for customers should not swear, and Azure's default lets it.",
    remediation="List Profanity for each source, with enabled and blocking true.",
    severity=Severity.LOW,
    level=EnforcementLevel.DISABLED,
    target=FILTER_POLICY,
    framework=benchmark("AI-2", version="v2 preview", mapped_by_microsoft=False),
    tags=("content-filters",),
    url="https://learn.microsoft.com/azure/foundry/guardrails/guardrails-overview",
    options={"sources": texts("Where it must be blocked.", *SOURCES, among=SOURCES)},
    check=check,
)

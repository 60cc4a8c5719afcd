"""RAI-08: the model does not recite known texts and code."""

from collections.abc import Iterator

from pulumi_policy import EnforcementLevel, Severity

from ..filter_lists import absence, slackness
from ..options import flag
from ..resources import FILTER_POLICY, Resource
from ..rule import ResourceRule, benchmark
from ..values import Value
from ..verdicts import Finding

FILTERS = {"text": "Protected Material Text", "code": "Protected Material Code"}


def check(policy: Resource, settings: Value) -> Iterator[Finding]:
    """Each of the two can be left out by configuration."""
    for option, name in FILTERS.items():
        if settings[option].is_true:
            yield from absence(policy, name, "Completion")
            yield from slackness(policy, name, "Completion")


RULE = ResourceRule(
    name="rai-08-protected-material",
    title="Protected material",
    description="Content filter policies must block protected texts and code in completions.",
    why="Microsoft's commitment on copyright covers answers only while these filters are on.",
    remediation="List Protected Material Text and Code for Completion, with enabled and blocking true.",
    severity=Severity.MEDIUM,
    level=EnforcementLevel.ADVISORY,
    target=FILTER_POLICY,
    framework=benchmark("AI-2", version="v2 preview", mapped_by_microsoft=False),
    tags=("content-filters", "OWASP LLM05:2025"),
    url="https://learn.microsoft.com/azure/foundry/openai/concepts/content-filter-protected-material",
    options={
        "text": flag("Whether texts must be blocked.", True),
        "code": flag("Whether code must be blocked.", True),
    },
    check=check,
)

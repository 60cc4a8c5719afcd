"""RAI-04: hate, sexual content, violence and self-harm are blocked in what goes in and in what comes out."""

from collections.abc import Iterator

from pulumi_policy import Severity

from azure_openai_catalog.content_filters import HARM_CATEGORIES, SYSTEM_POLICIES

from ..filter_lists import SOURCES, absence, slackness
from ..options import flag, texts
from ..resources import FILTER_POLICY, Resource
from ..rule import ResourceRule, benchmark
from ..values import Value
from ..verdicts import Finding


def check(policy: Resource, settings: Value) -> Iterator[Finding]:
    """A list without filters fails, unless filters may come from the base policy."""
    base = policy.properties["basePolicyName"]
    may_inherit = settings["inheritFromBase"].is_true
    inherits = may_inherit and base.is_text(*SYSTEM_POLICIES)
    for category in settings["categories"].texts:
        for source in SOURCES:
            if not inherits:
                yield from absence(policy, category, source, given=[base] if may_inherit else [])
            yield from slackness(policy, category, source)


RULE = ResourceRule(
    name="rai-04-harms-filtered",
    title="Harms filtered both ways",
    description="Content filter policies must block every harm category in prompts and completions.",
    why="A category that is off, or only annotated, reaches the user.",
    remediation="List each category for Prompt and for Completion, with enabled and blocking true.",
    severity=Severity.CRITICAL,
    target=FILTER_POLICY,
    framework=benchmark("AI-2", version="v2 preview", mapped_by_microsoft=False),
    tags=("content-filters",),
    url="https://learn.microsoft.com/azure/foundry/guardrails/guardrails-overview",
    options={
        "categories": texts("Categories that must be blocked.", *HARM_CATEGORIES, among=HARM_CATEGORIES),
        "inheritFromBase": flag("Whether filters that are not listed may come from a base policy of Microsoft's."),
    },
    check=check,
)

"""RAI-04: the four harm categories are filtered in both directions."""

from collections.abc import Iterator

from azure_openai_catalog.content_filters import HARM_CATEGORIES
from pulumi_policy import EnforcementLevel, Severity

from ..filters import SOURCES, required
from ..rule import Config, Finding, Resource, Rule, Setting
from ..tokens import RAI_POLICY


def _check(resource: Resource, config: Config) -> Iterator[Finding]:
    yield from required(resource, [(category, source) for category in config["categories"] for source in SOURCES])


RULE = Rule(
    id="RAI-04",
    slug="harms-filtered",
    title="Harms filtered both ways",
    description="Hate, Sexual, Violence and Selfharm have enabled, blocking filters for prompts and completions.",
    severity=Severity.CRITICAL,
    level=EnforcementLevel.MANDATORY,
    remediation_steps="Give the content filter an enabled, blocking entry for each category and direction.",
    url="https://learn.microsoft.com/azure/ai-foundry/openai/concepts/content-filter",
    applies_to=RAI_POLICY,
    control="~AI-2",
    check=_check,
    settings={
        "categories": Setting(
            {"type": "array", "items": {"type": "string"}, "description": "Categories that must be filtered."},
            list(HARM_CATEGORIES),
        )
    },
    tags=("content filters", "OWASP LLM05"),
)

"""RAI-06: prompts are checked for jailbreaks."""

from collections.abc import Iterator

from pulumi_policy import EnforcementLevel, Severity

from ..filters import required
from ..rule import Config, Finding, Resource, Rule
from ..tokens import RAI_POLICY


def _check(resource: Resource, config: Config) -> Iterator[Finding]:
    yield from required(resource, [("Jailbreak", "Prompt")])


RULE = Rule(
    id="RAI-06",
    slug="jailbreak-shield",
    title="Jailbreak shield",
    description="Prompts that try to talk the model out of its rules are blocked.",
    severity=Severity.HIGH,
    level=EnforcementLevel.MANDATORY,
    remediation_steps="Add an enabled, blocking Jailbreak entry with source Prompt.",
    url="https://learn.microsoft.com/azure/ai-foundry/openai/concepts/content-filter-prompt-shields",
    applies_to=RAI_POLICY,
    control="~AI-2",
    check=_check,
    tags=("content filters", "OWASP LLM01"),
)

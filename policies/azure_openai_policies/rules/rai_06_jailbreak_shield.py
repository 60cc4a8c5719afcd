"""RAI-06: prompts that try to talk the model out of its rules are blocked."""

from collections.abc import Iterator

from pulumi_policy import Severity

from ..filter_lists import absence, slackness
from ..resources import FILTER_POLICY, Resource
from ..rule import ResourceRule, benchmark
from ..values import Value
from ..verdicts import Finding


def check(policy: Resource, settings: Value) -> Iterator[Finding]:
    """Asks for the entry itself; what a base policy would add does not count."""
    yield from absence(policy, "Jailbreak", "Prompt")
    yield from slackness(policy, "Jailbreak", "Prompt")


RULE = ResourceRule(
    name="rai-06-jailbreak-shield",
    title="Jailbreak shield",
    description="Content filter policies must block jailbreak attempts.",
    why="A user who talks the model out of its rules gets round every other instruction.",
    remediation="List Jailbreak for Prompt, with enabled and blocking true.",
    severity=Severity.HIGH,
    target=FILTER_POLICY,
    framework=benchmark("AI-2", version="v2 preview", mapped_by_microsoft=False),
    tags=("content-filters", "OWASP LLM01:2025"),
    url="https://learn.microsoft.com/azure/foundry/guardrails/guardrails-overview",
    check=check,
)

"""RAI-07: attacks that hide in documents are looked for."""

from collections.abc import Iterator

from pulumi_policy import EnforcementLevel, Severity

from ..filter_lists import absence, slackness
from ..options import flag
from ..resources import FILTER_POLICY, Resource
from ..rule import ResourceRule, benchmark
from ..values import Value
from ..verdicts import Finding


def check(policy: Resource, settings: Value) -> Iterator[Finding]:
    """Annotating will do unless blocking is asked for."""
    switches = ("enabled", "blocking") if settings["requireBlocking"].is_true else ("enabled",)
    names = ["Indirect Attack"]
    if settings["requireSpotlighting"].is_true:
        names.append("Indirect Attack Spotlighting")
    for name in names:
        yield from absence(policy, name, "Prompt")
        yield from slackness(policy, name, "Prompt", switches)


RULE = ResourceRule(
    name="rai-07-indirect-attack",
    title="Indirect attack",
    description="Content filter policies must look for attacks that hide in documents.",
    why="Whoever writes a page or a mail that the model reads could give it orders; Azure's default does not look.",
    remediation="List Indirect Attack for Prompt, enabled.",
    severity=Severity.HIGH,
    level=EnforcementLevel.ADVISORY,
    target=FILTER_POLICY,
    framework=benchmark("AI-2", version="v2 preview", mapped_by_microsoft=False),
    tags=("content-filters", "OWASP LLM01:2025"),
    url="https://learn.microsoft.com/azure/foundry/openai/concepts/content-filter-prompt-shields",
    options={
        "requireBlocking": flag("Whether attacks must be blocked, not only annotated."),
        "requireSpotlighting": flag("Whether documents must be marked for the model as well, which is a preview."),
    },
    check=check,
)

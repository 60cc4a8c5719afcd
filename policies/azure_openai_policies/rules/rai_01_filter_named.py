"""RAI-01: every deployment names its content filter."""

from collections.abc import Iterator
from typing import Any

from pulumi_policy import EnforcementLevel, Severity

from ..filters import skips_filters
from ..remedies import set_in_properties
from ..rule import Config, Finding, NotApplicable, Resource, Rule, Setting, Undecided, Violation
from ..tokens import DEPLOYMENT
from ..values import MISSING, UNKNOWN, at

DEFAULT_POLICY = "Microsoft.DefaultV2"


def _check(resource: Resource, config: Config) -> Iterator[Finding]:
    if skips_filters(resource.inputs, config["skipModels"]):
        yield NotApplicable(f"the model of {resource.name} takes no content filter")
        return
    policy = at(resource.inputs, "properties.raiPolicyName")
    if policy is UNKNOWN:
        yield Undecided("properties.raiPolicyName")
    elif not isinstance(policy, str) or not policy.strip():
        yield Violation(f"{resource.name} names no content filter; set properties.raiPolicyName.")


def _remediate(props: Any) -> None:
    if at(props, "properties.raiPolicyName") is MISSING and not skips_filters(props, []):
        set_in_properties(props, "raiPolicyName", DEFAULT_POLICY)


RULE = Rule(
    id="RAI-01",
    slug="filter-named",
    title="Content filter named",
    description="A deployment that names no content filter gets whatever Azure's default is that day.",
    severity=Severity.HIGH,
    level=EnforcementLevel.MANDATORY,
    remediation_steps="Set properties.raiPolicyName to a content filter of the account.",
    url="https://learn.microsoft.com/azure/ai-foundry/openai/how-to/content-filters",
    applies_to=DEPLOYMENT,
    control="~AI-2",
    check=_check,
    remediate=_remediate,
    settings={
        "skipModels": Setting(
            {
                "type": "array",
                "items": {"type": "string"},
                "description": "Model names that need no content filter, beside transcription models.",
            },
            [],
        )
    },
    tags=("content filters", "OWASP LLM01"),
)

"""IAM-01: callers use Microsoft Entra tokens, not keys."""

from collections.abc import Iterator
from typing import Any

from pulumi_policy import EnforcementLevel, Severity

from ..accounts import is_openai, other_kind
from ..remedies import set_in_properties
from ..rule import Config, Finding, Resource, Rule, Undecided, Violation
from ..tokens import ACCOUNT
from ..values import UNKNOWN, at, show


def _check(resource: Resource, config: Config) -> Iterator[Finding]:
    yield from other_kind(resource)
    disabled = at(resource.inputs, "properties.disableLocalAuth")
    if disabled is UNKNOWN:
        yield Undecided("properties.disableLocalAuth")
    elif disabled is not True:
        yield Violation(f"disableLocalAuth of {resource.name} is {show(disabled)}; it must be true.")


def _remediate(props: Any) -> None:
    if is_openai(props):
        set_in_properties(props, "disableLocalAuth", True)


RULE = Rule(
    id="IAM-01",
    slug="no-key-auth",
    title="No key authentication",
    description="Access keys are off: a leaked key opens the account to anybody, a token names its owner and expires.",
    severity=Severity.HIGH,
    level=EnforcementLevel.MANDATORY,
    remediation_steps="Set properties.disableLocalAuth to true and give callers the role Cognitive Services OpenAI User.",
    url="https://learn.microsoft.com/azure/ai-services/disable-local-auth",
    applies_to=ACCOUNT,
    control="IM-1",
    check=_check,
    remediate=_remediate,
    tags=("identity", "OWASP LLM06"),
)

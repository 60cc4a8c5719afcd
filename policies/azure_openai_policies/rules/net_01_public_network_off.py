"""NET-01: accounts do not answer on the public network."""

from collections.abc import Iterator
from typing import Any

from pulumi_policy import EnforcementLevel, Severity

from ..accounts import is_openai, other_kind
from ..remedies import set_in_properties
from ..rule import Config, Finding, Resource, Rule, Undecided, Violation
from ..tokens import ACCOUNT
from ..values import UNKNOWN, at, same, show


def _check(resource: Resource, config: Config) -> Iterator[Finding]:
    yield from other_kind(resource)
    access = at(resource.inputs, "properties.publicNetworkAccess")
    if access is UNKNOWN:
        yield Undecided("properties.publicNetworkAccess")
    elif not same(access, "Disabled"):
        yield Violation(f"publicNetworkAccess of {resource.name} is {show(access)}; it must be Disabled.")


def _remediate(props: Any) -> None:
    if is_openai(props):
        set_in_properties(props, "publicNetworkAccess", "Disabled")


RULE = Rule(
    id="NET-01",
    slug="public-network-off",
    title="Public network off",
    description="Azure OpenAI accounts are reached through private endpoints only.",
    severity=Severity.HIGH,
    level=EnforcementLevel.MANDATORY,
    remediation_steps="Set properties.publicNetworkAccess to Disabled and reach the account by a private endpoint.",
    url="https://learn.microsoft.com/azure/ai-services/cognitive-services-virtual-networks",
    applies_to=ACCOUNT,
    control="NS-2",
    check=_check,
    remediate=_remediate,
    tags=("network", "OWASP LLM02"),
)

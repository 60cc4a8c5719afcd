"""NET-02: an account that answers publicly denies whom it does not know."""

from collections.abc import Iterator
from typing import Any

from pulumi_policy import EnforcementLevel, Severity

from ..accounts import is_openai, other_kind
from ..remedies import set_in_properties
from ..rule import Config, Finding, NotApplicable, Resource, Rule, Undecided, Violation
from ..tokens import ACCOUNT
from ..values import MISSING, UNKNOWN, at, same, show


def _check(resource: Resource, config: Config) -> Iterator[Finding]:
    yield from other_kind(resource)
    access = at(resource.inputs, "properties.publicNetworkAccess")
    action = at(resource.inputs, "properties.networkAcls.defaultAction")
    if same(access, "Disabled"):
        yield NotApplicable(f"public network access of {resource.name} is off")
    elif same(action, "Deny"):
        return
    elif UNKNOWN in (access, action):
        yield Undecided("properties.networkAcls.defaultAction")
    else:
        yield Violation(f"networkAcls.defaultAction of {resource.name} is {show(action)}; it must be Deny.")


def _remediate(props: Any) -> None:
    if not is_openai(props) or same(at(props, "properties.publicNetworkAccess"), "Disabled"):
        return
    acls = at(props, "properties.networkAcls")
    if acls is MISSING:
        set_in_properties(props, "networkAcls", {"defaultAction": "Deny"})
    elif acls is not UNKNOWN and at(props, "properties.networkAcls.defaultAction") is not UNKNOWN:
        props["properties"]["networkAcls"]["defaultAction"] = "Deny"


RULE = Rule(
    id="NET-02",
    slug="default-deny-firewall",
    title="Default deny firewall",
    description="The firewall of an account that answers publicly denies by default.",
    severity=Severity.HIGH,
    level=EnforcementLevel.MANDATORY,
    remediation_steps="Set properties.networkAcls.defaultAction to Deny, or turn public network access off.",
    url="https://learn.microsoft.com/azure/ai-services/cognitive-services-virtual-networks",
    applies_to=ACCOUNT,
    control="NS-2",
    check=_check,
    remediate=_remediate,
    tags=("network", "OWASP LLM02"),
)

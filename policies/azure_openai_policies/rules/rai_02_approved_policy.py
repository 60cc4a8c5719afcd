"""RAI-02: deployments run under content filter policies that somebody approved."""

from collections.abc import Iterator

from pulumi_policy import EnforcementLevel, Severity

from ..options import flag, texts
from ..patterns import matches_any
from ..resources import DEPLOYMENT, Resource
from ..rule import ResourceRule, benchmark
from ..values import Value
from ..verdicts import Finding, NotApplicable, finding


def check(deployment: Resource, settings: Value) -> Iterator[Finding]:
    """Without a name there is nothing to approve; RAI-01 asks for one."""
    policy = deployment.properties["raiPolicyName"]
    if not policy.unknown and not policy.text.strip():
        yield NotApplicable("names no content filter policy, which RAI-01 judges")
        return
    allowed = [*settings["allowedPolicies"].texts, *(["Microsoft.*"] if settings["allowMicrosoft"].is_true else [])]
    if not matches_any(policy.text, allowed):
        yield finding(policy, f"is {policy}", f"Choose one of: {', '.join(allowed) or 'none is approved'}.")


RULE = ResourceRule(
    name="rai-02-approved-policy",
    title="Approved policy",
    description="Model deployments must use an approved content filter policy.",
    why="A policy can hold every filter that the other rules ask for and still not be the one that was reviewed.",
    remediation="Set properties.raiPolicyName to one of allowedPolicies.",
    severity=Severity.HIGH,
    level=EnforcementLevel.DISABLED,
    target=DEPLOYMENT,
    framework=benchmark("AI-2", version="v2 preview", mapped_by_microsoft=False),
    tags=("content-filters",),
    url="https://learn.microsoft.com/azure/foundry/guardrails/guardrails-overview",
    options={
        "allowedPolicies": texts("Policies that are approved; `*` stands for anything."),
        "allowMicrosoft": flag("Whether Microsoft's own policies are approved."),
    },
    check=check,
)

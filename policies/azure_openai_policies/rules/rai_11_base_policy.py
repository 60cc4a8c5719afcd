"""RAI-11: what a policy does not list comes from Azure's current default."""

from collections.abc import Iterator

from pulumi_policy import EnforcementLevel, Severity

from ..options import texts
from ..resources import FILTER_POLICY, Resource
from ..rule import ResourceRule, benchmark
from ..values import Value
from ..verdicts import Finding, unless_among


def check(policy: Resource, settings: Value) -> Iterator[Finding]:
    """A missing base fails."""
    yield from unless_among(policy.properties["basePolicyName"], settings["allowedBases"].texts)


RULE = ResourceRule(
    name="rai-11-base-policy",
    title="Base policy",
    description="Content filter policies must be based on an agreed policy.",
    why="The base decides on every filter that the policy does not list, new ones included.",
    remediation="Set properties.basePolicyName to Microsoft.DefaultV2.",
    severity=Severity.MEDIUM,
    level=EnforcementLevel.ADVISORY,
    target=FILTER_POLICY,
    framework=benchmark("AI-2", version="v2 preview", mapped_by_microsoft=False),
    tags=("content-filters",),
    url="https://learn.microsoft.com/azure/foundry/guardrails/guardrails-overview",
    options={"allowedBases": texts("Policies to build on.", "Microsoft.DefaultV2")},
    check=check,
)

"""OPS-01: nobody deletes a production account by mistake."""

from collections.abc import Iterator

from pulumi_policy import EnforcementLevel, Severity

from ..environments import PRODUCTION, environment, is_production
from ..resources import ACCOUNT, Resource
from ..rule import ResourceRule
from ..values import Value
from ..verdicts import Finding, NotApplicable, Problem


def check(account: Resource, settings: Value) -> Iterator[Finding]:
    """Judges the resource option, which Pulumi enforces itself."""
    if not is_production(account, settings):
        yield NotApplicable(f"environment {environment(account, settings)} is no production")
    elif not account.protect:
        yield Problem("The resource option protect", "is off", "Set protect to true.")


RULE = ResourceRule(
    name="ops-01-delete-protection",
    title="Delete protection",
    description="Azure OpenAI accounts in production must be protected from deletion.",
    why="Quota that a deleted account gives back may not be there when it is needed again.",
    remediation="Set the resource option protect.",
    severity=Severity.MEDIUM,
    level=EnforcementLevel.ADVISORY,
    target=ACCOUNT,
    tags=("operations",),
    url="https://learn.microsoft.com/azure/azure-resource-manager/management/lock-resources",
    options=PRODUCTION,
    check=check,
)

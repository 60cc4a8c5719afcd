"""CAP-01: no deployment buys more than agreed."""

from collections.abc import Iterator

from pulumi_policy import EnforcementLevel, Severity

from ..capacity import LIMITS, cap, caps, purchase
from ..resources import DEPLOYMENT, Resource
from ..rule import ResourceRule
from ..values import Value
from ..verdicts import Finding, finding


def check(deployment: Resource, settings: Value) -> Iterator[Finding]:
    """Thousands of tokens per minute and PTU are different units and have different caps."""
    bought = purchase(deployment)
    capacity = bought.capacity
    if not capacity.missing and (bought.amount < 1 or bought.amount % 1):
        yield finding(capacity, f"is {capacity}", "Set it to a whole number.")
        return
    units = [bought.unit] if not bought.sku.unknown else list(LIMITS)
    for option in (LIMITS[unit] for unit in units if unit in LIMITS):
        most = cap(settings, bought.model, option)
        if most is not None and bought.amount > most:
            yield finding(capacity, f"is {capacity}, the cap is {most:g}", "Ask for less.", given=bought.doubts)


RULE = ResourceRule(
    name="cap-01-deployment-capacity",
    title="Capacity per deployment",
    description="Model deployments must not exceed the capacity that is agreed.",
    why="A digit too many takes the quota of everybody else in the subscription, or costs thousands a month.",
    remediation="Lower sku.capacity, or raise the cap.",
    severity=Severity.MEDIUM,
    level=EnforcementLevel.ADVISORY,
    target=DEPLOYMENT,
    tags=("capacity", "OWASP LLM10:2025"),
    url="https://learn.microsoft.com/azure/foundry/openai/how-to/quota",
    options=caps("a {} deployment", tpm=1000, ptu=300),
    check=check,
)

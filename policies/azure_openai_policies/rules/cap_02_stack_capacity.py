"""CAP-02: all deployments together buy no more than agreed."""

from collections.abc import Iterator

from pulumi_policy import EnforcementLevel, Severity

from ..capacity import LIMITS, by_model, cap, caps, purchase
from ..resources import DEPLOYMENT
from ..rule import StackRule
from ..stack import Stack, StackResource
from ..values import Value
from ..verdicts import Finding, Problem, Undecided


def check(deployment: StackResource, stack: Stack, settings: Value) -> Iterator[Finding]:
    """Sums by model and unit; the first deployment of a sum reports it. What is unknown may add to any sum."""
    own = purchase(deployment)
    for doubt in own.doubts:
        yield Undecided(doubt.unknown_path)
    if own.unit not in LIMITS or not own.model.text:
        return
    most = cap(settings, own.model, LIMITS[own.unit])
    shared = stack.once(by_model)[own.unit, own.model.text.casefold()]
    if most is None or shared[0][0] is not deployment:
        return
    total = sum(buys.amount for _, buys in shared)
    if total > most:
        what = f"is one of {len(shared)} for {own.model} that add up to {total:g}, the cap is {most:g}"
        yield Problem(own.capacity.path, what, "Ask for less.")


RULE = StackRule(
    name="cap-02-stack-capacity",
    title="Capacity per stack",
    description="The deployments of a model must not exceed, together, the capacity that is agreed.",
    why="Ten deployments below the cap of one still take the whole quota.",
    remediation="Lower sku.capacity of some, or raise the cap.",
    severity=Severity.MEDIUM,
    level=EnforcementLevel.ADVISORY,
    target=DEPLOYMENT,
    tags=("capacity", "OWASP LLM10:2025"),
    url="https://learn.microsoft.com/azure/foundry/openai/how-to/quota",
    options=caps("a model's {} deployments", tpm=3000, ptu=1000),
    check=check,
)

"""CAP-02: all deployments together buy no more than agreed."""

from collections.abc import Iterator

from pulumi_policy import EnforcementLevel, Severity

from ..capacity import deployments, is_first, purchase
from ..options import number, numbers_by_key
from ..resources import DEPLOYMENT
from ..rule import StackRule
from ..stack import Stack, StackResource
from ..values import Value
from ..verdicts import Finding, finding

LIMITS = {"tpm": "maxTpmK", "ptu": "maxPtu"}


def check(deployment: StackResource, stack: Stack, settings: Value) -> Iterator[Finding]:
    """Sums by model and unit; the first deployment of a sum reports it."""
    own = purchase(deployment)
    if own.unit not in LIMITS or not own.model.text:
        return
    option = LIMITS[own.unit]
    exception = settings["perModel"][f"{own.model.text}/{option}"].number
    cap = exception if exception is not None else settings[option].number
    shared = [
        (other, buys) for other, buys in deployments(stack) if buys.unit == own.unit and buys.model.same_as(own.model)
    ]
    if cap is None or not is_first(deployment, [other for other, _ in shared]):
        return
    total, unread = sum(buys.amount for _, buys in shared), [doubt for _, buys in shared for doubt in buys.doubts]
    if total > cap or unread:
        what = f"is one of {len(shared)} for {own.model} that add up to {total:g}, the cap is {cap:g}"
        # What is known exceeds the cap, whatever the rest turns out to be.
        yield finding(
            own.capacity, what, "Ask for less.", given=[] if total > cap and not own.capacity.unknown else unread
        )


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
    options={
        "maxTpmK": number("Most thousands of tokens per minute of a model's pay-per-token deployments.", 3000),
        "maxPtu": number("Most PTU of a model's provisioned deployments.", 1000),
        "perModel": numbers_by_key("Other caps by model and option, for example `gpt-5-mini/maxTpmK`."),
    },
    check=check,
)

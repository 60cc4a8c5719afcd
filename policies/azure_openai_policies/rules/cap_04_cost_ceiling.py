"""CAP-04: what is paid by the hour stays below a monthly sum."""

from collections.abc import Iterator

from pulumi_policy import EnforcementLevel, Severity

from ..capacity import HOURS_PER_MONTH, by_the_hour, is_provisioned, purchase
from ..options import number, numbers_by_key
from ..resources import DEPLOYMENT
from ..rule import StackRule
from ..stack import Stack, StackResource
from ..values import Value
from ..verdicts import Finding, NotApplicable, Problem, Undecided


def check(deployment: StackResource, stack: Stack, settings: Value) -> Iterator[Finding]:
    """Prices are the configuration's: the package knows none. The first provisioned deployment reports the sum."""
    ceiling, own = settings["maxMonthly"].number, purchase(deployment)
    if ceiling is None or (not own.sku.unknown and not is_provisioned(own.sku)):
        yield NotApplicable("no ceiling is configured" if ceiling is None else "is not paid by the hour")
        return
    bought = stack.once(by_the_hour)
    if bought[0][0] is not deployment:
        return
    prices = [(buys, settings["prices"].at(buys.sku.text).number) for _, buys in bought]
    total = sum(buys.amount * price * HOURS_PER_MONTH for buys, price in prices if price is not None)
    if total > ceiling:
        yield Problem("sku", f"adds up to {total:g} a month with the others, the ceiling is {ceiling:g}", "Buy less.")
    for buys, price in prices:
        for doubt in buys.doubts:
            yield Undecided(doubt.unknown_path)
        if price is None and not buys.sku.unknown:
            yield Undecided(buys.sku.path, f"is {buys.sku}, of which `prices` has no price")


RULE = StackRule(
    name="cap-04-cost-ceiling",
    title="Cost ceiling",
    description="Provisioned deployments must not cost more a month than agreed.",
    why="The hourly price hides what a month costs.",
    remediation="Lower sku.capacity, use a pay-per-token SKU, or raise maxMonthly.",
    severity=Severity.MEDIUM,
    level=EnforcementLevel.DISABLED,
    target=DEPLOYMENT,
    tags=("capacity", "OWASP LLM10:2025"),
    url="https://learn.microsoft.com/azure/foundry/openai/how-to/provisioned-throughput-onboarding",
    options={
        "prices": numbers_by_key("Price of a PTU for an hour, by SKU, in the currency of maxMonthly."),
        "maxMonthly": number("Ceiling of a month of 730 hours. Without it the rule has nothing to say."),
    },
    check=check,
)

"""CAP-05: somebody is told before the money is spent."""

from collections.abc import Iterator

from pulumi_policy import EnforcementLevel, Severity

from ..answers import all_of, any_of
from ..joins import lack
from ..options import flag, number
from ..resources import ACCOUNT, BUDGET
from ..rule import StackRule
from ..stack import Stack, StackResource
from ..values import Value
from ..verdicts import Finding, NotApplicable


def check(account: StackResource, stack: Stack, settings: Value) -> Iterator[Finding]:
    """A budget counts if it tells of what was spent and of what will be."""
    if settings["external"].is_true:
        yield NotApplicable("the budget is managed outside the stack")
        return
    most = settings["maxAmount"].number
    answers = [_counts(budget, most) for budget in stack.of(BUDGET)]
    what = "is covered by no budget with an actual and a forecast notification"
    yield from lack(answers, what + (f" of {most:g} at most" if most is not None else ""), "Declare one.")


def _counts(budget: StackResource, most: float | None) -> bool | None:
    notifications, amount = budget.inputs["notifications"], budget.inputs["amount"]
    if notifications.unknown or (most is not None and amount.unknown):
        return None
    if most is not None and (amount.number is None or amount.number > most):
        return False
    told = [any_of(_tells(notifications[key], kind) for key in notifications.keys) for kind in ("Actual", "Forecasted")]
    return all_of(*told)


def _tells(notification: Value, kind: str) -> bool | None:
    """Azure takes a missing type for `Actual`."""
    enabled, given = notification["enabled"], notification["thresholdType"]
    if enabled.unknown or given.unknown:
        return None
    return enabled.is_true and (given.is_text(kind) or (given.missing and kind == "Actual"))


RULE = StackRule(
    name="cap-05-budget",
    title="Budget exists",
    description="A budget must tell of what Azure OpenAI has cost and will cost.",
    why="Tokens are paid afterwards: without a budget the bill is the first that anybody hears.",
    remediation="Declare a budget with an actual and a forecast notification, or set external.",
    severity=Severity.LOW,
    level=EnforcementLevel.ADVISORY,
    target=ACCOUNT,
    tags=("capacity", "OWASP LLM10:2025"),
    url="https://learn.microsoft.com/azure/cost-management-billing/costs/tutorial-acm-create-budgets",
    options={
        "maxAmount": number("Largest amount of a budget that counts. By default any."),
        "external": flag("Whether budgets are made outside the stack."),
    },
    check=check,
)

"""What must hold of a budget before Azure is asked."""

from typing import Iterator

from azure_openai_catalog import monitoring

from ..settings.monitoring import Budget
from .problems import Problem

DEFAULT_ACTUAL_THRESHOLDS = (80.0, 100.0)
"""Percentages of the amount at which the cost so far is told."""

DEFAULT_FORECAST_THRESHOLDS = (100.0,)
"""Percentages of the amount at which the forecast is told."""


def budget_problems(budget: Budget, has_group: bool) -> Iterator[Problem]:
    """Problems of a budget, given whether there is an action group; paths are relative to it."""
    if budget.amount <= 0:
        yield Problem("amount", f"is {budget.amount:g}.", "Use more than 0.")
    if not budget.contact_emails and not has_group:
        yield Problem("", "tells nobody, which Azure refuses.", "Add `contact_emails`, or an `action_group`.")
    lowest, highest = monitoring.BUDGET_THRESHOLD_PERCENT
    lists = {"actual_thresholds": budget.actual_thresholds, "forecast_thresholds": budget.forecast_thresholds}
    for name, thresholds in lists.items():
        for index, value in enumerate(thresholds or []):
            if not lowest <= value <= highest:
                yield Problem(f"{name}.{index}", f"is {value:g} percent.", f"Use {lowest} to {highest}.")
    count = len(notifications(budget))
    if not 0 < count <= monitoring.BUDGET_NOTIFICATIONS:
        most = monitoring.BUDGET_NOTIFICATIONS
        yield Problem("", f"has {count} thresholds, defaults included.", f"Azure takes 1 to {most}.")


def notifications(budget: Budget) -> dict[str, tuple[str, float]]:
    """What is told, by name: kind (`Actual` or `Forecasted`) and percentage."""
    actual, forecast = budget.actual_thresholds, budget.forecast_thresholds
    told = [
        *(("Actual", value) for value in (DEFAULT_ACTUAL_THRESHOLDS if actual is None else actual)),
        *(("Forecasted", value) for value in (DEFAULT_FORECAST_THRESHOLDS if forecast is None else forecast)),
    ]
    return {f"{kind.lower()}-{value:g}-percent": (kind, value) for kind, value in told}

"""Microsoft.Consumption: budgets."""

from __future__ import annotations

from datetime import date

from ..arm.errors import ArmError
from ..arm.ids import ResourceId
from ..arm.store import Body
from ..arm.types import ANY, WITHOUT_PATCH, Context, MapOf, ResourceType
from .common import properties

MONTHS = {"Monthly": 1, "Quarterly": 3, "Annually": 12, "BillingMonth": 1, "BillingQuarter": 3, "BillingAnnual": 12}
"""Time grains, with the months of a period."""

OPERATORS = ("EqualTo", "GreaterThan", "GreaterThanOrEqualTo")
THRESHOLD_TYPES = ("Actual", "Forecasted")
HIGHEST_THRESHOLD = 1000
NOTIFICATIONS = 5
EARLIEST = date(2017, 6, 1)
MONTHS_AHEAD = 12
DEFAULT_YEARS = 10


def _fill(context: Context, resource: ResourceId, body: Body, existing: Body | None) -> None:
    held = properties(body)
    if held.get("category") != "Cost":
        raise _refused(f"The budget category '{held.get('category')}' is not valid: use Cost.")
    if not isinstance(held.get("amount"), (int, float)) or held["amount"] <= 0:
        raise _refused(f"The budget amount '{held.get('amount')}' must be greater than 0.")
    if held.get("timeGrain") not in MONTHS:
        raise _refused(f"The time grain '{held.get('timeGrain')}' is not valid: use one of {', '.join(MONTHS)}.")
    _fill_period(context.today, held, existing)
    notifications = held.get("notifications") or {}
    if len(notifications) > NOTIFICATIONS:
        raise _refused(f"The budget has {len(notifications)} notifications; at most {NOTIFICATIONS} are allowed.")
    for name, notification in notifications.items():
        _check_notification(resource, name, notification)
    held["currentSpend"] = {"amount": 0, "unit": "USD"}


def _fill_period(today: date, held: Body, existing: Body | None) -> None:
    period = held.get("timePeriod") or {}
    start = _day(period.get("startDate"), "startDate")
    end = (
        _day(period["endDate"], "endDate") if period.get("endDate") else start.replace(year=start.year + DEFAULT_YEARS)
    )
    if existing:
        if _day(existing["properties"]["timePeriod"]["startDate"], "startDate") != start:
            raise _refused("Start date of budgets cannot be updated. Please delete and create a new budget.")
    else:
        _check_start(today, start, MONTHS[held["timeGrain"]])
    if start >= end:
        raise _refused(f"The start date {start} of the budget must be before its end date {end}.")
    held["timePeriod"] = {"startDate": f"{start}T00:00:00Z", "endDate": f"{end}T00:00:00Z"}


def _check_start(today: date, start: date, months: int) -> None:
    if start.day != 1:
        raise _refused(f"The start date {start} of the budget must be the first of a month.")
    ahead = (start.year - today.year) * 12 + start.month - today.month
    if start < EARLIEST or ahead <= -months:
        raise _refused(f"The start date {start} of the budget should not be prior to the current period.")
    if ahead > MONTHS_AHEAD:
        raise _refused(f"The start date {start} of the budget lies more than {MONTHS_AHEAD} months ahead.")


def _check_notification(resource: ResourceId, name: str, notification: Body) -> None:
    if notification.get("operator") not in OPERATORS:
        raise _refused(f"The operator of notification '{name}' is not valid: use one of {', '.join(OPERATORS)}.")
    if notification.setdefault("thresholdType", "Actual") not in THRESHOLD_TYPES:
        raise _refused(f"The threshold type of notification '{name}' is not valid: use {' or '.join(THRESHOLD_TYPES)}.")
    threshold = notification.get("threshold")
    if not isinstance(threshold, (int, float)) or not 0 <= threshold <= HIGHEST_THRESHOLD:
        raise _refused(f"The threshold of notification '{name}' must be between 0 and {HIGHEST_THRESHOLD}.")
    # Below a resource group, only mail addresses count.
    groups = notification.get("contactGroups") if resource.scope.count("/providers/") == 0 else None
    if not notification.get("contactEmails") and not groups:
        raise _refused(f"Notification '{name}' needs at least one contact email or contact group.")


def _day(text: object, what: str) -> date:
    try:
        return date.fromisoformat(str(text)[:10])
    except ValueError:
        raise _refused(f"The {what} '{text}' of the budget is no date.") from None


def _refused(message: str) -> ArmError:
    return ArmError(400, "400", message)


_COMPARISON = {"name": ANY, "operator": ANY, "values": [ANY]}
_FILTER = {"dimensions": _COMPARISON, "tags": _COMPARISON}

RESOURCE_TYPES = [
    ResourceType(
        name="Microsoft.Consumption/budgets",
        api_versions=("2023-05-01", "2024-08-01"),
        declared={
            "eTag": ANY,
            "properties": {
                "category": ANY,
                "amount": ANY,
                "timeGrain": ANY,
                "timePeriod": {"startDate": ANY, "endDate": ANY},
                "filter": {**_FILTER, "and": [_FILTER]},
                "notifications": MapOf(
                    {
                        "enabled": ANY,
                        "operator": ANY,
                        "threshold": ANY,
                        "thresholdType": ANY,
                        "contactEmails": [ANY],
                        "contactGroups": [ANY],
                        "contactRoles": [ANY],
                        "locale": ANY,
                    }
                ),
            },
        },
        fill=_fill,
        states=False,
        methods=WITHOUT_PATCH,
    )
]

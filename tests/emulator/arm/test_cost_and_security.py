"""Budgets on the catalogue's date, 2026-11-23, and the plan of Defender for Cloud."""

from typing import Any

import pytest

SUBSCRIPTION = "/subscriptions/00000000-0000-0000-0000-000000000000"
PRICING = f"{SUBSCRIPTION}/providers/Microsoft.Security/pricings/AI"
NOTIFICATION = {"enabled": True, "operator": "GreaterThan", "threshold": 90, "contactEmails": ["ops@contoso.com"]}


def path(scope: str) -> str:
    return f"{scope}/providers/Microsoft.Consumption/budgets/month"


def budget(start: str = "2026-11-01", end: str | None = None, **properties: Any) -> dict[str, Any]:
    period = {"startDate": start, **({"endDate": end} if end else {})}
    held = {"category": "Cost", "amount": 100, "timeGrain": "Monthly", "timePeriod": period}
    return {"properties": {**held, **properties}}


@pytest.fixture
def grouped(azure: Any) -> Any:
    azure.put("", {"location": "swedencentral"})
    return azure


@pytest.mark.parametrize("scope", [SUBSCRIPTION, f"{SUBSCRIPTION}/resourceGroups/rg"])
def test_a_budget_runs_for_ten_years_unless_it_says_otherwise(grouped: Any, scope: str) -> None:
    grouped.put(path(scope), budget(notifications={"actual": dict(NOTIFICATION)}))
    held = grouped.get(path(scope))["properties"]
    assert held["timePeriod"] == {"startDate": "2026-11-01T00:00:00Z", "endDate": "2036-11-01T00:00:00Z"}
    assert held["notifications"]["actual"]["thresholdType"] == "Actual"


def test_a_start_date_stays(grouped: Any) -> None:
    grouped.put(path(grouped.group), budget())
    grouped.put(path(grouped.group), budget("2026-11-01T00:00:00Z", amount=200))
    assert grouped.refused("PUT", path(grouped.group), budget("2026-12-01")) == (
        "400 400: Start date of budgets cannot be updated. Please delete and create a new budget."
    )


@pytest.mark.parametrize(
    ("start", "grain", "expected"),
    [
        ("2026-10-01", "Monthly", "should not be prior to the current period"),
        ("2026-08-01", "Quarterly", "should not be prior to the current period"),
        ("2025-11-01", "Annually", "should not be prior to the current period"),
        ("2026-11-02", "Monthly", "must be the first of a month"),
        ("2027-12-01", "Monthly", "more than 12 months ahead"),
        ("soon", "Monthly", "is no date"),
    ],
)
def test_start_dates_that_azure_does_not_take(grouped: Any, start: str, grain: str, expected: str) -> None:
    assert expected in grouped.refused("PUT", path(grouped.group), budget(start, timeGrain=grain))


@pytest.mark.parametrize(
    ("start", "grain"),
    [("2026-11-01", "Monthly"), ("2026-09-01", "Quarterly"), ("2025-12-01", "Annually"), ("2027-11-01", "Monthly")],
)
def test_start_dates_in_the_current_period_or_the_coming_year(grouped: Any, start: str, grain: str) -> None:
    grouped.put(path(grouped.group), budget(start, timeGrain=grain))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"category": "Usage"}, "The budget category 'Usage' is not valid"),
        ({"amount": 0}, "must be greater than 0"),
        ({"timeGrain": "Weekly"}, "The time grain 'Weekly' is not valid"),
        ({"end": "2026-11-01"}, "must be before its end date"),
        ({"notifications": {str(n): dict(NOTIFICATION) for n in range(6)}}, "at most 5 are allowed"),
        ({"notifications": {"n": {**NOTIFICATION, "threshold": 1001}}}, "must be between 0 and 1000"),
        ({"notifications": {"n": {**NOTIFICATION, "operator": "LessThan"}}}, "The operator of notification 'n'"),
        (
            {"notifications": {"n": {**NOTIFICATION, "thresholdType": "Guess"}}},
            "The threshold type of notification 'n'",
        ),
        ({"notifications": {"n": {**NOTIFICATION, "contactEmails": []}}}, "needs at least one contact email"),
    ],
)
def test_budgets_that_azure_does_not_take(grouped: Any, changes: dict[str, Any], expected: str) -> None:
    assert expected in grouped.refused("PUT", path(grouped.group), budget(**changes))


def test_an_action_group_is_contact_enough(grouped: Any) -> None:
    notification = {**NOTIFICATION, "contactEmails": [], "contactGroups": ["/some/group"]}
    grouped.put(path(grouped.group), budget(notifications={"n": notification}))


def test_defenders_plan_is_always_there_and_has_extensions_only_when_it_is_on(azure: Any) -> None:
    assert azure.get(PRICING)["properties"] == {"pricingTier": "Free"}
    extensions = [{"name": "AIPromptEvidence", "isEnabled": "True"}]
    on = {"properties": {"pricingTier": "Standard", "extensions": extensions}}
    azure.put(PRICING, on)
    assert azure.get(PRICING)["properties"]["extensions"] == extensions
    off = {"properties": {"pricingTier": "Free", "extensions": extensions}}
    assert "only with tier Standard" in azure.refused("PUT", PRICING, off)
    azure.put(PRICING, {"properties": {"pricingTier": "Free"}})
    assert azure.get(PRICING)["properties"] == {"pricingTier": "Free"}


@pytest.mark.parametrize(
    ("name", "properties", "expected"),
    [
        ("ai-1a2b", {"pricingTier": "Standard"}, "There is no plan 'ai-1a2b'"),
        ("AI", {"pricingTier": "Premium"}, "The pricing tier 'Premium' is not valid"),
        ("AI", {"pricingTier": "Standard", "subPlan": "P2"}, "has no sub-plan 'P2'"),
        ("AI", {"pricingTier": "Standard", "extensions": [{"name": "X", "isEnabled": "True"}]}, "has no extension 'X'"),
        (
            "AI",
            {"pricingTier": "Standard", "extensions": [{"name": "AIModelScanner", "isEnabled": True}]},
            "must be 'True' or 'False'",
        ),
    ],
)
def test_plans_that_azure_does_not_have(azure: Any, name: str, properties: dict[str, Any], expected: str) -> None:
    path = f"{SUBSCRIPTION}/providers/Microsoft.Security/pricings/{name}"
    assert expected in azure.refused("PUT", path, {"properties": properties})

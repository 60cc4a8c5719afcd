"""Alert rules, diagnostic settings and budget: what is made for which accounts, and what is refused."""

import importlib
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azure_openai import Budget, Monitoring
from azure_openai.checks.budget import budget_problems, notifications
from azure_openai.checks.monitoring import monitoring_problems
from azure_openai.checks.reading import read
from azure_openai_catalog import monitoring as catalog
from azure_openai_catalog import skus

ACCOUNT = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.CognitiveServices/accounts/ai"


def monitored(deployment_skus: dict[str, str], **settings: Any) -> Callable[[], Any]:
    account = {"account_resource_id": ACCOUNT, "deployment_skus": deployment_skus}
    given = {"resource_group_name": "rg", "location": "swedencentral", "accounts": {"eu": account}, **settings}
    return lambda: importlib.import_module("azure_openai").AccountMonitoring("m", given)


def alerts_of(made: dict[str, Any]) -> set[str]:
    return {name.removeprefix("MetricAlert m-eu-") for name in made if name.startswith("MetricAlert")}


@pytest.mark.parametrize(
    ("deployment_skus", "alerts"),
    [
        ({}, set()),
        ({"a": "GlobalStandard"}, {"throttling", "latency", "content_filter_blocks", "availability"}),
        (
            {"a": "ProvisionedManaged"},
            {"throttling", "latency", "ptu_utilisation", "content_filter_blocks", "availability"},
        ),
        ({"a": "GlobalBatch"}, {"content_filter_blocks", "availability"}),
    ],
)
def test_an_account_gets_the_alerts_whose_metrics_its_deployments_emit(
    resources_of: Any, deployment_skus: dict[str, str], alerts: set[str]
) -> None:
    assert alerts_of(resources_of(monitored(deployment_skus))) == alerts


def test_alert_rules_and_action_groups_are_global(resources_of: Any) -> None:
    group = {"create": {"email_addresses": {"team": "team@example.com"}}}
    made = resources_of(monitored({"a": "Standard"}, action_group=group))
    located = {
        name.split()[0]: made[name]["location"] for name in made if name.split()[0] in ("MetricAlert", "ActionGroup")
    }
    assert located == {"MetricAlert": "global", "ActionGroup": "global"}


def test_an_existing_action_group_is_told(resources_of: Any) -> None:
    group = {"existing": {"action_group_resource_id": "/group"}}
    made = resources_of(monitored({"a": "Standard"}, action_group=group, budget={"amount": 5}))
    assert made["MetricAlert m-eu-throttling"]["actions"] == [{"actionGroupId": "/group"}]
    assert made["Budget m"]["notifications"]["actual-80-percent"]["contactGroups"] == ["/group"]


def test_the_catalogues_alerts_are_those_that_can_be_changed() -> None:
    from azure_openai import Alerts
    from azure_openai.settings.base import fields_of

    assert set(fields_of(Alerts())) == set(catalog.alerts())


def told(settings: dict[str, Any]) -> dict[str, str]:
    value, problems = read(Monitoring, settings)
    assert value is not None
    return {problem.where: f"{problem.what} {problem.instead}" for problem in [*problems, *monitoring_problems(value)]}


@pytest.mark.parametrize(
    ("settings", "where", "what"),
    [
        ({"log_category_groups": ["all"]}, "log_category_groups.0", "'all' is no category group. Use audit, allLogs."),
        (
            {"log_category_groups": ["audit"], "log_categories": ["Trace"]},
            "log_categories",
            "are given beside groups, which Azure refuses. Keep one of the two.",
        ),
        (
            {"diagnostic_settings": {"x": {}}},
            "diagnostic_settings.x",
            "sends to nowhere. Set one of workspace_resource_id, storage_account_resource_id, "
            "event_hub_authorization_rule_resource_id.",
        ),
        (
            {"diagnostic_settings": {str(n): {"workspace_resource_id": "/w"} for n in range(5)}},
            "diagnostic_settings",
            "make 6 with the workspace's, an account takes 5. Join some: one setting may have several sinks.",
        ),
        ({"action_group": {"create": {}}}, "action_group.create", "tells nobody. Add `email_addresses` or `roles`."),
        (
            {"action_group": {"create": {"roles": ["Ownr"]}}},
            "action_group.create.roles.0",
            "the catalogue has no role 'Ownr'. Nearest: Owner.",
        ),
        ({"budget": {"amount": 10}}, "budget", "tells nobody, which Azure refuses. Add `contact_emails`, or an `action_group`."),
        (
            {"budget": {"amount": 0, "contact_emails": ["a@b.c"], "actual_thresholds": [2000]}},
            "budget.actual_thresholds.0",
            "is 2000 percent. Use 0 to 1000.",
        ),
        (
            {"alerts": {"create": {"latency": {"severity": 5}}}},
            "alerts.create.latency.severity",
            "is 5. Use 0 (critical) to 4 (verbose).",
        ),
        (
            {"alerts": {"create": {"latancy": {}}}},
            "alerts.create.latancy",
            "is not a setting. Did you mean latency?",
        ),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_place_and_its_remedy(settings: dict[str, Any], where: str, what: str) -> None:
    assert told(settings)[where] == what


THRESHOLDS = st.none() | st.lists(st.floats(0, 1000, allow_nan=False), max_size=6)


@given(THRESHOLDS, THRESHOLDS)
def test_a_budget_without_problems_has_one_to_five_notifications(
    actual: list[float] | None, forecast: list[float] | None
) -> None:
    budget = Budget(amount=1, actual_thresholds=actual, forecast_thresholds=forecast, contact_emails=["a@b.c"])
    assert (not list(budget_problems(budget, has_group=False))) == (1 <= len(notifications(budget)) <= 5)


@given(
    st.sampled_from(sorted(catalog.alerts())), st.dictionaries(st.text("ab", min_size=1), st.sampled_from(skus.names()))
)
def test_an_alert_never_names_a_deployment_that_does_not_emit_its_metric(
    alert: str, deployment_skus: dict[str, str]
) -> None:
    from azure_openai.alerts import watched_deployments

    template = catalog.alerts()[alert]
    for name in watched_deployments(template, deployment_skus):
        sku = skus.find(deployment_skus[name])
        assert sku is not None and template.watches(sku.billing)

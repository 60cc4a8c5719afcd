"""Alert rules, sinks, budget, Microsoft Defender and saved searches."""

from collections.abc import Callable
from typing import Any

import pytest

ELSEWHERE = {"managed_elsewhere": {"by": "somebody else"}}
SUBSCRIPTION = "/subscriptions/00000000-0000-0000-0000-000000000000"


@pytest.fixture
def watched(new_project: Callable[..., Any]) -> Any:
    """A platform with a pay-per-token and a provisioned deployment, built in the month of the catalogue's date."""
    project = new_project(AZURE_EMULATOR_QUOTA_TIER="6")
    with project.settings() as settings:
        model = {"name": "gpt-5.1", "version": "2025-11-13"}
        settings["accounts"] = {
            "eu": {
                "deployments": {
                    "chat": {"model": model, "sku": {"name": "DataZoneStandard", "capacity": 10}},
                    "steady": {"model": model, "sku": {"name": "DataZoneProvisionedManaged", "capacity": 15}},
                }
            },
            "empty": {"location": "francecentral"},
        }
        settings["network"] = {"virtual_network": ELSEWHERE, "private_dns": ELSEWHERE}
        settings["monitoring"] = {
            "action_group": {"create": {"email_addresses": {"team": "team@example.com"}, "roles": ["Owner"]}},
            "alerts": {"create": {"latency": {"threshold": 2000, "severity": 1}, "availability": {"enabled": False}}},
            "budget": {"amount": 1000},
            "defender_for_ai": {"prompt_evidence": True},
        }
        del settings["role_assignments"]
    project.up()
    return project


def held(project: Any, kind: str) -> dict[str, dict[str, Any]]:
    """What the emulator holds of a type: properties by name."""
    return {r["name"]: r["properties"] for r in project.held()["resources"] if r["type"].lower() == kind.lower()}


def test_alerts_budget_and_defender_follow_the_settings(watched: Any) -> None:
    alerts = held(watched, "Microsoft.Insights/metricAlerts")
    criteria = {name: properties["criteria"]["allOf"][0] for name, properties in alerts.items()}
    deployments = {
        name: next(d["values"] for d in criterion["dimensions"] if d["name"] == "ModelDeploymentName")
        for name, criterion in criteria.items()
    }
    assert deployments == {
        "assistant-eu-throttling": ["chat", "steady"],
        "assistant-eu-latency": ["chat", "steady"],
        "assistant-eu-ptu_utilisation": ["steady"],
        "assistant-eu-content_filter_blocks": ["chat", "steady"],
    }
    latency = alerts["assistant-eu-latency"]
    assert (criteria["assistant-eu-latency"]["threshold"], latency["severity"]) == (2000, 1)
    group = (
        f"{SUBSCRIPTION}/resourceGroups/{watched.outputs()['resource_group']}/providers/Microsoft.Insights/actionGroups"
    )
    assert latency["actions"][0]["actionGroupId"] == f"{group}/assistant-alerts"
    budget = held(watched, "Microsoft.Consumption/budgets")["assistant-budget"]
    assert budget["timePeriod"]["startDate"].startswith("2026-11-01")
    assert {(n["thresholdType"], n["threshold"]) for n in budget["notifications"].values()} == {
        ("Actual", 80), ("Actual", 100), ("Forecasted", 100),
    }  # fmt: skip
    plan = held(watched, "Microsoft.Security/pricings")["AI"]
    assert plan["pricingTier"] == "Standard"
    assert {e["name"]: e["isEnabled"] for e in plan["extensions"]} == {
        "AIPromptEvidence": "True",
        "AIPromptSharingWithPurview": "False",
    }
    assert set(held(watched, "Microsoft.OperationalInsights/workspaces/savedSearches")) == {
        "throttled-requests", "failed-requests", "slow-requests", "audit-events",
    }  # fmt: skip
    watched.pulumi("up", "--yes", "--expect-no-changes")

    watched.environment["AZURE_OPENAI_TODAY"] = "2026-12-24"
    with watched.settings() as settings:
        settings["monitoring"]["budget"]["amount"] = 2000
        settings["monitoring"]["alerts"]["create"]["throttling"] = {"threshold": 100}
        settings["monitoring"]["workspace"] = {"create": {"retention_in_days": 90}}
        del settings["monitoring"]["defender_for_ai"]
    assert {step.what for step in watched.up()} == {
        ("update", "Budget platform"),
        ("update", "MetricAlert platform-eu-throttling"),
        ("update", "Workspace platform"),
        ("delete", "Pricing platform"),
    }
    assert held(watched, "Microsoft.Consumption/budgets")["assistant-budget"]["timePeriod"] == budget["timePeriod"]

    with watched.settings() as settings:
        settings["resource_group"] = {"create": {"name": "elsewhere"}}
    watched.up()
    moved = held(watched, "Microsoft.Consumption/budgets")["assistant-budget"]
    assert moved["timePeriod"]["startDate"].startswith("2026-12-01")
    assert {id for id in watched.ids_held() if "/pricings/" not in id} == watched.ids_in_state()


SINKS = """
import pulumi
from azure_openai import OpenAIPlatform
from pulumi_azure_native import eventhub, resources, storage

group = resources.ResourceGroup("sinks", resource_group_name="sinks", location="swedencentral")
archive = storage.StorageAccount(
    "archive",
    resource_group_name=group.name,
    account_name="archiveofassistant",
    location="swedencentral",
    kind="StorageV2",
    sku=storage.SkuArgs(name="Standard_LRS"),
)
namespace = eventhub.Namespace(
    "stream", resource_group_name=group.name, namespace_name="stream-of-assistant", location="swedencentral"
)
hub = eventhub.EventHub(
    "logs", resource_group_name=group.name, namespace_name=namespace.name, event_hub_name="logs", partition_count=1
)
rule = eventhub.NamespaceAuthorizationRule(
    "send",
    resource_group_name=group.name,
    namespace_name=namespace.name,
    authorization_rule_name="send",
    rights=["Listen", "Manage", "Send"],
)
settings = pulumi.Config("azure-openai").require_object("platform")
settings["monitoring"]["diagnostic_settings"] = {
    "archive": {"storage_account_resource_id": archive.id, "log_categories": ["Audit"], "metric_categories": []},
    "stream": {
        "event_hub_authorization_rule_resource_id": rule.id,
        "event_hub_name": hub.name,
        "log_category_groups": ["audit"],
    },
}
OpenAIPlatform("platform", settings)
"""


def test_logs_go_to_several_sinks_and_the_workspace_may_be_somebody_elses(new_project: Callable[..., Any]) -> None:
    project = new_project(program=SINKS)
    with project.settings() as settings:
        settings.clear()
        settings.update(
            name="assistant",
            location="swedencentral",
            accounts={"eu": {}},
            network={"virtual_network": ELSEWHERE, "private_dns": ELSEWHERE},
            monitoring={"log_categories": ["Audit", "RequestResponse"]},
        )
    project.up()
    sent = {
        name: (
            [log.get("category") or log.get("categoryGroup") for log in properties["logs"]],
            properties["metrics"] != [],
        )
        for name, properties in held(project, "Microsoft.Insights/diagnosticSettings").items()
    }
    assert sent == {
        "assistant-diagnostics": (["Audit", "RequestResponse"], True),
        "assistant-archive": (["Audit"], False),
        "assistant-stream": (["audit"], True),
    }
    project.pulumi("up", "--yes", "--expect-no-changes")
    with project.settings() as settings:
        settings["monitoring"] = {"workspace": ELSEWHERE}
    gone = {step.what for step in project.up()}
    assert ("delete", "DiagnosticSetting platform-eu") in gone and ("delete", "Workspace platform") in gone
    assert set(held(project, "Microsoft.Insights/diagnosticSettings")) == {"assistant-archive", "assistant-stream"}
    assert project.ids_held() == project.ids_in_state()

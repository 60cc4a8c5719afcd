"""What happens to a platform that is there when its stack file changes."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from azure_emulator.arm import Arm

# Operations take a moment in these tests, so that overlapping ones would meet and be refused.
OVERLAP = "0.005"


@pytest.fixture
def account(platform: Any) -> str:
    platform.environment["AZURE_EMULATOR_LATENCY"] = OVERLAP
    return "eu"


def agrees(platform: Any) -> bool:
    assert platform.ids_held() == platform.ids_in_state()
    return True


def test_nothing_changes_when_nothing_was_changed(platform: Any) -> None:
    platform.pulumi("up", "--yes", "--expect-no-changes")
    platform.pulumi("refresh", "--yes", "--expect-no-changes")
    assert agrees(platform)


def test_a_capacity_changes_in_place(platform: Any, account: str) -> None:
    with platform.settings() as settings:
        settings["accounts"][account]["deployments"]["chat"]["sku"]["capacity"] = 60
    assert [step.what for step in platform.up()] == [("update", "Deployment platform-eu-chat")]
    assert platform.outputs()["deployments"][account]["chat"]["capacity"] == "60"


def test_inserting_a_deployment_in_the_middle_creates_exactly_one(platform: Any, account: str) -> None:
    with platform.settings() as settings:
        settings["accounts"][account]["deployments"]["chat-medium"] = {
            "model": {"name": "gpt-5-nano", "version": "2025-08-07"},
            "sku": {"name": "DataZoneStandard", "capacity": 10},
            "content_filter": "standard",
        }
    # The alert rules name the deployments that they watch, so they change too.
    assert [step.what for step in platform.up() if step.kind != "MetricAlert"] == [
        ("create", "Deployment platform-eu-chat-medium")
    ]
    platform.pulumi("up", "--yes", "--expect-no-changes")


def test_two_deployments_that_are_not_neighbours_can_go_at_once(platform: Any, account: str) -> None:
    with platform.settings() as settings:
        del settings["accounts"][account]["deployments"]["chat"]
        del settings["accounts"][account]["deployments"]["embeddings"]
    assert {step.what for step in platform.up() if step.kind != "MetricAlert"} == {
        ("delete", "Deployment platform-eu-chat"),
        ("delete", "Deployment platform-eu-embeddings"),
    }
    assert agrees(platform)


def test_renaming_a_content_filter_never_leaves_a_deployment_without_one(platform: Any, account: str) -> None:
    with platform.settings() as settings:
        eu = settings["accounts"][account]
        eu["content_filters"]["stricter"] = eu["content_filters"].pop("strict")
        eu["deployments"]["chat"]["content_filter"] = "stricter"
    assert [step.what for step in platform.up()] == [
        ("create", "RaiPolicy platform-eu-stricter"),
        ("update", "Deployment platform-eu-chat"),
        ("delete", "RaiPolicy platform-eu-strict"),
    ]
    assert agrees(platform)


def test_another_model_replaces_that_deployment_only(platform: Any, account: str) -> None:
    with platform.settings() as settings:
        settings["accounts"][account]["deployments"]["chat"]["model"] = {"name": "gpt-5", "version": "2025-08-07"}
    steps = platform.up()
    assert {step.name for step in steps} == {"platform-eu-chat"}
    assert [step.op for step in steps if step.op != "replace"] == ["delete-replaced", "create-replacement"]
    assert agrees(platform)


def test_another_region_brings_a_new_account_with_everything_in_it(platform: Any, account: str) -> None:
    before = {resource["name"] for resource in platform.held()["resources"] if "/accounts/" in resource["type"]}
    with platform.settings() as settings:
        settings["accounts"][account]["location"] = "francecentral"
    platform.up()
    held = platform.held()["resources"]
    accounts = [resource for resource in held if resource["type"] == "Microsoft.CognitiveServices/accounts"]
    assert [resource["location"] for resource in accounts] == ["francecentral"]
    assert {resource["name"] for resource in held if "/accounts/" in resource["type"]} == before
    assert agrees(platform)
    platform.pulumi("up", "--yes", "--expect-no-changes")


def test_another_resource_group_takes_everything_along(platform: Any, account: str) -> None:
    count = len(platform.ids_held())
    with platform.settings() as settings:
        settings["resource_group"] = {"create": {"name": "elsewhere"}}
    platform.up()
    held = platform.ids_held()
    assert len(held) == count
    assert all("/resourcegroups/elsewhere" in id for id in held)
    assert agrees(platform)


def test_drift_is_found_and_put_right(platform: Any) -> None:
    arm = Arm.open(Path(platform.environment["AZURE_EMULATOR_STATE"]))
    chat = next(id for id in platform.ids_held() if id.endswith("/deployments/chat"))
    body = arm.request("GET", chat, api_version="2025-06-01").body or {}
    writable = {"model": body["properties"]["model"], "raiPolicyName": "standard"}
    arm.request("PUT", chat, api_version="2025-06-01", body={"sku": body["sku"], "properties": writable})
    arm.close()
    platform.pulumi("refresh", "--yes")
    assert [step.what for step in platform.up()] == [("update", "Deployment platform-eu-chat")]


def test_destroy_and_purge_leave_nothing_and_the_platform_can_come_back(platform: Any, account: str) -> None:
    platform.pulumi("destroy", "--yes")
    held = platform.held()
    assert held["resources"] == []
    assert len(held["softDeleted"]) == 1
    subprocess.run([sys.executable, "-m", "azure_emulator", "purge"], env=platform.environment, check=True)
    assert platform.held()["softDeleted"] == []
    platform.up()
    assert agrees(platform)


REGIONAL = """
import pulumi
from azure_openai import AccountMonitoring, NetworkIsolation
from pulumi_azure_native import resources

settings = pulumi.Config("azure-openai").require_object("platform")
group = resources.ResourceGroup("group", resource_group_name="rg", location="swedencentral")
place = {"resource_group_name": group.name, "location": settings["location"], "name": settings["name"]}
NetworkIsolation("net", place)
AccountMonitoring("watch", {**place, "accounts": {}})
"""


def test_another_region_or_name_replaces_network_and_workspace_in_order(new_project: Callable[..., Any]) -> None:
    project = new_project(program=REGIONAL)
    project.up()
    with project.settings() as settings:
        settings["location"] = "francecentral"
    replaced = {step.kind for step in project.up() if step.op == "create-replacement"}
    assert replaced >= {"VirtualNetwork", "NetworkSecurityGroup", "Subnet", "Workspace", "SavedSearch"}
    held = {resource["type"]: resource.get("location") for resource in project.held()["resources"]}
    for kind in ("Network/virtualNetworks", "Network/networkSecurityGroups", "OperationalInsights/workspaces"):
        assert held[f"Microsoft.{kind}"] == "francecentral"
    assert agrees(project)

    with project.settings() as settings:
        settings["name"] = "other"
    project.up()
    assert set(project.holds("networkSecurityGroups")) == {"other-nsg"}
    assert agrees(project)

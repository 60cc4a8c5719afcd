"""Building platforms from nothing."""

import json
import subprocess
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any


def test_children_of_an_account_are_written_one_after_another_and_the_endpoint_last(
    new_project: Callable[..., Any],
) -> None:
    marks = new_project(AZURE_EMULATOR_LATENCY="0.01").intervals()
    running: set[str] = set()
    finished: list[str] = []
    for mark, step in marks:
        if step.kind not in ("RaiPolicy", "Deployment", "PrivateEndpoint"):
            continue
        if mark == "begin":
            running.add(step.name + step.kind)
            assert len(running) == 1, running
        else:
            running.discard(step.name + step.kind)
            finished.append(step.kind)
    assert finished == ["RaiPolicy", "RaiPolicy", "Deployment", "Deployment", "Deployment", "PrivateEndpoint"]


def test_the_platform_is_private_keyless_and_filtered(platform: Any) -> None:
    held = platform.held()["resources"]
    account = next(r for r in held if r["type"] == "Microsoft.CognitiveServices/accounts")["properties"]
    assert account["publicNetworkAccess"] == "Disabled"
    assert account["networkAcls"]["defaultAction"] == "Deny"
    assert account["disableLocalAuth"] is True
    assert account["restrictOutboundNetworkAccess"] is True
    deployments = [r["properties"] for r in held if r["type"].endswith("/deployments")]
    assert sorted(properties["raiPolicyName"] for properties in deployments) == ["standard", "standard", "strict"]
    endpoint = next(r for r in held if r["type"] == "Microsoft.Network/privateEndpoints")["properties"]
    assert (
        endpoint["privateLinkServiceConnections"][0]["properties"]["privateLinkServiceConnectionState"]["status"]
        == "Approved"
    )
    group = next(r for r in held if r["type"].endswith("/privateDnsZoneGroups"))["properties"]
    assert group["privateDnsZoneConfigs"][0]["properties"]["recordSets"][0]["fqdn"].endswith(
        "privatelink.openai.azure.com"
    )


def test_the_outputs_tell_how_to_call_and_when_models_retire(platform: Any) -> None:
    outputs = platform.outputs()
    assert outputs["v1_endpoints"]["eu"] == outputs["endpoints"]["eu"] + "openai/v1/"
    assert outputs["entra_scope"] == "https://ai.azure.com/.default"
    assert outputs["deployments"]["eu"]["chat"] == {
        "name": "chat",
        "model": "gpt-5.1",
        "version": "2025-11-13",
        "sku": "DataZoneStandard",
        "capacity": "100",
        "tokens_per_minute": "100000",
        "requests_per_minute": "1000",
        "content_filter": "strict",
        "retirement_date": "2027-05-15",
    }
    kept = outputs["data_handling"]
    assert sorted(kept) == [
        "abuse_monitoring",
        "chat_completions",
        "prompt_caching",
        "responses",
        "stored_completions",
    ]
    assert kept["responses"].endswith("how long: 30 days")


def test_two_accounts_in_one_program(new_project: Callable[..., Any]) -> None:
    project = new_project(AZURE_EMULATOR_LATENCY="0.005")
    with project.settings() as settings:
        settings["accounts"]["us"] = {
            "location": "eastus2",
            "kind": "AIServices",
            "deployments": {
                "chat": {
                    "model": {"name": "gpt-5", "version": "2025-08-07"},
                    "sku": {"name": "DataZoneStandard", "capacity": 20},
                }
            },
        }
    project.up()
    project.pulumi("up", "--yes", "--expect-no-changes")
    held = project.held()["resources"]
    assert sorted(r["location"] for r in held if r["type"] == "Microsoft.CognitiveServices/accounts") == [
        "eastus2",
        "swedencentral",
    ]
    assert len([r for r in held if r["type"] == "Microsoft.Network/privateDnsZones"]) == 3
    assert project.ids_held() == project.ids_in_state()


def test_a_conflict_is_waited_out(new_project: Callable[..., Any], tmp_path: Path) -> None:
    faults = tmp_path / "faults.json"
    faults.write_text(json.dumps([{"match": "PUT */deployments/chat", "kind": "conflict", "times": 1}]))
    project = new_project(AZURE_EMULATOR_FAULTS=str(faults))
    project.up()
    assert project.ids_held() == project.ids_in_state()


def test_a_lost_answer_and_throttling_lose_nothing(new_project: Callable[..., Any], tmp_path: Path) -> None:
    faults = tmp_path / "faults.json"
    planned = [
        {"match": "PUT */raiPolicies/strict", "kind": "lost_answer", "times": 1},
        {"match": "PUT */deployments/*", "kind": "throttled", "times": 2},
        {"match": "GET */accounts/*", "kind": "server_error", "times": 1},
    ]
    faults.write_text(json.dumps(planned))
    project = new_project(AZURE_EMULATOR_FAULTS=str(faults))
    project.up()
    assert project.ids_held() == project.ids_in_state()


def test_two_engine_processes_at_once_on_one_emulator(new_project: Callable[..., Any]) -> None:
    projects = [new_project(name) for name in ("one", "two")]
    for number, project in enumerate(projects):
        with project.settings() as settings:
            settings["name"] = f"team{number}"
            for deployment in settings["accounts"]["eu"]["deployments"].values():
                deployment["sku"]["capacity"] = 30
    with ThreadPoolExecutor() as pool:
        list(pool.map(lambda project: project.up(), projects))
    assert projects[0].ids_held() == projects[0].ids_in_state() | projects[1].ids_in_state()


AUTOMATION = """
import yaml
from pulumi import automation
from azure_openai import OpenAIPlatform

settings = yaml.safe_load(open("stacks/Pulumi.local.yaml"))["config"]["azure-openai:platform"]
for deployment in settings["accounts"]["eu"]["deployments"].values():
    deployment["sku"]["capacity"] = 30

for name in ("first", "second"):
    def program(name=name):
        OpenAIPlatform(name, {**settings, "name": name})
    stack = automation.create_stack(stack_name=name, project_name="automated", program=program)
    result = stack.up()
    print(name, result.summary.result)
"""


def test_two_stacks_in_one_automation_process(new_project: Callable[..., Any]) -> None:
    project = new_project()
    script = project.folder / "automate.py"
    script.write_text(AUTOMATION)
    command = ["python", str(script)]
    done = subprocess.run(
        command, cwd=project.folder, env=project.environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["first succeeded", "second succeeded"]

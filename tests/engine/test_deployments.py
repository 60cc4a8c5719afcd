"""Deployments of an account on the real engine: what can be asked for, and what happens when it changes."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from azure_openai_catalog import skus

FINE_TUNED = "gpt-4.1-mini-2025-04-14.ft-b044a9d3cf9c4228b5d393567f693b83"

RENAMED_FORMAT = """
source: announcement
as_of: 2026-11-23
models:
  models:
    gpt-oss-120b: {format: OpenAI-Weights}
"""


def deployment(sku: str = "GlobalStandard", capacity: int = 10, model: str = "gpt-5.1", **more: Any) -> dict[str, Any]:
    versions = {"gpt-5.1": "2025-11-13", "gpt-5-mini": "2025-08-07"}
    return {
        "model": {"name": model, "version": versions.get(model, "1")},
        "sku": {"name": sku, "capacity": capacity},
        **more,
    }


def agrees(project: Any) -> bool:
    assert project.ids_held() == project.ids_in_state()
    return True


def test_every_sku_a_fine_tuned_model_and_another_format_are_deployed(new_account: Callable[..., Any]) -> None:
    provisioned = {"ProvisionedManaged": 50, "DataZoneProvisionedManaged": 15, "GlobalProvisionedManaged": 15}
    deployments = {name.lower(): deployment(name, provisioned.get(name, 10)) for name in skus.names()}
    deployments["developertier"] = deployment("DeveloperTier", model=FINE_TUNED)
    deployments["tuned"] = deployment("Standard", model=FINE_TUNED)
    deployments["open"] = deployment(model="gpt-oss-120b")
    project = new_account(kind="AIServices", deployments=deployments)
    project.up()
    held = project.holds("accounts/deployments")
    assert {name: body["sku"]["name"].lower() for name, body in held.items()} == {
        **{name.lower(): name.lower() for name in skus.names()},
        "tuned": "standard",
        "open": "globalstandard",
    }
    assert held["tuned"]["properties"]["model"] == {"format": "OpenAI", "name": FINE_TUNED, "version": "1"}
    assert held["open"]["properties"]["model"]["format"] == "OpenAI-OSS"
    told = project.outputs()["deployments"]
    assert (told["standard"]["tokens_per_minute"], told["standard"]["requests_per_minute"]) == ("10000", "100")
    assert told["provisionedmanaged"]["tokens_per_minute"] == "not known"
    assert told["tuned"]["retirement_date"] == "2027-10-14"
    project.pulumi("up", "--yes", "--expect-no-changes")
    project.pulumi("destroy", "--yes")
    assert project.ids_held() == set()


def test_what_can_change_in_place_changes_in_one_update(new_account: Callable[..., Any]) -> None:
    project = new_account(
        content_filters={"strict": {"preset": "strict"}},
        deployments={
            "chat": {**deployment("Standard", model="gpt-4o"), "model": {"name": "gpt-4o", "version": "2024-08-06"}}
        },
    )
    project.up()
    changed = {
        "model": {"name": "gpt-4o", "version": "2024-11-20"},
        "sku": {"name": "GlobalStandard", "capacity": 20},
        "content_filter": "strict",
    }
    steps = project.change(deployments={"chat": changed}).up()
    assert ("update", "Deployment ai-chat") in [step.what for step in steps]
    assert {step.name for step in steps} == {"ai-chat", "ai-default"}
    held = project.holds("accounts/deployments")["chat"]
    assert held["sku"] == {"name": "GlobalStandard", "capacity": 20}
    assert held["properties"]["model"]["version"] == "2024-11-20"
    assert held["properties"]["raiPolicyName"] == "strict"


def test_another_name_replaces_the_deployment_and_what_spills_over_to_it(new_account: Callable[..., Any]) -> None:
    def deployments(**overflow: Any) -> dict[str, Any]:
        return {
            "base": deployment("DataZoneProvisionedManaged", 15, spillover="overflow"),
            "neighbour": deployment(),
            "overflow": deployment("DataZoneStandard", **overflow),
        }

    project = new_account(deployments=deployments())
    project.up()
    steps = project.change(deployments=deployments(name="spill")).up()
    assert [step.what for step in steps if step.op != "replace"] == [
        ("delete-replaced", "Deployment ai-base"),
        ("delete-replaced", "Deployment ai-overflow"),
        ("create-replacement", "Deployment ai-overflow"),
        ("create-replacement", "Deployment ai-base"),
    ]
    held = project.holds("accounts/deployments")
    assert set(held) == {"base", "neighbour", "spill"}
    assert held["base"]["properties"]["spilloverDeploymentName"] == "spill"
    assert agrees(project)


def test_another_format_replaces_the_deployment(new_account: Callable[..., Any], tmp_path: Path) -> None:
    project = new_account(
        kind="AIServices", deployments={"neighbour": deployment(), "open": deployment(model="gpt-oss-120b")}
    )
    project.up()
    # No model has two formats; here its publisher's gets another name in Azure.
    overlay = tmp_path / "overlay.yaml"
    overlay.write_text(RENAMED_FORMAT)
    project.environment["AZURE_OPENAI_CATALOG_OVERLAY"] = str(overlay)
    renamed = deployment(model="gpt-oss-120b")
    renamed["model"]["format"] = "OpenAI-Weights"
    steps = project.change(deployments={"neighbour": deployment(), "open": renamed}).up()
    assert [step.what for step in steps if step.op != "replace"] == [
        ("delete-replaced", "Deployment ai-open"),
        ("create-replacement", "Deployment ai-open"),
    ]
    held = project.holds("accounts/deployments")["open"]["properties"]["model"]
    assert held == {"format": "OpenAI-Weights", "name": "gpt-oss-120b", "version": "1"}
    assert agrees(project)


def test_azure_may_move_an_automatic_version_and_the_stack_does_not_fight_back(new_account: Callable[..., Any]) -> None:
    chat = deployment()
    project = new_account(
        deployments={"chat": {**chat, "model": {"name": "gpt-audio-mini", "version": "2025-10-06"}}, "other": chat}
    )
    project.up()

    def automatic(capacity: int) -> dict[str, Any]:
        sku = {"name": "GlobalStandard", "capacity": capacity}
        return {"model": {"name": "gpt-audio-mini"}, "version_policy": "auto", "sku": sku}

    deployments = {"chat": automatic(10), "other": chat}
    assert [step.what for step in project.change(deployments=deployments).up()] == [("update", "Deployment ai-chat")]
    assert project.outputs()["deployments"]["chat"]["version"] == "2025-10-06"

    upgrade = [sys.executable, "-m", "azure_emulator", "upgrade", "all"]
    subprocess.run(upgrade, env=project.environment, check=True)
    project.pulumi("refresh", "--yes")
    deployments["chat"] = automatic(20)
    assert [step.what for step in project.change(deployments=deployments).up()] == [("update", "Deployment ai-chat")]
    held = project.holds("accounts/deployments")["chat"]
    assert (held["properties"]["model"]["version"], held["sku"]["capacity"]) == ("2025-12-15", 20)
    told = project.outputs()["deployments"]["chat"]
    assert (told["version"], told["capacity"]) == ("2025-12-15", "20")
    project.pulumi("up", "--yes", "--expect-no-changes")


def test_what_spills_over_comes_after_its_target_and_is_replaced_with_it(new_account: Callable[..., Any]) -> None:
    def pair(model: str) -> dict[str, Any]:
        return {
            "base": deployment("DataZoneProvisionedManaged", 15, model, spillover="zz-overflow"),
            "zz-overflow": deployment("DataZoneStandard", 10, model),
            "neighbour": deployment("GlobalStandard", 10),
        }

    project = new_account(deployments=pair("gpt-5.1"))
    created = [step.name for step in project.up() if step.kind == "Deployment"]
    assert created == ["ai-neighbour", "ai-zz-overflow", "ai-base"]
    held = project.holds("accounts/deployments")["base"]
    assert held["properties"]["spilloverDeploymentName"] == "zz-overflow"

    steps = project.change(deployments=pair("gpt-5-mini")).up()
    assert [step.what for step in steps if step.op != "replace"] == [
        ("delete-replaced", "Deployment ai-base"),
        ("delete-replaced", "Deployment ai-zz-overflow"),
        ("create-replacement", "Deployment ai-zz-overflow"),
        ("create-replacement", "Deployment ai-base"),
    ]
    assert agrees(project)

    alone = {**pair("gpt-5-mini"), "base": deployment("DataZoneProvisionedManaged", 15, "gpt-5-mini")}
    del alone["zz-overflow"]
    steps = project.change(deployments=alone).up()
    assert [step.what for step in steps] == [
        ("update", "Deployment ai-base"),
        ("delete", "Deployment ai-zz-overflow"),
    ]
    assert agrees(project)


def test_a_protected_deployment_stays_and_a_retained_one_is_left_in_azure(new_account: Callable[..., Any]) -> None:
    keep, leave = deployment(protect=True), deployment(retain_on_delete=True)
    project = new_account(deployments={"keep": keep, "leave": leave})
    project.up()
    project.change(deployments={"leave": leave})
    refusal = project.pulumi("up", "--yes", "--skip-preview", fails=True)
    assert "ai-keep" in refusal and "protected" in refusal

    unprotected = {"keep": deployment(), "new": deployment()}
    assert [step.what for step in project.change(deployments=unprotected).up()] == [
        ("create", "Deployment ai-new"),
        ("delete", "Deployment ai-leave"),
    ]
    assert set(project.holds("accounts/deployments")) == {"keep", "leave", "new"}
    assert {id.rsplit("/", 1)[-1] for id in project.ids_held() - project.ids_in_state()} == {"leave"}

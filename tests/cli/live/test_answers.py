"""`--live`: what Azure answers, and what becomes of its refusals."""

import json
from pathlib import Path
from typing import Any

import pytest

from ..conftest import Command
from .conftest import SUBSCRIPTION, deleted, model, usage


def test_quota_takes_azures_figures(command: Command, project: Path, azure) -> None:
    asked = azure(
        {
            "/deletedAccounts": (200, {"value": [deleted("old-account")]}),
            "/locations/swedencentral/usages": (
                200,
                {"value": [usage("OpenAI.DataZoneStandard.gpt-5.1", 450, 500), usage("OpenAI.S0.AccountCount", 1, 30)]},
            ),
        }
    ).asked
    ran = command("quota", "--live", "--subscription", SUBSCRIPTION, "--json")
    assert ran.code == 3
    pool = next(pool for pool in ran.document["pools"] if pool["pool"]["counter"].endswith("gpt-5.1"))
    assert (pool["held_by_others"], pool["limit"], pool["limit_from"]) == (450, 500, "Azure's usages")
    assert "old-account" in ran.err
    assert "Take it off: `pulumi stack export > FILE`, --held FILE." in ran.err
    assert {request.headers["Authorization"] for request in asked} == {"Bearer token-of-the-test"}


def test_what_the_stacks_hold_already_is_taken_off(command: Command, project: Path, azure) -> None:
    azure(
        {
            "/deletedAccounts": (200, {"value": []}),
            "/locations/swedencentral/usages": (200, {"value": [usage("OpenAI.DataZoneStandard.gpt-5.1", 450, 500)]}),
        }
    )
    account = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/rg/providers/Microsoft.CognitiveServices/accounts/a"
    resources = [
        {"urn": "urn:pulumi:local::p::azure-native:cognitiveservices:Account::a",
         "type": "azure-native:cognitiveservices:Account", "id": account, "inputs": {"location": "swedencentral"}},
        {"urn": "urn:pulumi:local::p::azure-native:cognitiveservices:Deployment::c",
         "type": "azure-native:cognitiveservices:Deployment", "id": f"{account}/deployments/c",
         "inputs": {"sku": {"name": "DataZoneStandard", "capacity": 400}, "properties": {
             "model": {"name": "gpt-5.1", "version": "2025-11-13", "format": "OpenAI"}}}},
    ]  # fmt: skip
    (project / "state.json").write_text(json.dumps({"deployment": {"resources": resources}}))
    ran = command("quota", "--live", "--subscription", SUBSCRIPTION, "--held", "state.json", "--json")
    assert ran.code == 0
    pool = next(pool for pool in ran.document["pools"] if pool["pool"]["counter"].endswith("gpt-5.1"))
    assert pool["held_by_others"] == 50
    assert "--held" not in ran.err
    (alone,) = command("quota", "--live", "--subscription", SUBSCRIPTION, "--state", "state.json", "--json").document[
        "pools"
    ]
    assert (alone["wanted"], alone["held_by_others"]) == (400, 50)


def test_models_of_a_region_come_once_each_with_our_words_for_their_stage(command: Command, azure) -> None:
    rows = [
        model("gpt-5.1", "2025-11-13", isDefaultVersion=True, deprecation={"inference": "2027-05-15T00:00:00Z"}),
        model("gpt-5.1", "2025-11-13"),
        model("gpt-4o", "2024-05-13", "Deprecating"),
        model("new-model", "1", "Preview"),
    ]
    azure({"/locations/swedencentral/models": (200, {"value": rows})})
    ran = command("models", "--live", "--region", "Sweden Central", "--subscription", SUBSCRIPTION, "--json")
    found = {one["model"]: one for one in ran.document["models"]}
    assert {name: one["stage"] for name, one in found.items()} == {
        "gpt-5.1": "ga",
        "gpt-4o": "deprecated",
        "new-model": "preview",
    }
    assert len(ran.document["models"]) == 3
    misspelt = command(
        "models", "--live", "--region", "swedencentral", "--subscription", SUBSCRIPTION, "--name", "gtp-5"
    )
    assert misspelt.code == 2
    assert "Azure in swedencentral has no model whose name contains 'gtp-5'. Nearest: gpt-5.1" in misspelt.err


def test_free_capacity_is_shown_where_there_is_most(command: Command, azure) -> None:
    def row(region: str, free: float) -> dict[str, Any]:
        return {"location": region, "properties": {"skuName": "GlobalProvisionedManaged", "availableCapacity": free}}

    asked = azure({"/modelCapacities": (200, {"value": [row("eastus", 10), row("swedencentral", 300)]})}).asked
    ran = command("models", "show", "gpt-5.1", "--live", "--subscription", SUBSCRIPTION, "--json")
    assert [one["region"] for one in ran.document["free"]] == ["swedencentral", "eastus"]
    assert "modelVersion=2025-11-13" in asked[0].url


def test_a_region_that_is_misspelt_is_told_with_the_nearest(command: Command, project: Path, change, azure) -> None:
    change("location: swedencentral", "location: swedencentrall")
    refusal = {"error": {"code": "NoRegisteredProviderFound", "message": "No provider in swedencentrall"}}
    azure(
        {"/deletedAccounts": (200, {"value": []}), "/locations/swedencentrall/usages": (400, refusal)},
    )
    ran = command("quota", "--live", "--subscription", SUBSCRIPTION)
    assert ran.code == 5
    assert "no region 'swedencentrall'. Nearest: swedencentral" in ran.err
    assert "Check subscription and region." in ran.err and "Try again later" not in ran.err


def test_azure_refusing_or_out_of_reach_is_told_with_a_code_of_its_own(command: Command, azure) -> None:
    azure({"/locations/eastus/models": (403, {"error": {"code": "AuthorizationFailed", "message": "no right"}})})
    refused = command("models", "--live", "--region", "eastus", "--subscription", SUBSCRIPTION)
    assert refused.code == 5
    assert "AuthorizationFailed" in refused.err and "You need a role" in refused.err
    unreachable = command("models", "--live", "--region", "westus", "--subscription", SUBSCRIPTION)
    assert unreachable.code == 5
    assert "could not be reached: no route to host. Check" in unreachable.err


def test_live_needs_a_subscription_and_a_region(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("AZURE_SUBSCRIPTION_ID", "ARM_SUBSCRIPTION_ID"):
        monkeypatch.delenv(variable, raising=False)
    assert "No subscription is given." in command("models", "--live", "--region", "eastus").err
    ran = command("models", "--live")
    assert ran.code == 2
    assert "--region" in ran.err

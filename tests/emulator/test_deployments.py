"""Deployments, content filters, blocklists and quota."""

from collections.abc import Callable
from typing import Any

import pytest

ACCOUNT = "Microsoft.CognitiveServices/accounts/ai"
CHAT = f"{ACCOUNT}/deployments/chat"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"model": "gpt-9"},
            "DeploymentModelNotSupported: The model 'Format:OpenAI,Name:gpt-9,Version:2025-11-13' of account",
        ),
        ({"version": "2020-01-01"}, "DeploymentModelNotSupported"),
        (
            {"model": "gpt-5-chat", "version": "2025-08-07"},
            "ServiceModelDeprecated: The model 'Format:OpenAI,Name:gpt-5-chat,Version:2025-08-07' has been deprecated since 06/29/2026",
        ),
        ({"sku": "S0"}, "InvalidResourceProperties: The deployment sku name 'S0' is invalid."),
        (
            {"model": "gpt-5-codex", "version": "2025-09-15"},
            "The specified SKU 'DataZoneStandard' of account deployment is not supported by the model 'gpt-5-codex' version: '2025-09-15'.",
        ),
        (
            {"sku": "Standard", "model": "whisper", "version": "001", "capacity": 0},
            "The capacity '0' of deployment is not valid.",
        ),
        (
            {"sku": "ProvisionedManaged", "model": "gpt-5-mini", "version": "2025-08-07", "capacity": 30},
            "The capacity '30' of deployment is not valid: at least 25, in steps of 25.",
        ),
        (
            {"raiPolicyName": "mine"},
            "The specified RaiPolicyName 'mine' is not found, please update it to a valid value.",
        ),
    ],
)
def test_what_azure_does_not_serve_is_refused_in_its_words(
    azure: Any, bodies: Any, changes: dict[str, Any], expected: str
) -> None:
    azure.with_account()
    assert expected in azure.refused("PUT", CHAT, bodies.deployment(**changes))


def test_a_sku_that_the_region_lacks(azure: Any, bodies: Any) -> None:
    azure.with_account()
    body = bodies.deployment(model="gpt-6-sol", version="2026-09-22", sku="ProvisionedManaged", capacity=50)
    assert "is not supported in this region 'swedencentral'." in azure.refused("PUT", CHAT, body)


def test_defaults_are_filled_in_and_left_out_ones_are_reset(azure: Any) -> None:
    azure.with_account()
    azure.deploy(version=None, versionUpgradeOption="NoAutoUpgrade")
    held = azure.get(CHAT)["properties"]
    assert (held["model"]["version"], held["raiPolicyName"], held["versionUpgradeOption"]) == (
        "2025-11-13",
        "Microsoft.DefaultV2",
        "NoAutoUpgrade",
    )
    azure.deploy()
    assert azure.get(CHAT)["properties"]["versionUpgradeOption"] == "OnceCurrentVersionExpired"


def test_a_pay_per_token_deployment_keeps_its_model(azure: Any, bodies: Any) -> None:
    azure.with_account()
    azure.deploy()
    other = {"model": "gpt-5", "version": "2025-08-07"}
    assert (
        azure.refused("PUT", CHAT, bodies.deployment(**other))
        == "400 CannotChangeDeploymentModel: The model of deployment cannot be changed."
    )
    assert "Cannot change capacity and model at the same time" in azure.refused(
        "PUT", CHAT, bodies.deployment(**other, capacity=20)
    )


def test_a_provisioned_deployment_may_change_its_model(azure: Any) -> None:
    azure.with_account()
    azure.deploy(model="gpt-5", version="2025-08-07", sku="DataZoneProvisionedManaged", capacity=15)
    azure.deploy(sku="DataZoneProvisionedManaged", capacity=15)
    assert azure.get(CHAT)["properties"]["model"]["name"] == "gpt-5.1"


def test_a_content_filter_is_needed_before_it_is_named_and_as_long_as_it_is(azure: Any) -> None:
    azure.with_account()
    policy = f"{ACCOUNT}/raiPolicies/strict"
    azure.put(policy, {"properties": {}})
    azure.deploy(raiPolicyName="STRICT")
    assert "is used by deployment 'chat'" in azure.refused("DELETE", policy)
    azure.delete(CHAT)
    azure.delete(policy)


def test_filters_that_were_not_listed_are_read_back(azure: Any) -> None:
    azure.with_account()
    listed = {"name": "Hate", "source": "Completion", "severityThreshold": "Low"}
    azure.put(f"{ACCOUNT}/raiPolicies/p", {"properties": {"contentFilters": [listed]}})
    filters = azure.get(f"{ACCOUNT}/raiPolicies/p")["properties"]["contentFilters"]
    assert filters[0] == {**listed, "enabled": True, "blocking": True}
    assert {(f["name"], f["source"]) for f in filters} >= {
        ("Hate", "Prompt"),
        ("Jailbreak", "Prompt"),
        ("Protected Material Code", "Completion"),
    }
    assert len({(f["name"], f["source"]) for f in filters}) == len(filters)


@pytest.mark.parametrize(
    "entry",
    [
        {"name": "Rudeness", "source": "Prompt"},
        {"name": "Jailbreak", "source": "Completion"},
        {"name": "Jailbreak", "source": "Prompt", "severityThreshold": "Low"},
        {"name": "Hate", "source": "Prompt", "severityThreshold": "Severe"},
        {"name": "Hate", "source": "Prompt", "blocking": False},
    ],
)
def test_a_wrong_filter_is_refused(azure: Any, entry: dict[str, Any]) -> None:
    azure.with_account()
    body = {"properties": {"contentFilters": [entry]}}
    assert azure.refused("PUT", f"{ACCOUNT}/raiPolicies/p", body).startswith("400 Resource has invalid content filter")


def test_system_policies_are_there_and_cannot_be_written(azure: Any) -> None:
    azure.with_account()
    assert azure.get(f"{ACCOUNT}/raiPolicies/Microsoft.DefaultV2")["properties"]["type"] == "SystemManaged"
    assert "is reserved" in azure.refused("PUT", f"{ACCOUNT}/raiPolicies/Microsoft.Mine", {"properties": {}})


def test_a_blocklist_is_needed_by_the_filter_that_names_it(azure: Any) -> None:
    azure.with_account()
    named = {"properties": {"customBlocklists": [{"blocklistName": "words", "blocking": True, "source": "Prompt"}]}}
    assert "The blocklist 'words' is not found." in azure.refused("PUT", f"{ACCOUNT}/raiPolicies/p", named)
    blocklist = f"{ACCOUNT}/raiBlocklists/words"
    azure.put(blocklist, {"properties": {}})
    azure.put(f"{blocklist}/raiBlocklistItems/one", {"properties": {"pattern": "secret"}})
    azure.put(f"{ACCOUNT}/raiPolicies/p", named)
    assert "is used by RaiPolicy 'p'" in azure.refused("DELETE", blocklist)
    azure.delete(f"{ACCOUNT}/raiPolicies/p")
    azure.delete(blocklist)
    assert "ResourceNotFound" in azure.refused("GET", f"{blocklist}/raiBlocklistItems/one")
    too_long = {"properties": {"pattern": "x" * 1001}}
    azure.put(blocklist, {"properties": {}})
    assert "1 to 1000 characters" in azure.refused("PUT", f"{blocklist}/raiBlocklistItems/long", too_long)


def test_quota_is_shared_as_far_as_the_sku_says(azure: Any, bodies: Any) -> None:
    azure.with_account()
    azure.deploy(capacity=250)
    second = bodies.deployment(capacity=60)
    counter = "Tokens Per Minute (thousands) - gpt-5.1 - DataZoneStandard"
    assert azure.refused("PUT", f"{ACCOUNT}/deployments/second", second) == (
        f"400 InsufficientQuota: This operation require 60 new capacity in quota {counter}, which is bigger than the current "
        f"available capacity 50. The current quota usage is 250 and the quota limit is 300 for quota {counter}."
    )
    azure.deploy("second", capacity=50)
    azure.deploy(capacity=200)
    zone_neighbour, other_zone = "Microsoft.CognitiveServices/accounts/fr", "Microsoft.CognitiveServices/accounts/us"
    azure.put(zone_neighbour, {**bodies.account(customSubDomainName="fr"), "location": "francecentral"})
    azure.put(other_zone, {**bodies.account(customSubDomainName="us"), "location": "eastus2"})
    assert "InsufficientQuota" in azure.refused("PUT", f"{zone_neighbour}/deployments/chat", second)
    azure.put(f"{other_zone}/deployments/chat", second)


def test_a_deleted_account_still_holds_its_quota(azure: Any, bodies: Any) -> None:
    azure.with_account()
    azure.deploy(capacity=300)
    azure.delete("")
    azure.put("", {"location": "swedencentral"})
    other = "Microsoft.CognitiveServices/accounts/other"
    azure.put(other, bodies.account(customSubDomainName="other"))
    assert "InsufficientQuota" in azure.refused("PUT", f"{other}/deployments/chat", bodies.deployment(capacity=1))


def test_a_higher_tier_has_more_quota(make_azure: Callable[..., Any]) -> None:
    make_azure(quota_tier=6).with_account().deploy(capacity=4000)


def test_a_deployment_is_kept_while_others_spill_over_to_it(azure: Any) -> None:
    azure.with_account()
    azure.deploy("standard")
    azure.deploy("ptu", sku="DataZoneProvisionedManaged", capacity=15, spilloverDeploymentName="standard")
    assert "is the spillover target of 'ptu'" in azure.refused("DELETE", f"{ACCOUNT}/deployments/standard")


def test_an_account_takes_thirty_two_deployments(azure: Any, bodies: Any) -> None:
    azure.with_account()
    for number in range(32):
        azure.deploy(f"d{number}", capacity=1)
    assert "DeploymentLimitReached" in azure.refused("PUT", f"{ACCOUNT}/deployments/d33", bodies.deployment(capacity=1))

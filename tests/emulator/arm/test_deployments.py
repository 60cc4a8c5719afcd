"""Deployments: models, SKUs, spillover and quota."""

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


def test_a_provisioned_deployment_spills_over_to_the_same_model_paid_per_token(azure: Any, bodies: Any) -> None:
    azure.with_account()
    azure.deploy("standard", sku="GlobalStandard")
    azure.deploy("other", model="gpt-5", version="2025-08-07")
    ptu = {"sku": "DataZoneProvisionedManaged", "capacity": 15}
    azure.deploy("ptu", **ptu, spilloverDeploymentName="standard")
    refused = {
        "missing": "The specified SpilloverDeploymentName 'missing' is not found.",
        "ptu": "The spillover deployment 'ptu' has SKU 'DataZoneProvisionedManaged': use a standard one.",
        "other": "The spillover deployment 'other' serves gpt-5 2025-08-07, not gpt-5.1 2025-11-13.",
    }
    for target, expected in refused.items():
        body = bodies.deployment(**ptu, spilloverDeploymentName=target)
        assert expected in azure.refused("PUT", f"{ACCOUNT}/deployments/second", body)
    paid_per_token = bodies.deployment(spilloverDeploymentName="standard")
    assert "takes no SpilloverDeploymentName" in azure.refused("PUT", CHAT, paid_per_token)
    assert "is the spillover target of 'ptu'" in azure.refused("DELETE", f"{ACCOUNT}/deployments/standard")


TUNED = "gpt-4.1-mini-2025-04-14.ft-0123456789abcdef0123456789abcdef-support"


@pytest.mark.parametrize("sku", ["DeveloperTier", "Standard", "DataZoneStandard", "GlobalStandard"])
def test_a_fine_tuned_model_is_deployed_by_its_name(azure: Any, sku: str) -> None:
    azure.with_account()
    azure.deploy(model=TUNED, version=None, sku=sku)
    assert azure.get(CHAT)["properties"]["model"] == {"format": "OpenAI", "name": TUNED, "version": "1"}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"sku": "DeveloperTier"},
            "The specified SKU 'DeveloperTier' of account deployment is not supported by the model",
        ),
        (
            {"model": "gpt-5-2025-08-07.ft-0a1b-x", "version": "1", "sku": "DeveloperTier"},
            "is not supported by the model",
        ),
        ({"model": "gpt-9-2030-01-01.ft-0a1b-x", "version": "1"}, "DeploymentModelNotSupported"),
        ({"model": "gpt-5.1-2025-11-13.ft-0a1b-x", "version": "1"}, "DeploymentModelNotSupported"),
        ({"model": TUNED, "version": "2"}, "DeploymentModelNotSupported"),
    ],
)
def test_what_cannot_be_fine_tuned_is_refused(azure: Any, bodies: Any, changes: dict[str, Any], expected: str) -> None:
    azure.with_account()
    assert expected in azure.refused("PUT", CHAT, bodies.deployment(**changes))


def test_an_account_takes_ten_fine_tuned_models(azure: Any, bodies: Any) -> None:
    azure.with_account()
    for number in range(10):
        azure.deploy(f"d{number}", model=TUNED, version="1", capacity=1)
    azure.deploy("d0", model=TUNED, version="1", capacity=2)
    tenth = bodies.deployment(model=TUNED, version="1")
    assert "DeploymentLimitReached" in azure.refused("PUT", CHAT, tenth)
    azure.deploy()


@pytest.mark.parametrize("sku", ["GlobalBatch", "DataZoneBatch"])
def test_batch_deployments(azure: Any, sku: str) -> None:
    azure.with_account()
    azure.deploy(sku=sku, model="gpt-4.1", version="2025-04-14", capacity=5000)
    assert "rateLimits" not in azure.get(CHAT)["properties"]


def test_an_account_of_kind_openai_takes_openai_models_only(azure: Any, bodies: Any) -> None:
    azure.with_account()
    body = bodies.deployment(model="gpt-oss-120b", version="1", sku="GlobalStandard")
    body["properties"]["model"]["format"] = "OpenAI-OSS"
    assert "DeploymentModelNotSupported: The model 'Format:OpenAI-OSS,Name:gpt-oss-120b" in azure.refused(
        "PUT", CHAT, body
    )
    azure.put(ACCOUNT, {**bodies.account(), "kind": "AIServices"})
    azure.put(CHAT, body)
    assert "cannot be changed to OpenAI while deployment 'chat' has model format 'OpenAI-OSS'" in azure.refused(
        "PUT", ACCOUNT, bodies.account()
    )
    azure.delete(CHAT)
    azure.put(ACCOUNT, bodies.account())


def test_an_account_takes_thirty_two_deployments(azure: Any, bodies: Any) -> None:
    azure.with_account()
    for number in range(32):
        azure.deploy(f"d{number}", capacity=1)
    assert "DeploymentLimitReached" in azure.refused("PUT", f"{ACCOUNT}/deployments/d33", bodies.deployment(capacity=1))

"""Quota: who shares a pool with whom."""

from typing import Any

import pytest

from azure_openai_catalog import quotas

FIRST = "Microsoft.CognitiveServices/accounts/ai"
SECOND = "Microsoft.CognitiveServices/accounts/second"


@pytest.mark.parametrize(
    ("sku", "region", "shared"),
    [
        ("GlobalStandard", "swedencentral", True),
        ("GlobalStandard", "eastus2", True),
        ("DataZoneStandard", "francecentral", True),
        ("DataZoneStandard", "eastus2", False),
        ("datazonestandard", "francecentral", True),
    ],
)
def test_a_pool_reaches_as_far_as_the_scope_of_its_sku(
    azure: Any, bodies: Any, sku: str, region: str, shared: bool
) -> None:
    limit = quotas.default_limit("gpt-5.1", "2025-11-13", sku, 1)
    azure.with_account()
    azure.deploy(sku=sku, capacity=limit)
    azure.put(SECOND, {**bodies.account(customSubDomainName="second"), "location": region})
    answer = azure.request("PUT", f"{SECOND}/deployments/chat", bodies.deployment(sku=sku, capacity=1))
    assert answer.status == (400 if shared else 201)


def test_models_and_skus_have_pools_of_their_own(azure: Any) -> None:
    azure.with_account()
    azure.deploy("full", capacity=300)
    azure.deploy("global", sku="GlobalStandard")
    azure.deploy("older", model="gpt-5", version="2025-08-07")


def test_an_update_asks_only_for_the_difference(azure: Any, bodies: Any) -> None:
    azure.with_account()
    azure.deploy("one", capacity=200)
    azure.deploy("two", capacity=100)
    azure.deploy("one", capacity=150)
    azure.deploy("two", capacity=150)
    assert "available capacity 150" in azure.refused("PUT", f"{FIRST}/deployments/two", bodies.deployment(capacity=151))


def test_a_change_of_sku_moves_between_pools(azure: Any) -> None:
    azure.with_account()
    azure.deploy("one", capacity=300)
    azure.deploy("one", sku="GlobalStandard", capacity=300)
    azure.deploy("two", capacity=300)


def test_a_full_pool_takes_nothing_from_another_pool(azure: Any, bodies: Any) -> None:
    azure.with_account()
    azure.deploy("one", capacity=300)
    azure.deploy("two", sku="GlobalStandard", capacity=300)
    assert "InsufficientQuota" in azure.refused("PUT", f"{FIRST}/deployments/two", bodies.deployment(capacity=300))


def test_capacity_is_free_again_once_a_deployment_is_gone(slow: Any, bodies: Any) -> None:
    slow.with_account()
    slow.wait(100)
    slow.deploy(capacity=300)
    slow.put(SECOND, bodies.account(customSubDomainName="second"))
    slow.wait(100)
    slow.delete(f"{FIRST}/deployments/chat")
    assert "InsufficientQuota" in slow.refused("PUT", f"{SECOND}/deployments/chat", bodies.deployment(capacity=1))
    slow.wait(100)
    slow.put(f"{SECOND}/deployments/chat", bodies.deployment(capacity=300))


def test_models_of_the_highest_tiers_have_no_quota_below(azure: Any, bodies: Any, make_azure: Any) -> None:
    body = bodies.deployment(model="gpt-6-sol", version="2026-09-22", capacity=1)
    azure.with_account()
    assert "the quota limit is 0" in azure.refused("PUT", f"{FIRST}/deployments/chat", body)
    make_azure(quota_tier=5).put(f"{FIRST}/deployments/chat", body)


def test_a_purge_gives_back_what_soft_delete_holds(azure: Any, bodies: Any) -> None:
    azure.with_account()
    azure.deploy(capacity=300)
    azure.delete("")
    listed = "/subscriptions/00000000-0000-0000-0000-000000000000/providers/Microsoft.CognitiveServices/deletedAccounts"
    (deleted,) = azure.get(listed)["value"]
    azure.delete(deleted["id"])
    azure.with_account()
    azure.deploy(capacity=300)

"""What Azure does to deployments by itself, asked for on the command line."""

from typing import Any

import pytest

ACCOUNT = "Microsoft.CognitiveServices/accounts/ai"
OLD, NEW = "2025-10-06", "2025-12-15"
"""Two versions of gpt-audio-mini."""


def deploy(azure: Any, name: str, **changes: Any) -> None:
    azure.deploy(name, **{"model": "gpt-audio-mini", "version": OLD, "sku": "GlobalStandard", "capacity": 1, **changes})


def version(azure: Any, name: str) -> str:
    return azure.get(f"{ACCOUNT}/deployments/{name}")["properties"]["model"]["version"]


def test_deployments_move_to_the_newest_version_unless_they_refuse(azure: Any, command: Any) -> None:
    azure.with_account()
    deploy(azure, "default")
    deploy(azure, "eager", versionUpgradeOption="OnceNewDefaultVersionAvailable")
    deploy(azure, "pinned", versionUpgradeOption="NoAutoUpgrade")
    printed = command("upgrade", "all").splitlines()
    assert [line.split("/deployments/")[1] for line in printed] == [
        f"{name}: gpt-audio-mini {OLD} -> {NEW}" for name in ("default", "eager")
    ]
    assert [version(azure, name) for name in ("default", "eager", "pinned")] == [NEW, NEW, OLD]
    assert command("upgrade", "all") == "nothing to upgrade\n"


def test_one_deployment_is_upgraded_by_its_id(azure: Any, command: Any) -> None:
    azure.with_account()
    deploy(azure, "one")
    deploy(azure, "two")
    command("upgrade", azure.id(f"{ACCOUNT}/deployments/two"))
    assert [version(azure, name) for name in ("one", "two")] == [OLD, NEW]


def test_provisioned_batch_and_fine_tuned_deployments_stay(azure: Any, command: Any) -> None:
    azure.with_account()
    old = {"model": "gpt-4o", "version": "2024-08-06"}
    deploy(azure, "ptu", **old, sku="DataZoneProvisionedManaged", capacity=50)
    deploy(azure, "batch", **old, sku="GlobalBatch")
    deploy(azure, "tuned", model="gpt-4o-2024-08-06.ft-0a1b-x", version="1")
    assert command("upgrade", "all") == "nothing to upgrade\n"


def test_after_an_upgrade_a_request_without_version_keeps_the_new_one(azure: Any, command: Any) -> None:
    azure.with_account()
    deploy(azure, "chat")
    command("upgrade", "all")
    deploy(azure, "chat", version=None, capacity=2)
    assert version(azure, "chat") == NEW


def test_a_deployment_that_does_not_exist_is_said(azure: Any, command: Any) -> None:
    azure.with_account()
    with pytest.raises(SystemExit, match="There is no deployment '/nowhere'"):
        command("upgrade", "/nowhere")

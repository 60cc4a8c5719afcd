"""Encryption of an account with a key of its owner's."""

from collections.abc import Callable
from typing import Any

import pytest

ELSEWHERE = {"managed_elsewhere": {"by": "somebody else"}}

PROGRAM = """
import pulumi
from azure_openai import OpenAIPlatform

platform = OpenAIPlatform("platform", pulumi.Config("azure-openai").require_object("platform"))
pulumi.export("steps", platform.customer_managed_key_steps)
"""


@pytest.fixture
def encrypted(new_project: Callable[..., Any]) -> Callable[..., Any]:
    """A project with one account and a customer-managed key, not built yet."""

    def make(choice: dict[str, Any]) -> Any:
        project = new_project(program=PROGRAM)
        with project.settings() as settings:
            settings.clear()
            settings.update(
                name="assistant",
                location="swedencentral",
                accounts={"eu": {"customer_managed_key": choice}},
                network={"virtual_network": ELSEWHERE, "private_dns": ELSEWHERE},
                monitoring={"workspace": ELSEWHERE, "alerts": ELSEWHERE},
            )
        return project

    return make


def only(project: Any, kind: str) -> dict[str, Any]:
    """The one resource of a type that the emulator holds."""
    (found,) = [resource for resource in project.held()["resources"] if resource["type"] == kind]
    return found


def encryption(project: Any) -> dict[str, Any] | None:
    return only(project, "Microsoft.CognitiveServices/accounts")["properties"].get("encryption")


def test_a_user_assigned_identity_needs_one_run_and_another_key_moves_the_account_in_place(encrypted: Any) -> None:
    project = encrypted({"create": {}})
    project.up()
    vault = only(project, "Microsoft.KeyVault/vaults")
    identity = only(project, "Microsoft.ManagedIdentity/userAssignedIdentities")
    assert vault["properties"]["enablePurgeProtection"] and vault["properties"]["enableRbacAuthorization"]
    assert vault["properties"]["publicNetworkAccess"] == "Disabled"
    assert vault["properties"]["networkAcls"] == {"defaultAction": "Deny", "bypass": "AzureServices"}
    assert encryption(project) == {
        "keySource": "Microsoft.KeyVault",
        "keyVaultProperties": {
            "keyVaultUri": vault["properties"]["vaultUri"],
            "keyName": "assistant-eu-3072-365d",
            "identityClientId": identity["properties"]["clientId"],
        },
    }
    assert project.outputs()["steps"] == {"eu": "2 of 2: encrypted"}
    assert project.ids_held() == project.ids_in_state()
    project.pulumi("up", "--yes", "--expect-no-changes")

    with project.settings() as settings:
        settings["accounts"]["eu"]["customer_managed_key"]["create"] = {"key_size": 4096, "rotate_after_days": 90}
    assert [step.what for step in project.up()] == [
        ("create", "Key platform-eu-4096-90"),
        ("update", "Account platform-eu"),
        ("delete", "Key platform-eu-3072-365"),
    ]
    moved = encryption(project)
    assert moved and moved["keyVaultProperties"]["keyName"] == "assistant-eu-4096-90d"
    left = project.ids_held() - project.ids_in_state()
    assert [id.rsplit("/", 1)[-1] for id in left] == ["assistant-eu-3072-365d"]


def test_a_system_assigned_identity_takes_two_runs_and_says_so(encrypted: Any) -> None:
    project = encrypted({"create": {"identity": "SystemAssigned"}})
    printed = project.pulumi("up", "--yes", "--skip-preview")
    assert "Customer-managed key: step 1 of 2" in printed
    assert project.outputs()["steps"]["eu"].startswith("1 of 2: ")
    assert encryption(project) is None

    assert [step.what for step in project.up()] == [("update", "Account platform-eu")]
    assert project.outputs()["steps"] == {"eu": "2 of 2: encrypted"}
    assert "identityClientId" not in (encryption(project) or {})["keyVaultProperties"]
    assert "step 1 of 2" not in project.pulumi("up", "--yes", "--expect-no-changes")
    assert project.ids_held() == project.ids_in_state()
    project.pulumi("destroy", "--yes")
    assert project.held()["resources"] == []


@pytest.mark.parametrize(
    "change",
    [{"resource_group": {"create": {"name": "elsewhere"}}}, {"generation": 2}, {"location": "francecentral"}],
    ids=["resource group", "vault", "region"],
)
def test_where_a_parent_is_replaced_the_new_account_is_encrypted_too(encrypted: Any, change: dict[str, Any]) -> None:
    project = encrypted({"create": {}})
    project.up()
    before = only(project, "Microsoft.KeyVault/vaults")["name"]
    with project.settings() as settings:
        settings.update(change)
    project.up()
    vault = only(project, "Microsoft.KeyVault/vaults")
    assert vault["name"] != before
    assert (encryption(project) or {})["keyVaultProperties"]["keyVaultUri"] == vault["properties"]["vaultUri"]
    assert before in {resource["name"] for resource in project.held()["softDeleted"]}
    assert project.ids_held() == project.ids_in_state()
    project.pulumi("up", "--yes", "--expect-no-changes")


OWN_KEY = """
from azure_openai import CustomerManagedKey, CustomerManagedKeyArgs, OpenAIAccount
from pulumi_azure_native import resources

group = resources.ResourceGroup("rg", resource_group_name="rg", location="swedencentral")
key = CustomerManagedKey("key", CustomerManagedKeyArgs(resource_group_name=group.name, location="swedencentral"))
OpenAIAccount(
    "ai",
    {
        "resource_group_name": group.name,
        "location": "swedencentral",
        "customer_managed_key": {
            "existing": {
                "key_vault_resource_id": key.key_vault_resource_id,
                "key_name": key.key_name,
                "identity_resource_id": key.identity_resource_id,
                "identity_client_id": key.identity_client_id,
            }
        },
    },
)
"""


def test_an_existing_key_is_used_as_it_is(new_project: Callable[..., Any]) -> None:
    project = new_project(program=OWN_KEY)
    project.up()
    used = (encryption(project) or {})["keyVaultProperties"]
    assert used["keyName"] == "key-3072-365d"
    assert used["keyVaultUri"] == only(project, "Microsoft.KeyVault/vaults")["properties"]["vaultUri"]
    project.pulumi("up", "--yes", "--expect-no-changes")

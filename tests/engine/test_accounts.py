"""An account on the real engine: what changes in place, what replaces it, keys, locks and coming back."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from azure_emulator import SUBSCRIPTION_ID, TENANT_ID
from azure_emulator.arm import Arm

CHAT = {"model": {"name": "gpt-5.1", "version": "2025-11-13"}, "sku": {"name": "GlobalStandard", "capacity": 10}}

NEIGHBOURS = """
import pulumi
from azure_openai import OpenAIAccount
from pulumi_azure_native import managedidentity, network, resources

settings = pulumi.Config("azure-openai").require_object("platform")
group = resources.ResourceGroup("group", resource_group_name="rg", location=settings["location"])
identity = managedidentity.UserAssignedIdentity("identity", resource_group_name=group.name)
net = network.VirtualNetwork(
    "net", resource_group_name=group.name, address_space={"address_prefixes": ["10.0.0.0/24"]}
)
subnet = network.Subnet(
    "callers",
    resource_group_name=group.name,
    virtual_network_name=net.name,
    address_prefix="10.0.0.0/26",
    service_endpoints=[{"service": "Microsoft.CognitiveServices"}],
)
if settings.pop("with_neighbours", False):
    settings["network_acls"]["virtual_network_rules"] = [{"subnet_resource_id": subnet.id}]
    settings["managed_identities"] = {"user_assigned_resource_ids": [identity.id]}
account = OpenAIAccount("ai", {**settings, "resource_group_name": group.name})
"""

VAULT = """
import pulumi
from azure_openai import OpenAIAccount
from pulumi_azure_native import keyvault, resources

settings = pulumi.Config("azure-openai").require_object("platform")
group = resources.ResourceGroup("group", resource_group_name="rg", location=settings["location"])
vault = keyvault.Vault(
    "vault",
    resource_group_name=group.name,
    vault_name="team-vault",
    properties={"tenant_id": "%s", "sku": {"family": "A", "name": "standard"}, "enable_rbac_authorization": True},
)
if "access_key_secret" in settings:
    settings["access_key_secret"]["key_vault_resource_id"] = vault.id
account = OpenAIAccount("ai", {**settings, "resource_group_name": group.name})
pulumi.export("primary_key", account.primary_key)
"""


def account(project: Any) -> dict[str, Any]:
    (held,) = project.holds("accounts").values()
    return held


def test_everything_but_name_place_and_subdomain_changes_in_place(new_account: Callable[..., Any]) -> None:
    project = new_account(NEIGHBOURS, deployments={"chat": CHAT})
    project.up()
    project.change(
        with_neighbours=True,
        kind="AIServices",
        public_network_access="Enabled",
        network_acls={"bypass": "AzureServices", "ip_rules": ["20.30.40.0/24", "20.30.50.1/32"]},
        allowed_fqdn_list=["b.example.com", "A.example.com"],
        dynamic_throttling_enabled=True,
        tags={"team": "search"},
    )
    # The account's tags are its deployments' too.
    assert [step.what for step in project.up()] == [("update", "Account ai"), ("update", "Deployment ai-chat")]
    held, properties = account(project), account(project)["properties"]
    assert (held["kind"], held["tags"], properties["allowProjectManagement"]) == (
        "AIServices",
        {"team": "search"},
        True,
    )
    assert held["identity"]["type"] == "SystemAssigned, UserAssigned"
    assert properties["publicNetworkAccess"] == "Enabled"
    firewall = properties["networkAcls"]
    assert (firewall["defaultAction"], firewall["bypass"]) == ("Deny", "AzureServices")
    assert firewall["ipRules"] == [{"value": "20.30.40.0/24"}, {"value": "20.30.50.1"}]
    assert [rule["id"].rsplit("/", 1)[-1] for rule in firewall["virtualNetworkRules"]] == ["callers"]
    assert properties["allowedFqdnList"] == ["a.example.com", "b.example.com"]
    assert properties["dynamicThrottlingEnabled"] is True
    project.pulumi("up", "--yes", "--expect-no-changes")

    project.change(**dict.fromkeys(["with_neighbours", "kind", "public_network_access", "network_acls", "tags"]))
    project.change(managed_identities={"system_assigned": False}, restrict_outbound_network_access=False)
    project.change(allowed_fqdn_list=None)
    assert [step.what for step in project.up()] == [("update", "Account ai"), ("update", "Deployment ai-chat")]
    held, properties = account(project), account(project)["properties"]
    assert (held["kind"], held["identity"]["type"]) == ("OpenAI", "None")
    assert properties["networkAcls"] == {
        "defaultAction": "Deny",
        "bypass": "None",
        "ipRules": [],
        "virtualNetworkRules": [],
    }
    assert properties["restrictOutboundNetworkAccess"] is False


def test_another_subdomain_makes_another_account_unless_it_is_protected(new_account: Callable[..., Any]) -> None:
    project = new_account(protect=True, custom_subdomain_name="Contoso-Chat", deployments={"chat": CHAT})
    project.up()
    before = account(project)
    assert before["properties"]["customSubDomainName"] == "contoso-chat"
    assert project.outputs()["endpoint"] == "https://contoso-chat.openai.azure.com/"
    project.change(custom_subdomain_name="contoso-assistant")
    assert "marked for protection" in project.pulumi("up", "--yes", "--skip-preview", fails=True)
    assert account(project) == before

    project.change(protect=None, custom_subdomain_name="contoso-chat").up()
    project.change(custom_subdomain_name="contoso-assistant").up()
    assert account(project)["name"] != before["name"]
    assert project.outputs()["endpoint"] == "https://contoso-assistant.openai.azure.com/"
    assert set(project.holds("accounts/deployments")) == {"chat"}
    assert project.ids_held() == project.ids_in_state()


def test_a_name_that_is_still_soft_deleted_is_brought_back_on_request(new_account: Callable[..., Any]) -> None:
    project = new_account(account_name="Adopted-Account", deployments={"chat": CHAT})
    project.up()
    assert account(project)["name"] == "Adopted-Account"
    assert project.outputs()["endpoint"] == "https://adopted-account.openai.azure.com/"
    project.pulumi("destroy", "--yes")
    assert "FlagMustBeSetForRestore" in project.pulumi("up", "--yes", "--skip-preview", fails=True)
    project.change(restore=True).up()
    assert set(project.holds("accounts/deployments")) == {"chat"}
    project.pulumi("up", "--yes", "--expect-no-changes")
    assert [step.what for step in project.change(restore=None).up()] == [("update", "Account ai")]


def test_keys_are_off_and_where_they_are_turned_on_they_are_secrets(new_account: Callable[..., Any]) -> None:
    project = new_account()
    project.up()
    assert project.outputs().get("primary_key") is None
    project.change(disable_local_auth=False)
    project.pulumi("preview")
    project.up()
    assert "[secret]" in project.pulumi("stack", "output", "primary_key")
    key = project.pulumi("stack", "output", "primary_key", "--show-secrets").strip()
    assert len(key) == 32 and key not in project.pulumi("stack", "export")
    project.change(disable_local_auth=None)
    project.pulumi("preview")
    project.up()
    assert project.outputs().get("primary_key") is None


def test_a_vault_receives_the_key_and_no_output_has_it(new_account: Callable[..., Any]) -> None:
    project = new_account(
        VAULT % TENANT_ID,
        disable_local_auth=False,
        access_key_secret={"secret_name": "openai-key"},
    )
    project.up()
    assert set(project.holds("vaults/secrets")) == {"openai-key"}
    assert project.outputs().get("primary_key") is None
    project.pulumi("up", "--yes", "--expect-no-changes")
    (name,) = project.holds("accounts")
    id = f"/subscriptions/{SUBSCRIPTION_ID}/resourceGroups/rg/providers/Microsoft.CognitiveServices/accounts/{name}"
    arm = Arm.open(Path(project.environment["AZURE_EMULATOR_STATE"]))
    key = (arm.request("POST", f"{id}/listKeys", api_version="2025-06-01").body or {})["key1"]
    arm.close()
    assert key not in project.pulumi("stack", "export")
    project.change(disable_local_auth=None, access_key_secret=None).up()
    assert project.holds("vaults/secrets") == {}


def test_a_lock_stops_others_and_later_removals_but_not_a_destroy(new_account: Callable[..., Any]) -> None:
    more = {"chat": CHAT, "old": CHAT}
    project = new_account(deployments=more, lock={"level": "CanNotDelete", "notes": "production"})
    assert project.up()[-1].what == ("create", "ManagementLockByScope ai")
    chat = project.holds("accounts/deployments")["chat"]["id"]
    arm = Arm.open(Path(project.environment["AZURE_EMULATOR_STATE"]))
    assert arm.request("DELETE", chat, api_version="2025-06-01").status == 409
    arm.close()

    project.change(deployments={"chat": CHAT})
    assert "ScopeLocked" in project.pulumi("up", "--yes", "--skip-preview", fails=True)
    # The engine no longer knows that the lock lies over what has left the program, so the lock goes in an update of its own.
    project.change(deployments=more, lock=None)
    assert [step.what for step in project.up()] == [("delete", "ManagementLockByScope ai")]
    project.change(deployments={"chat": CHAT})
    assert [step.what for step in project.up()] == [("delete", "Deployment ai-old")]
    project.change(lock={"level": "CanNotDelete"}).up()
    project.pulumi("destroy", "--yes")
    assert project.ids_held() == set()


def test_the_lock_of_a_platforms_account_is_the_first_to_go(platform: Any) -> None:
    with platform.settings() as settings:
        settings["accounts"]["eu"]["lock"] = {"level": "CanNotDelete"}
    assert [step.what for step in platform.up()] == [("create", "ManagementLockByScope platform-eu")]
    platform.pulumi("destroy", "--yes")
    assert platform.ids_held() == set()

"""Accounts: what Azure fills in, refuses, deletes softly."""

from collections.abc import Callable
from typing import Any

ACCOUNT = "Microsoft.CognitiveServices/accounts/ai"
DELETED = "/subscriptions/00000000-0000-0000-0000-000000000000/providers/Microsoft.CognitiveServices/deletedAccounts"


def test_parents_must_exist(azure: Any, bodies: Any) -> None:
    assert azure.refused("PUT", ACCOUNT, bodies.account()).startswith("404 ResourceGroupNotFound: Resource group 'rg'")
    azure.put("", {"location": "swedencentral"})
    assert azure.refused("PUT", f"{ACCOUNT}/deployments/chat", bodies.deployment()).startswith(
        "404 ParentResourceNotFound"
    )
    assert azure.refused("GET", ACCOUNT).startswith("404 ResourceNotFound")


def test_ids_are_compared_without_case_and_keep_their_first_casing(azure: Any, bodies: Any) -> None:
    azure.with_account()
    azure.put(ACCOUNT.upper().replace("MICROSOFT.COGNITIVESERVICES", "Microsoft.CognitiveServices"), bodies.account())
    assert azure.get(ACCOUNT.lower().replace("microsoft.cognitiveservices", "Microsoft.CognitiveServices"))[
        "id"
    ] == azure.id(ACCOUNT)


def test_what_azure_fills_in_is_read_back(azure: Any) -> None:
    azure.with_account()
    held = azure.get(ACCOUNT)["properties"]
    assert held["endpoint"] == "https://ai.openai.azure.com/"
    assert (held["publicNetworkAccess"], held["disableLocalAuth"], held["provisioningState"]) == (
        "Enabled",
        False,
        "Succeeded",
    )


def test_an_undeclared_property_is_refused_by_path(azure: Any, bodies: Any) -> None:
    azure.put("", {"location": "swedencentral"})
    assert "UndeclaredProperty: 'properties.networkAcls.rules' is not declared" in azure.refused(
        "PUT", ACCOUNT, bodies.account(networkAcls={"rules": []})
    )


def test_what_readers_are_not_shown_cannot_be_sent_back(azure: Any, bodies: Any) -> None:
    azure.with_account()
    assert azure.request("POST", f"{ACCOUNT}/regenerateKey", {"keyName": "Key1"}).status == 200
    azure.put(ACCOUNT, azure.get(ACCOUNT))
    for hidden in ({"keyGenerations": {"key1": 0}}, {"provisioningStat": "Succeeded"}):
        assert "UndeclaredProperty" in azure.refused("PUT", ACCOUNT, bodies.account(**hidden))
        assert "UndeclaredProperty" in azure.refused("PATCH", ACCOUNT, {"properties": hidden})


def test_kinds_change_in_place_and_other_kinds_and_skus_are_refused(azure: Any, bodies: Any) -> None:
    azure.with_account()
    azure.put(ACCOUNT, {**bodies.account(), "kind": "AIServices"})
    assert azure.get(ACCOUNT)["kind"] == "AIServices"
    assert "InvalidApiSetId" in azure.refused("PUT", ACCOUNT, {**bodies.account(), "kind": "Speech"})
    assert "InvalidSku" in azure.refused("PUT", ACCOUNT, {**bodies.account(), "sku": {"name": "F0"}})


def test_an_account_is_refused_in_a_region_that_nobody_knows(azure: Any, bodies: Any) -> None:
    azure.put("", {"location": "swedencentral"})
    refused = azure.refused("PUT", ACCOUNT, {**bodies.account(), "location": "marsnorth"})
    assert refused.startswith(
        "400 LocationNotAvailableForResourceType: The provided location 'marsnorth' is not available for resource type "
        "'Microsoft.CognitiveServices/accounts'. List of available regions for the resource type is 'australiaeast,"
    )
    azure.put(ACCOUNT, {**bodies.account(), "location": "Sweden Central"})


def test_region_and_subdomain_never_change(azure: Any, bodies: Any) -> None:
    azure.with_account()
    assert "InvalidResourceLocation" in azure.refused("PUT", ACCOUNT, {**bodies.account(), "location": "eastus2"})
    assert "cannot be changed once it is set" in azure.refused(
        "PUT", ACCOUNT, bodies.account(customSubDomainName="other")
    )


def test_a_subdomain_is_unique_even_against_deleted_accounts(azure: Any, bodies: Any) -> None:
    azure.with_account()
    other = "Microsoft.CognitiveServices/accounts/other"
    taken = (
        "409 CustomDomainInUse: Please pick a different name. The subdomain name 'AI' is not available as it's already "
        "used by a resource."
    )
    assert azure.refused("PUT", other, bodies.account(customSubDomainName="AI")) == taken
    azure.delete(ACCOUNT)
    assert azure.refused("PUT", other, bodies.account(customSubDomainName="AI")) == taken


def test_a_deleted_account_must_be_restored_or_purged(azure: Any, bodies: Any) -> None:
    azure.with_account(disableLocalAuth=True)
    azure.delete(ACCOUNT)
    assert azure.refused("PUT", ACCOUNT, bodies.account()) == (
        f"409 FlagMustBeSetForRestore: An existing resource with ID '{azure.id(ACCOUNT)}' has been soft-deleted. To restore "
        "the resource, you must specify 'restore' to be 'true' in the property. If you don't want to restore existing "
        "resource, please purge it first."
    )
    azure.put(ACCOUNT, bodies.account(restore=True))
    assert azure.get(ACCOUNT)["properties"]["disableLocalAuth"] is True
    azure.delete(ACCOUNT)
    (deleted,) = azure.get(DELETED)["value"]
    azure.delete(deleted["id"])
    azure.put(ACCOUNT, bodies.account())
    assert azure.get(ACCOUNT)["properties"]["disableLocalAuth"] is False


def test_soft_delete_ends_after_two_days(azure: Any, bodies: Any) -> None:
    azure.with_account()
    azure.delete(ACCOUNT)
    azure.wait(48 * 3600 + 1)
    azure.put(ACCOUNT, bodies.account())


def test_a_restored_account_has_its_children_again_but_not_what_others_kept_on_it(azure: Any, bodies: Any) -> None:
    azure.with_account()
    azure.put(f"{ACCOUNT}/raiPolicies/strict", {"properties": {}})
    azure.deploy(raiPolicyName="strict")
    workspace = azure.id("Microsoft.OperationalInsights/workspaces/logs")
    azure.put(workspace, {"location": "swedencentral"})
    setting = f"{azure.id(ACCOUNT)}/providers/Microsoft.Insights/diagnosticSettings/logs"
    azure.put(
        setting, {"properties": {"workspaceId": workspace, "logs": [{"categoryGroup": "audit", "enabled": True}]}}
    )
    azure.delete("")
    azure.put("", {"location": "swedencentral"})
    azure.put(ACCOUNT, bodies.account(restore=True))
    assert azure.get(f"{ACCOUNT}/deployments/chat")["properties"]["raiPolicyName"] == "strict"
    assert "ResourceNotFound" in azure.refused("GET", setting)
    assert "CannotDeleteResource" in azure.refused("DELETE", ACCOUNT)
    azure.delete(f"{ACCOUNT}/deployments/chat")
    assert azure.arm.contents()["softDeleted"] == []


def test_a_patch_changes_what_it_names_and_null_removes(azure: Any) -> None:
    azure.with_account(disableLocalAuth=True, allowedFqdnList=["contoso.com"])
    azure.request("PATCH", ACCOUNT, {"tags": {"a": "b"}, "properties": {"allowedFqdnList": None}})
    held = azure.get(ACCOUNT)
    assert (held["tags"], held["properties"]["disableLocalAuth"]) == ({"a": "b"}, True)
    assert "allowedFqdnList" not in held["properties"]


def test_outbound_names_and_dynamic_throttling_are_read_back(azure: Any) -> None:
    azure.with_account(
        restrictOutboundNetworkAccess=True, allowedFqdnList=["contoso.com"], dynamicThrottlingEnabled=True
    )
    held = azure.get(ACCOUNT)["properties"]
    assert (held["allowedFqdnList"], held["dynamicThrottlingEnabled"]) == (["contoso.com"], True)


def test_nested_resources_keep_an_account(azure: Any) -> None:
    azure.with_account()
    azure.deploy()
    refusal = azure.refused("DELETE", ACCOUNT)
    assert refusal.startswith("409 CannotDeleteResource: Cannot delete resource while nested resources exist.")
    assert f"{ACCOUNT}/deployments/chat" in refusal


def test_keys_can_be_listed_only_while_they_work(azure: Any, bodies: Any) -> None:
    azure.with_account()
    keys = azure.request("POST", f"{ACCOUNT}/listKeys").body
    assert keys["key1"] != keys["key2"]
    azure.put(ACCOUNT, bodies.account(disableLocalAuth=True))
    assert azure.refused("POST", f"{ACCOUNT}/listKeys") == (
        "400 BadRequest: Failed to list key. disableLocalAuth is set to be true"
    )


def test_one_write_per_account_at_a_time_deletes_included(slow: Any, bodies: Any) -> None:
    slow.put("", {"location": "swedencentral"})
    started = slow.put(ACCOUNT, bodies.account())
    assert started.body["properties"]["provisioningState"] == "Accepted"
    conflict = f"409 RequestConflict: Another operation is being performed on the parent resource '{slow.id(ACCOUNT)}'. Please try again later."
    assert slow.refused("PUT", f"{ACCOUNT}/raiPolicies/p", {"properties": {}}) == conflict
    slow.wait(60)
    slow.deploy("one")
    assert slow.refused("PUT", f"{ACCOUNT}/deployments/two", bodies.deployment()) == conflict
    assert slow.refused("DELETE", f"{ACCOUNT}/deployments/one") == conflict
    assert slow.refused("PUT", ACCOUNT, bodies.account()) == conflict
    slow.wait(60)
    assert slow.delete(f"{ACCOUNT}/deployments/one").status == 202
    assert slow.get(f"{ACCOUNT}/deployments/one")["properties"]["provisioningState"] == "Deleting"
    assert slow.refused("PUT", f"{ACCOUNT}/deployments/two", bodies.deployment()) == conflict


def test_a_long_operation_can_be_followed(slow: Any, bodies: Any) -> None:
    slow.put("", {"location": "swedencentral"})
    url = slow.put(ACCOUNT, bodies.account()).headers["Azure-AsyncOperation"]
    running = slow.request("GET", url)
    assert running.body["status"] == "InProgress" and int(running.headers["retry-after-ms"]) > 0
    slow.wait(60)
    assert slow.request("GET", url).body["status"] == "Succeeded"
    assert slow.get(ACCOUNT)["properties"]["provisioningState"] == "Succeeded"


def test_a_group_takes_everything_along_and_its_accounts_stay_restorable(azure: Any) -> None:
    azure.with_account()
    azure.deploy()
    azure.delete("")
    assert azure.arm.contents()["resources"] == []
    assert [account["name"] for account in azure.arm.contents()["softDeleted"]] == ["ai"]


def test_nothing_is_put_into_what_is_being_deleted(slow: Any, bodies: Any) -> None:
    slow.put("", {"location": "swedencentral"})
    slow.put(ACCOUNT, bodies.account())
    slow.wait(60)
    slow.delete(ACCOUNT)
    lock = f"{slow.id(ACCOUNT)}/providers/Microsoft.Authorization/locks/keep"
    assert "RequestConflict" in slow.refused("PUT", lock, {"properties": {"level": "CanNotDelete"}})
    slow.wait(60)
    slow.delete("")
    assert slow.refused("PUT", "Microsoft.Network/networkSecurityGroups/n", {"location": "swedencentral"}) == (
        "409 ResourceGroupBeingDeleted: The resource group 'rg' is in deprovisioning state and cannot perform this operation."
    )


def test_other_subscriptions_types_and_versions_are_refused_by_name(azure: Any) -> None:
    azure.with_account()
    other = "/subscriptions/11111111-0000-0000-0000-000000000000/resourceGroups/rg"
    assert "SubscriptionNotFound: The subscription '11111111-0000-0000-0000-000000000000'" in azure.refused(
        "GET", other
    )
    assert "InvalidResourceType: The resource type 'Microsoft.Compute/virtualMachines'" in azure.refused(
        "PUT", "Microsoft.Compute/virtualMachines/x", {}
    )
    old = azure.arm.request("GET", azure.id(ACCOUNT), api_version="2017-04-18").body["error"]
    assert old["code"] == "NoRegisteredProviderFound"


def test_several_processes_share_one_state(make_azure: Callable[..., Any]) -> None:
    one, two = make_azure(latency=1.0), make_azure(latency=1.0)
    one.with_account()
    assert "RequestConflict" in two.refused("PUT", f"{ACCOUNT}/raiPolicies/p", {"properties": {}})


def test_a_user_assigned_identity_must_exist(azure: Any, bodies: Any) -> None:
    azure.with_account()
    identity = azure.id("Microsoft.ManagedIdentity/userAssignedIdentities/caller")
    body = {**bodies.account(), "identity": {"type": "UserAssigned", "userAssignedIdentities": {identity: {}}}}
    assert "InvalidResourceReference" in azure.refused("PUT", ACCOUNT, body)
    azure.put(identity, {"location": "swedencentral"})
    azure.put(ACCOUNT, body)
    assert azure.get(ACCOUNT)["identity"]["userAssignedIdentities"][identity]["principalId"]

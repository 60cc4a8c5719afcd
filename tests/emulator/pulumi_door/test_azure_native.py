"""The Pulumi door through the engine's protocol: what azure-native adds to Resource Manager."""

from typing import Any

import pytest

UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"

ACCOUNT = {
    "resourceGroupName": "rg",
    "accountName": "ai",
    "kind": "OpenAI",
    "sku": {"name": "S0"},
    "identity": {"type": "SystemAssigned"},
    "properties": {"customSubDomainName": "ai"},
}
DEPLOYMENT = {
    "resourceGroupName": "rg",
    "accountName": "ai",
    "deploymentName": "chat",
    "sku": {"name": "DataZoneStandard", "capacity": 10},
    "properties": {"model": {"format": "OpenAI", "name": "gpt-5.1", "version": "2025-11-13"}},
}


def test_names_locations_and_versions_are_filled_in(engine: Any) -> None:
    engine.create("resources:ResourceGroup", {"resourceGroupName": "rg", "location": "Sweden Central"})
    inputs, failures = engine.check("cognitiveservices:Account", {"resourceGroupName": "rg"}, name="ai")
    assert failures == {}
    assert inputs["accountName"].startswith("ai") and len(inputs["accountName"]) == 10
    assert (inputs["location"], inputs["azureApiVersion"], inputs["__createBeforeDelete"]) == (
        "swedencentral",
        "2025-06-01",
        True,
    )
    again, _ = engine.check("cognitiveservices:Account", {"resourceGroupName": "rg"}, olds=inputs)
    assert again["accountName"] == inputs["accountName"]
    child, _ = engine.check(
        "cognitiveservices:Deployment", {"resourceGroupName": "rg", "accountName": "ai"}, name="chat"
    )
    assert child["deploymentName"] == "chat"


def test_a_group_that_is_not_known_yet_leaves_the_location_open(engine: Any) -> None:
    inputs, _ = engine.check("cognitiveservices:Account", {"resourceGroupName": UNKNOWN})
    assert inputs["location"] == UNKNOWN


def test_what_is_missing_is_said_in_azure_natives_words(engine: Any) -> None:
    _, failures = engine.check("cognitiveservices:Deployment", {"resourceGroupName": "rg"})
    assert failures == {"accountName": "missing required property 'accountName'"}
    _, failures = engine.check("resources:ResourceGroup", {})
    assert failures["location"].startswith("missing required property 'location'. Either set it explicitly")


@pytest.mark.parametrize(
    ("kind", "old", "change", "expected"),
    [
        ("Account", ACCOUNT, {"accountName": "b"}, {"accountName": "UPDATE_REPLACE"}),
        ("Account", {**ACCOUNT, "location": "Sweden Central"}, {"location": "swedencentral"}, {}),
        ("Account", {**ACCOUNT, "location": "swedencentral"}, {"location": "eastus"}, {"location": "UPDATE_REPLACE"}),
        ("Account", ACCOUNT, {"resourceGroupName": "RG"}, {}),
        ("Account", ACCOUNT, {"kind": "AIServices"}, {"kind": "UPDATE"}),
        (
            "Account",
            ACCOUNT,
            {"properties": {"customSubDomainName": "b"}},
            {"properties.customSubDomainName": "UPDATE"},
        ),
        ("Account", ACCOUNT, {"tags": {"a": "b"}}, {"tags": "ADD"}),
        ("Account", ACCOUNT, {"resourceGroupName": UNKNOWN}, {"resourceGroupName": "UPDATE_REPLACE"}),
        ("Deployment", DEPLOYMENT, {"sku": {"name": "DataZoneStandard", "capacity": 20}}, {"sku.capacity": "UPDATE"}),
        (
            "Deployment",
            DEPLOYMENT,
            {"properties": {"model": {"format": "OpenAI", "name": "gpt-5", "version": "2025-08-07"}}},
            {"properties.model.name": "UPDATE", "properties.model.version": "UPDATE"},
        ),
        (
            "RaiPolicy",
            {"properties": {"contentFilters": [{"name": "Hate"}, {"name": "Sexual"}]}},
            {"properties": {"contentFilters": [{"name": "Sexual"}]}},
            {"properties.contentFilters[0].name": "UPDATE", "properties.contentFilters[1]": "DELETE"},
        ),
    ],
)
def test_changes_are_planned_as_azure_native_plans_them(
    engine: Any, kind: str, old: dict[str, Any], change: dict[str, Any], expected: dict[str, str]
) -> None:
    assert engine.diff(f"cognitiveservices:{kind}", old, {**old, **change}) == expected


def test_named_resources_are_deleted_before_they_are_replaced(engine: Any) -> None:
    engine.diff("cognitiveservices:Account", ACCOUNT, {**ACCOUNT, "accountName": "b"})
    assert engine.last_diff.deleteBeforeReplace
    engine.diff("cognitiveservices:Account", {**ACCOUNT, "__createBeforeDelete": True}, {**ACCOUNT, "accountName": "b"})
    assert not engine.last_diff.deleteBeforeReplace


def test_a_replace_key_said_for_the_first_time_replaces_nothing_if_it_was_so(engine: Any) -> None:
    new = {**ACCOUNT, "location": "swedencentral"}
    assert engine.diff("cognitiveservices:Account", ACCOUNT, new, {"location": "swedencentral"}) == {"location": "ADD"}


def test_a_preview_knows_inputs_and_leaves_the_rest_open(with_account: Any) -> None:
    _, outputs = with_account.create("cognitiveservices:Account", {**ACCOUNT, "accountName": "other"}, preview=True)
    assert outputs["properties"]["customSubDomainName"] == "ai"
    assert outputs["name"] == outputs["properties"]["endpoint"] == outputs["identity"]["principalId"] == UNKNOWN


def test_a_preview_leaves_open_what_changes_its_shape(with_account: Any) -> None:
    identity = {"type": "UserAssigned", "userAssignedIdentities": ["/subscriptions/s/providers/p/identities/i"]}
    inputs = {**ACCOUNT, "accountName": "other", "identity": identity}
    _, outputs = with_account.create("cognitiveservices:Account", inputs, preview=True)
    assert outputs["identity"]["userAssignedIdentities"] == UNKNOWN


def test_what_exists_already_is_not_created_again(with_account: Any) -> None:
    with pytest.raises(
        with_account.Refusal, match=r"cannot create already existing resource '/subscriptions/.*/accounts/ai'"
    ):
        with_account.create("cognitiveservices:Account", ACCOUNT)


def test_refusals_have_azure_natives_form_and_conflicts_are_not_retried(with_account: Any) -> None:
    with pytest.raises(with_account.Refusal) as caught:
        with_account.create("cognitiveservices:Deployment", {**DEPLOYMENT, "sku": {"name": "S0"}})
    message = 'Status=400 Code="InvalidResourceProperties" Message="The deployment sku name \'S0\' is invalid."'
    assert str(caught.value) == message


def test_create_read_update_delete(with_account: Any) -> None:
    id, outputs = with_account.create("cognitiveservices:Deployment", DEPLOYMENT)
    assert outputs["properties"]["raiPolicyName"] == "Microsoft.DefaultV2"
    news = {**DEPLOYMENT, "sku": {"name": "DataZoneStandard", "capacity": 20}}
    assert with_account.update("cognitiveservices:Deployment", id, outputs, news)["sku"]["capacity"] == 20
    with_account.delete("cognitiveservices:Deployment", id)
    with_account.delete("cognitiveservices:Deployment", id)
    assert with_account.read("cognitiveservices:Deployment", id)[0] == ""


def test_a_refresh_carries_drift_into_the_inputs_and_leaves_defaults_out(with_account: Any) -> None:
    id, outputs = with_account.create("cognitiveservices:Deployment", DEPLOYMENT)
    drifted = {"sku": {"name": "DataZoneStandard", "capacity": 5}}
    _, _, inputs = with_account.read(
        "cognitiveservices:Deployment", id, {**outputs, **drifted}, {**DEPLOYMENT, **drifted}
    )
    assert inputs["sku"] == {"name": "DataZoneStandard", "capacity": 10}
    assert "raiPolicyName" not in inputs["properties"]


def test_flattened_types_come_back_as_they_went(with_account: Any) -> None:
    rule = {
        "name": "https", "priority": 100, "direction": "Inbound", "access": "Allow", "protocol": "Tcp",
        "sourceAddressPrefix": "*", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "443",
    }  # fmt: skip
    _, outputs = with_account.create(
        "network:NetworkSecurityGroup",
        {"resourceGroupName": "rg", "networkSecurityGroupName": "nsg", "securityRules": [rule]},
    )
    assert outputs["securityRules"] == [rule]
    assert "properties" not in outputs


def test_functions(with_account: Any) -> None:
    assert (
        with_account.invoke("azure-native:authorization:getClientConfig")["subscriptionId"]
        == "00000000-0000-0000-0000-000000000000"
    )
    account = with_account.invoke("azure-native:cognitiveservices:getAccount", resourceGroupName="rg", accountName="ai")
    assert account["properties"]["endpoint"] == "https://ai.openai.azure.com/"
    keys = with_account.invoke(
        "azure-native:cognitiveservices:listAccountKeys", resourceGroupName="rg", accountName="ai"
    )
    assert keys["key1"]["4dabf18193072939515e22adb298388d"] == "1b47061264138c4ac30d75fd1eb44270"
    group = with_account.invoke("azure-native:resources:getResourceGroup", resourceGroupName="rg")
    assert (group["location"], group["id"].rsplit("/", 1)[1]) == ("swedencentral", "rg")
    with pytest.raises(
        with_account.Refusal, match=r'request failed /subscriptions/.*/other: Status=404 Code="ResourceN'
    ):
        with_account.invoke("azure-native:cognitiveservices:getAccount", resourceGroupName="rg", accountName="other")
    with pytest.raises(with_account.Refusal, match="getProject is not held by the Azure emulator"):
        with_account.invoke("azure-native:cognitiveservices:getProject")


def test_types_it_does_not_hold_are_refused_by_name(engine: Any) -> None:
    with pytest.raises(engine.Refusal, match="Resource type azure-native:compute:VirtualMachine not found"):
        engine.create("compute:VirtualMachine", {})


def test_versioned_tokens_mean_the_same(with_account: Any) -> None:
    inputs, _ = with_account.check(
        "cognitiveservices/v20250601:Deployment", {"resourceGroupName": "rg", "accountName": "ai"}
    )
    assert inputs["deploymentName"] == "res"


def test_only_the_emulators_subscription_is_taken(engine: Any) -> None:
    (reason,) = engine.check_config(subscriptionId="11111111-1111-1111-1111-111111111111")
    assert "has only subscription 00000000-0000-0000-0000-000000000000" in reason
    assert engine.check_config(subscriptionId="00000000-0000-0000-0000-000000000000") == []

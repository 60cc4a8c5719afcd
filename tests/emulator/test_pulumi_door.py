"""The Pulumi door through the engine's protocol: what azure-native adds to Resource Manager."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import grpc
import pytest
from google.protobuf import json_format, struct_pb2
from pulumi.runtime.proto import provider_pb2 as protocol

from azure_emulator.arm import Arm, Settings
from azure_emulator.provider.server import AzureNative

UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
KINDS = protocol.PropertyDiff.Kind


class Refusal(Exception):
    """What the engine would show."""


class Context:
    async def abort(self, code: grpc.StatusCode, details: str) -> None:
        raise Refusal(details)


class Engine:
    """Calls the provider as the engine does, with and without previews."""

    def __init__(self, arm: Arm):
        self.provider = AzureNative(arm, "3.29.0")
        self.call(self.provider.Configure, protocol.ConfigureRequest(args=struct({})))

    def call(self, method: Any, request: Any) -> Any:
        return asyncio.run(method(request, Context()))

    def check(
        self, kind: str, news: dict[str, Any], olds: dict[str, Any] | None = None, name: str = "res"
    ) -> tuple[dict[str, Any], dict[str, str]]:
        request = protocol.CheckRequest(
            urn=urn(kind, name), news=struct(news), olds=struct(olds or {}), randomSeed=b"seed"
        )
        answer = self.call(self.provider.Check, request)
        return plain(answer.inputs), {failure.property: failure.reason for failure in answer.failures}

    def create(self, kind: str, news: dict[str, Any], preview: bool = False) -> tuple[str, dict[str, Any]]:
        inputs, failures = self.check(kind, news)
        assert failures == {}
        answer = self.call(
            self.provider.Create, protocol.CreateRequest(urn=urn(kind), properties=struct(inputs), preview=preview)
        )
        return answer.id, plain(answer.properties)

    def diff(
        self, kind: str, old: dict[str, Any], new: dict[str, Any], outputs: dict[str, Any] | None = None
    ) -> dict[str, str]:
        request = protocol.DiffRequest(
            urn=urn(kind), old_inputs=struct(old), olds=struct(outputs or {}), news=struct(new)
        )
        self.last_diff = self.call(self.provider.Diff, request)
        return {path: KINDS.Name(entry.kind) for path, entry in self.last_diff.detailedDiff.items()}

    def invoke(self, token: str, **args: Any) -> dict[str, Any]:
        answer = self.call(self.provider.Invoke, protocol.InvokeRequest(tok=token, args=struct(args)))
        return plain(getattr(answer, "return"))


def urn(kind: str, name: str = "res") -> str:
    return f"urn:pulumi:dev::test::azure-native:{kind}::{name}"


def struct(values: dict[str, Any]) -> struct_pb2.Struct:
    made = struct_pb2.Struct()
    made.update(values)
    return made


def plain(values: struct_pb2.Struct) -> dict[str, Any]:
    return json_format.MessageToDict(values)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    arm = Arm.open(tmp_path / "azure.sqlite", Settings())
    yield Engine(arm)
    arm.close()


@pytest.fixture
def with_account(engine: Engine) -> Engine:
    engine.create("resources:ResourceGroup", {"resourceGroupName": "rg", "location": "swedencentral"})
    engine.create("cognitiveservices:Account", ACCOUNT)
    return engine


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


def test_names_locations_and_versions_are_filled_in(engine: Engine) -> None:
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


def test_a_group_that_is_not_known_yet_leaves_the_location_open(engine: Engine) -> None:
    inputs, _ = engine.check("cognitiveservices:Account", {"resourceGroupName": UNKNOWN})
    assert inputs["location"] == UNKNOWN


def test_what_is_missing_is_said_in_azure_natives_words(engine: Engine) -> None:
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
    engine: Engine, kind: str, old: dict[str, Any], change: dict[str, Any], expected: dict[str, str]
) -> None:
    assert engine.diff(f"cognitiveservices:{kind}", old, {**old, **change}) == expected


def test_named_resources_are_deleted_before_they_are_replaced(engine: Engine) -> None:
    engine.diff("cognitiveservices:Account", ACCOUNT, {**ACCOUNT, "accountName": "b"})
    assert engine.last_diff.deleteBeforeReplace
    engine.diff("cognitiveservices:Account", {**ACCOUNT, "__createBeforeDelete": True}, {**ACCOUNT, "accountName": "b"})
    assert not engine.last_diff.deleteBeforeReplace


def test_a_replace_key_said_for_the_first_time_replaces_nothing_if_it_was_so(engine: Engine) -> None:
    new = {**ACCOUNT, "location": "swedencentral"}
    assert engine.diff("cognitiveservices:Account", ACCOUNT, new, {"location": "swedencentral"}) == {"location": "ADD"}


def test_a_preview_knows_inputs_and_leaves_the_rest_open(with_account: Engine) -> None:
    _, outputs = with_account.create("cognitiveservices:Account", {**ACCOUNT, "accountName": "other"}, preview=True)
    assert outputs["properties"]["customSubDomainName"] == "ai"
    assert outputs["name"] == outputs["properties"]["endpoint"] == outputs["identity"]["principalId"] == UNKNOWN


def test_what_exists_already_is_not_created_again(with_account: Engine) -> None:
    with pytest.raises(Refusal, match=r"cannot create already existing resource '/subscriptions/.*/accounts/ai'"):
        with_account.create("cognitiveservices:Account", ACCOUNT)


def test_refusals_have_azure_natives_form_and_conflicts_are_not_retried(with_account: Engine) -> None:
    with pytest.raises(Refusal) as caught:
        with_account.create("cognitiveservices:Deployment", {**DEPLOYMENT, "sku": {"name": "S0"}})
    message = 'Status=400 Code="InvalidResourceProperties" Message="The deployment sku name \'S0\' is invalid."'
    assert str(caught.value) == message


def test_create_read_update_delete(with_account: Engine) -> None:
    id, outputs = with_account.create("cognitiveservices:Deployment", DEPLOYMENT)
    assert outputs["properties"]["raiPolicyName"] == "Microsoft.DefaultV2"
    news = {**DEPLOYMENT, "sku": {"name": "DataZoneStandard", "capacity": 20}}
    request = protocol.UpdateRequest(
        id=id, urn=urn("cognitiveservices:Deployment"), olds=struct(outputs), news=struct(news)
    )
    updated = plain(with_account.call(with_account.provider.Update, request).properties)
    assert updated["sku"]["capacity"] == 20
    delete = protocol.DeleteRequest(id=id, urn=urn("cognitiveservices:Deployment"))
    with_account.call(with_account.provider.Delete, delete)
    with_account.call(with_account.provider.Delete, delete)
    read = with_account.call(
        with_account.provider.Read, protocol.ReadRequest(id=id, urn=urn("cognitiveservices:Deployment"))
    )
    assert read.id == ""


def test_a_refresh_carries_drift_into_the_inputs_and_leaves_defaults_out(with_account: Engine) -> None:
    id, outputs = with_account.create("cognitiveservices:Deployment", DEPLOYMENT)
    drifted = {**outputs, "sku": {"name": "DataZoneStandard", "capacity": 5}}
    request = protocol.ReadRequest(
        id=id,
        urn=urn("cognitiveservices:Deployment"),
        properties=struct(drifted),
        inputs=struct({**DEPLOYMENT, "sku": drifted["sku"]}),
    )
    inputs = plain(with_account.call(with_account.provider.Read, request).inputs)
    assert inputs["sku"] == {"name": "DataZoneStandard", "capacity": 10}
    assert "raiPolicyName" not in inputs["properties"]


def test_an_import_rebuilds_the_inputs(with_account: Engine) -> None:
    id, _ = with_account.create("cognitiveservices:Deployment", DEPLOYMENT)
    read = with_account.call(
        with_account.provider.Read, protocol.ReadRequest(id=id, urn=urn("cognitiveservices:Deployment"))
    )
    inputs = plain(read.inputs)
    assert {key: inputs[key] for key in ("resourceGroupName", "accountName", "deploymentName", "sku")} == {
        key: DEPLOYMENT[key] for key in ("resourceGroupName", "accountName", "deploymentName", "sku")
    }
    assert "provisioningState" not in inputs["properties"]


def test_flattened_types_come_back_as_they_went(with_account: Engine) -> None:
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


def test_functions(with_account: Engine) -> None:
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
    with pytest.raises(Refusal, match="getProject is not held by the Azure emulator"):
        with_account.invoke("azure-native:cognitiveservices:getProject")


def test_types_it_does_not_hold_are_refused_by_name(engine: Engine) -> None:
    with pytest.raises(Refusal, match="Resource type azure-native:storage:StorageAccount not found"):
        engine.create("storage:StorageAccount", {})


def test_versioned_tokens_mean_the_same(with_account: Engine) -> None:
    inputs, _ = with_account.check(
        "cognitiveservices/v20250601:Deployment", {"resourceGroupName": "rg", "accountName": "ai"}
    )
    assert inputs["deploymentName"] == "res"


def test_only_the_emulators_subscription_is_taken(engine: Engine) -> None:
    request = protocol.CheckRequest(news=struct({"subscriptionId": "11111111-1111-1111-1111-111111111111"}))
    answer = engine.call(engine.provider.CheckConfig, request)
    assert "has only subscription 00000000-0000-0000-0000-000000000000" in answer.failures[0].reason

"""What Azure fills in, and the names and places it takes."""

from typing import Any

import pytest

ACCOUNT = "Microsoft.CognitiveServices/accounts/ai"
SWEDEN = {"location": "swedencentral"}
GLOBAL = {"location": "global"}


@pytest.mark.parametrize(
    ("path", "body", "filled_in"),
    [
        ("", SWEDEN, {"provisioningState": "Succeeded"}),
        (
            "Microsoft.OperationalInsights/workspaces/logs",
            SWEDEN,
            {"sku": {"name": "PerGB2018"}, "retentionInDays": 30, "publicNetworkAccessForQuery": "Enabled"},
        ),
        ("Microsoft.Network/networkSecurityGroups/nsg", SWEDEN, {"securityRules": []}),
        (
            "Microsoft.Network/privateDnsZones/privatelink.openai.azure.com",
            GLOBAL,
            {"numberOfVirtualNetworkLinks": 0, "maxNumberOfRecordSets": 25000},
        ),
        (f"{ACCOUNT}/raiBlocklists/words", {}, {}),
        (f"{ACCOUNT}/raiPolicies/p", {"properties": {}}, {"mode": "Default", "basePolicyName": "Microsoft.DefaultV2"}),
    ],
)
def test_defaults_are_read_back(azure: Any, path: str, body: dict[str, Any], filled_in: dict[str, Any]) -> None:
    azure.with_account()
    azure.put(path, body)
    held = azure.get(path)["properties"]
    assert {name: held[name] for name in filled_in} == filled_in


def test_a_subnet_gets_azures_policies(azure: Any) -> None:
    azure.put("", SWEDEN)
    network = "Microsoft.Network/virtualNetworks/net"
    azure.put(network, {**SWEDEN, "properties": {"addressSpace": {"addressPrefixes": ["10.0.0.0/24"]}}})
    azure.put(f"{network}/subnets/s", {"properties": {"addressPrefixes": ["10.0.0.0/25"]}})
    held = azure.get(f"{network}/subnets/s")["properties"]
    assert (held["addressPrefix"], held["privateEndpointNetworkPolicies"]) == ("10.0.0.0/25", "Disabled")
    assert [subnet["name"] for subnet in azure.get(network)["properties"]["subnets"]] == ["s"]


def test_identities_stay_the_same_however_often_they_are_written(azure: Any, bodies: Any) -> None:
    azure.with_account()
    caller = "Microsoft.ManagedIdentity/userAssignedIdentities/caller"
    written = {ACCOUNT: {**bodies.account(), "identity": {"type": "SystemAssigned"}}, caller: SWEDEN}
    once = {path: azure.put(path, body).body for path, body in written.items()}
    again = {path: azure.put(path, body).body for path, body in written.items()}
    assert once == again
    assert once[ACCOUNT]["identity"]["principalId"] != once[caller]["properties"]["principalId"]


@pytest.mark.parametrize(
    ("kind", "subdomain", "endpoint"),
    [
        ("OpenAI", "mine", "https://mine.openai.azure.com/"),
        ("AIServices", "mine", "https://mine.cognitiveservices.azure.com/"),
        ("OpenAI", None, "https://swedencentral.api.cognitive.microsoft.com/"),
    ],
)
def test_the_endpoint_follows_kind_and_subdomain(
    azure: Any, bodies: Any, kind: str, subdomain: str | None, endpoint: str
) -> None:
    azure.put("", SWEDEN)
    body = {**bodies.account(), "kind": kind, "properties": {"customSubDomainName": subdomain} if subdomain else {}}
    azure.put(ACCOUNT, body)
    assert azure.get(ACCOUNT)["properties"]["endpoint"] == endpoint


def test_a_subdomain_can_be_set_later_and_then_stays(azure: Any, bodies: Any) -> None:
    azure.put("", SWEDEN)
    without = {**bodies.account(), "properties": {}}
    azure.put(ACCOUNT, without)
    azure.put(ACCOUNT, bodies.account(customSubDomainName="mine"))
    azure.put(ACCOUNT, without)
    assert azure.get(ACCOUNT)["properties"]["customSubDomainName"] == "mine"


def test_regions_are_read_back_in_their_short_form(azure: Any) -> None:
    azure.put("", {"location": "Sweden Central"})
    assert azure.get("")["location"] == "swedencentral"


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("Microsoft.CognitiveServices/accounts/-ai", SWEDEN),
        (f"{ACCOUNT}/deployments/chat bot", {}),
        (f"{ACCOUNT}/raiPolicies/_p", {}),
        (f"{ACCOUNT}/raiBlocklists/.words", {}),
        ("Microsoft.OperationalInsights/workspaces/x", SWEDEN),
        ("Microsoft.Network/virtualNetworks/net-", SWEDEN),
        ("Microsoft.Network/privateDnsZones/nodots", GLOBAL),
        ("/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/ends-with.", SWEDEN),
    ],
)
def test_a_bad_name_is_refused(azure: Any, path: str, body: dict[str, Any]) -> None:
    azure.with_account()
    assert azure.refused("PUT", path, body).startswith("400 InvalidResourceName")


def test_a_region_must_be_given(azure: Any) -> None:
    assert azure.refused("PUT", "", {}).startswith("400 LocationRequired")


@pytest.mark.parametrize("days", [29, 731])
def test_a_workspace_keeps_logs_thirty_days_to_two_years(azure: Any, days: int) -> None:
    azure.put("", SWEDEN)
    body = {**SWEDEN, "properties": {"retentionInDays": days}}
    assert "'RetentionInDays'" in azure.refused("PUT", "Microsoft.OperationalInsights/workspaces/logs", body)


def test_filters_keep_their_order_and_what_is_missing_follows(azure: Any) -> None:
    azure.with_account()
    listed = [
        {"name": "Profanity", "source": "Prompt", "enabled": True, "blocking": True},
        {"name": "Violence", "source": "Completion", "enabled": True, "blocking": True, "severityThreshold": "High"},
        {"name": "Hate", "source": "Prompt", "enabled": True, "blocking": True, "severityThreshold": "Low"},
    ]
    azure.put(f"{ACCOUNT}/raiPolicies/p", {"properties": {"contentFilters": listed}})
    system = azure.get(f"{ACCOUNT}/raiPolicies/Microsoft.DefaultV2")["properties"]["contentFilters"]
    given = {(entry["name"], entry["source"]) for entry in listed}
    rest = [entry for entry in system if (entry["name"], entry["source"]) not in given]
    assert azure.get(f"{ACCOUNT}/raiPolicies/p")["properties"]["contentFilters"] == listed + rest

"""The resources that components make, through mocks: inputs, parents, order."""

import importlib
from collections.abc import Callable
from typing import Any

import pytest


def openai() -> Any:
    return importlib.import_module("azure_openai")


def account(**settings: Any) -> Callable[[], Any]:
    defaults = {"resource_group_name": "rg", "location": "swedencentral"}
    return lambda: openai().OpenAIAccount("ai", {**defaults, **settings})


CHAT = {"model": {"name": "gpt-5.1", "version": "2025-11-13"}, "sku": {"name": "DataZoneStandard", "capacity": 10}}


def test_an_account_is_secure_unless_said_otherwise(resources_of: Any) -> None:
    made = resources_of(account())["Account ai"]
    properties = made["properties"]
    assert properties["publicNetworkAccess"] == "Disabled"
    assert properties["disableLocalAuth"] is True
    assert properties["restrictOutboundNetworkAccess"] is True
    assert properties["networkAcls"] == {
        "defaultAction": "Deny",
        "bypass": "None",
        "ipRules": [],
        "virtualNetworkRules": [],
    }
    assert made["identity"]["type"] == "SystemAssigned"
    assert made["accountName"] == properties["customSubDomainName"]


def test_what_is_named_can_be_turned_off(resources_of: Any) -> None:
    settings = {
        "public_network_access": "Enabled",
        "disable_local_auth": False,
        "restrict_outbound_network_access": False,
        "managed_identities": {"system_assigned": False},
    }
    made = resources_of(account(**settings))["Account ai"]
    assert made["properties"]["publicNetworkAccess"] == "Enabled"
    assert made["properties"]["disableLocalAuth"] is False
    assert made["properties"]["restrictOutboundNetworkAccess"] is False
    assert made["identity"]["type"] == "None"


def test_a_deployment_without_a_filter_of_its_own_gets_the_default_one(resources_of: Any) -> None:
    made = resources_of(account(deployments={"chat": CHAT}))
    assert made["Deployment ai-chat"]["properties"]["raiPolicyName"] == "default"
    entries = made["RaiPolicy ai-default"]["properties"]["contentFilters"]
    assert [(e["name"], e["source"]) for e in entries] == [
        *(
            (category, source)
            for category in ("Hate", "Sexual", "Violence", "Selfharm")
            for source in ("Prompt", "Completion")
        ),
        ("Jailbreak", "Prompt"),
        ("Indirect Attack", "Prompt"),
        ("Protected Material Text", "Completion"),
        ("Protected Material Code", "Completion"),
    ]
    assert all(entry["enabled"] and entry["blocking"] for entry in entries)
    assert {entry.get("severityThreshold") for entry in entries[:8]} == {"Medium"}


def test_a_filter_can_be_left_out_only_by_naming_it(resources_of: Any) -> None:
    made = resources_of(account(deployments={"chat": {**CHAT, "content_filter": "none"}}))
    assert "raiPolicyName" not in made["Deployment ai-chat"]["properties"]
    assert not any(name.startswith("RaiPolicy") for name in made)


def test_models_that_only_transcribe_take_no_filter(resources_of: Any) -> None:
    whisper = {"model": {"name": "whisper", "version": "001"}, "sku": {"name": "Standard", "capacity": 1}}
    made = resources_of(account(deployments={"audio": whisper}))
    assert "raiPolicyName" not in made["Deployment ai-audio"]["properties"]


def test_entries_replace_those_of_the_preset_and_keep_the_order(resources_of: Any) -> None:
    filters = [
        {"name": "Hate", "source": "Completion", "severity_threshold": "High"},
        {"name": "Profanity", "source": "Prompt"},
    ]
    made = resources_of(account(content_filters={"own": {"preset": "strict", "filters": filters}}))
    entries = made["RaiPolicy ai-own"]["properties"]["contentFilters"]
    assert [e["severityThreshold"] for e in entries if e["name"] == "Hate"] == ["Low", "High"]
    assert [e["name"] for e in entries][-2:] == ["Profanity", "Profanity"]


def test_pinned_sends_the_version_and_auto_sends_none(resources_of: Any) -> None:
    auto = {"model": {"name": "gpt-5.1"}, "sku": CHAT["sku"], "version_policy": "auto"}
    made = resources_of(account(deployments={"pinned": CHAT, "auto": auto}))
    pinned, automatic = (made[f"Deployment ai-{key}"]["properties"] for key in ("pinned", "auto"))
    assert (pinned["model"]["version"], pinned["versionUpgradeOption"]) == ("2025-11-13", "NoAutoUpgrade")
    assert ("version" in automatic["model"], automatic["versionUpgradeOption"]) == (
        False,
        "OnceNewDefaultVersionAvailable",
    )


def test_names_are_the_same_everywhere_and_change_with_the_place(resources_of: Any) -> None:
    name = resources_of(account())["Account ai"]["accountName"]
    assert name == resources_of(account())["Account ai"]["accountName"]
    others = [{"location": "francecentral"}, {"generation": 2}, {"resource_group_name": "other"}]
    names = {resources_of(account(**other))["Account ai"]["accountName"] for other in others}
    assert len(names | {name}) == 4
    assert all(made.startswith("ai-") and made == made.lower() for made in names)


def test_role_assignments_have_names_that_follow_from_what_they_grant(resources_of: Any) -> None:
    scope = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.CognitiveServices/accounts/a"
    grant = {
        "role": "Cognitive Services OpenAI User",
        "principal_type": "Group",
        "principal_id": "11111111-1111-4111-8111-111111111111",
    }

    def program(scope: str) -> Callable[[], Any]:
        return lambda: openai().AccountAccess(
            "access", {"account_resource_id": scope, "role_assignments": {"team": grant}}
        )

    made = resources_of(program(scope))["RoleAssignment access-team"]
    assert made["roleDefinitionId"].endswith("5e0bd9bd-7b93-4f28-af87-19fc36ad61bd")
    assert made["principalType"] == "Group"
    assert (
        made["roleAssignmentName"]
        == resources_of(program(scope.upper()))["RoleAssignment access-team"]["roleAssignmentName"]
    )


@pytest.mark.parametrize(
    ("network", "absent"),
    [
        ({"virtual_network": {"managed_elsewhere": {"by": "the network team"}}, "private_dns": {"managed_elsewhere": {"by": "policy"}}},
         {"VirtualNetwork", "Subnet", "PrivateZone", "PrivateEndpoint", "PrivateDnsZoneGroup"}),
        ({"private_dns": {"managed_elsewhere": {"by": "Azure Policy"}}}, {"PrivateZone", "VirtualNetworkLink", "PrivateDnsZoneGroup"}),
        ({"virtual_network": {"existing": {"subnet_resource_id": "/s/virtualNetworks/hub/subnets/pe"}}}, {"VirtualNetwork", "Subnet"}),
    ],
)  # fmt: skip
def test_what_is_managed_elsewhere_is_not_made(resources_of: Any, network: dict[str, Any], absent: set[str]) -> None:
    settings = {"location": "swedencentral", "accounts": {"eu": {"deployments": {"chat": CHAT}}}, "network": network}
    made = resources_of(lambda: openai().OpenAIPlatform("p", settings))
    assert not absent & {name.split()[0] for name in made}
    assert "Account p-eu" in made

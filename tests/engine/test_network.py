"""Private endpoints and DNS zones: hub and spoke, other subscriptions, zones of somebody else."""

import json
from collections.abc import Callable
from typing import Any

import pytest

ELSEWHERE = {"managed_elsewhere": {"by": "somebody else"}}

HUB = """
import pulumi
import pulumi_azure_native as azure
from azure_openai import OpenAIPlatform
from pulumi_azure_native import network, privatedns, resources

group = resources.ResourceGroup("hub", resource_group_name="hub", location="francecentral")
hub = network.VirtualNetwork(
    "hub",
    resource_group_name=group.name,
    virtual_network_name="hub",
    location="francecentral",
    address_space=network.AddressSpaceArgs(address_prefixes=["10.0.0.0/16"]),
)
subnet = network.Subnet(
    "hub", resource_group_name=group.name, virtual_network_name=hub.name, subnet_name="hub", address_prefix="10.0.0.0/24"
)
names = ["cognitiveservices.azure.com", "openai.azure.com", "services.ai.azure.com"]
zones = {
    f"privatelink.{name}": privatedns.PrivateZone(
        name, resource_group_name=group.name, private_zone_name=f"privatelink.{name}", location="global"
    ).id
    for name in names
}
connectivity = azure.Provider("connectivity", subscription_id="00000000-0000-0000-0000-000000000000")
zone_group = resources.ResourceGroup("dns", resource_group_name="dns", location="francecentral")
settings = pulumi.Config("azure-openai").require_object("platform")
settings["network"] = {
    "private_dns": {
        "create": {"resource_group_name": zone_group.name, "virtual_network_resource_ids": {"hub": hub.id}}
    },
    "private_endpoints": {
        "spoke": {},
        "hub": {
            "subnet_resource_id": subnet.id,
            "location": "francecentral",
            "private_dns": {"existing": {"zone_resource_ids": zones}},
        },
    },
}
OpenAIPlatform("platform", settings, private_dns_provider=connectivity)
"""


@pytest.fixture
def with_network(new_project: Callable[..., Any]) -> Callable[..., Any]:
    """A project with accounts by key, nothing but their network, not built yet."""

    def make(accounts: dict[str, Any], program: str | None = None, project: str = "project", **network: Any) -> Any:
        # Operations take a moment, so that overlapping ones would meet and be refused.
        made = new_project(project, program=program, AZURE_EMULATOR_LATENCY="0.005")
        with made.settings() as settings:
            settings.clear()
            settings.update(
                name="assistant",
                location="swedencentral",
                accounts=accounts,
                network=network,
                monitoring={"workspace": ELSEWHERE, "alerts": ELSEWHERE},
            )
        return made

    return make


def in_state(project: Any) -> list[dict[str, Any]]:
    """The resources of the stack's state."""
    return json.loads(project.pulumi("stack", "export"))["deployment"]["resources"]


def test_hub_and_spoke_each_have_an_endpoint_and_the_zones_may_be_in_another_subscription(with_network: Any) -> None:
    project = with_network({"ai": {"kind": "AIServices"}}, HUB)
    marks = [(mark, step.name) for mark, step in project.intervals() if step.kind == "PrivateEndpoint"]
    assert marks == [
        ("begin", "platform-ai-hub"),
        ("end", "platform-ai-hub"),
        ("begin", "platform-ai-spoke"),
        ("end", "platform-ai-spoke"),
    ]
    held = {resource["id"].lower(): resource for resource in project.held()["resources"]}
    records = {
        resource["id"].split("/")[8]: {
            config["properties"]["privateDnsZoneId"].split("/")[4]
            for config in resource["properties"]["privateDnsZoneConfigs"]
        }
        for resource in held.values()
        if resource["type"].endswith("/privateDnsZoneGroups")
    }
    assert records == {"assistant-ai-hub-endpoint": {"hub"}, "assistant-ai-spoke-endpoint": {"dns"}}
    links = [id for id in held if "/virtualnetworklinks/" in id]
    assert sorted(link.rsplit("/", 1)[1] for link in links) == ["assistant-hub"] * 3 + ["assistant-own"] * 3
    assert all("/resourcegroups/dns/" in link for link in links)
    made_by = {
        resource["type"].rsplit(":", 1)[-1]: resource["provider"].split("::")[-2]
        for resource in in_state(project)
        if "platform" in resource["urn"] and "privatedns" in resource["type"]
    }
    assert made_by == {"PrivateZone": "connectivity", "VirtualNetworkLink": "connectivity"}
    project.pulumi("up", "--yes", "--expect-no-changes")


def test_what_is_there_is_adopted_and_what_others_manage_is_left_alone(with_network: Any) -> None:
    first = with_network({"ai": {}})
    first.up()
    held = {resource["type"]: resource["id"] for resource in first.held()["resources"]}
    second = with_network(
        {"ai": {"location": "francecentral"}},
        project="second",
        virtual_network={"existing": {"subnet_resource_id": held["Microsoft.Network/virtualNetworks/subnets"]}},
        private_dns={
            "existing": {
                "zone_resource_ids": {"privatelink.openai.azure.com": held["Microsoft.Network/privateDnsZones"]}
            }
        },
    )
    with second.settings() as settings:
        settings["name"] = "second"
    made = {step.kind for step in second.up()}
    assert made == {"ResourceGroup", "Account", "PrivateEndpoint", "PrivateDnsZoneGroup"}
    with second.settings() as settings:
        settings["network"] = {"virtual_network": ELSEWHERE, "private_dns": ELSEWHERE}
    assert {step.what[0] for step in second.up()} == {"delete"}
    assert first.ids_in_state() | second.ids_in_state() == first.ids_held()


def test_a_network_in_another_region_is_replaced_with_what_lies_in_it(with_network: Any) -> None:
    project = with_network({"ai": {"location": "swedencentral"}})
    project.up()
    with project.settings() as settings:
        settings["location"] = "francecentral"
        settings["network"]["virtual_network"] = {"create": {"address_space": "10.20.0.0/24"}}
    project.up()
    held = project.held()["resources"]
    regions = {r["type"]: r["location"] for r in held if r.get("location") and r["location"] != "global"}
    assert (
        regions["Microsoft.Network/virtualNetworks"] == regions["Microsoft.Network/privateEndpoints"] == "francecentral"
    )
    assert project.ids_held() == project.ids_in_state()
    project.pulumi("up", "--yes", "--expect-no-changes")

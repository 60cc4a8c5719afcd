"""Networks, private endpoints and private DNS."""

from typing import Any

import pytest

SUBSCRIPTION = "/subscriptions/00000000-0000-0000-0000-000000000000"
ACCOUNT = "Microsoft.CognitiveServices/accounts/ai"
NETWORK = "Microsoft.Network/virtualNetworks/net"
SUBNET = f"{NETWORK}/subnets/endpoints"
ENDPOINT = "Microsoft.Network/privateEndpoints/pe"
ZONE = "Microsoft.Network/privateDnsZones/privatelink.openai.azure.com"


@pytest.fixture
def connected(azure: Any) -> Any:
    azure.with_account()
    azure.put(
        NETWORK, {"location": "swedencentral", "properties": {"addressSpace": {"addressPrefixes": ["10.0.0.0/24"]}}}
    )
    azure.put(SUBNET, {"properties": {"addressPrefix": "10.0.0.0/25"}})
    return azure


def endpoint(azure: Any) -> dict[str, Any]:
    connection = {"name": "c", "properties": {"privateLinkServiceId": azure.id(ACCOUNT), "groupIds": ["account"]}}
    held = {"subnet": {"id": azure.id(SUBNET)}, "privateLinkServiceConnections": [connection]}
    return {"location": "swedencentral", "properties": held}


def test_an_endpoint_gets_an_address_and_registers_it(connected: Any) -> None:
    connected.put(ENDPOINT, endpoint(connected))
    assert connected.get(ENDPOINT)["properties"]["customDnsConfigs"] == [
        {"fqdn": "ai.openai.azure.com", "ipAddresses": ["10.0.0.4"]}
    ]
    connected.put(ZONE, {"location": "global"})
    config = {"name": "openai", "properties": {"privateDnsZoneId": connected.id(ZONE)}}
    group = f"{ENDPOINT}/privateDnsZoneGroups/default"
    connected.put(group, {"properties": {"privateDnsZoneConfigs": [config]}})
    (read,) = connected.get(group)["properties"]["privateDnsZoneConfigs"]
    assert read["properties"]["recordSets"][0]["fqdn"] == "ai.privatelink.openai.azure.com"
    second = f"{ENDPOINT}/privateDnsZoneGroups/second"
    assert "Cannot create more than one private dns zone groups" in connected.refused("PUT", second, {"properties": {}})


def test_a_zone_group_registers_the_subdomain_in_each_zone_of_the_kind(connected: Any, bodies: Any) -> None:
    connected.put(ACCOUNT, {**bodies.account(), "kind": "AIServices"})
    other = f"{SUBSCRIPTION}/resourceGroups/hub"
    connected.put(other, {"location": "swedencentral"})
    hosts = ["cognitiveservices.azure.com", "openai.azure.com", "services.ai.azure.com"]
    zones = [f"{other}/providers/Microsoft.Network/privateDnsZones/privatelink.{host}" for host in hosts]
    stranger = f"{other}/providers/Microsoft.Network/privateDnsZones/privatelink.blob.core.windows.net"
    for zone in (*zones, stranger):
        connected.put(zone, {"location": "global"})
    connected.put(ENDPOINT, endpoint(connected))
    configs = [{"name": f"zone{n}", "properties": {"privateDnsZoneId": z}} for n, z in enumerate((*zones, stranger))]
    group = f"{ENDPOINT}/privateDnsZoneGroups/default"
    connected.put(group, {"properties": {"privateDnsZoneConfigs": configs}})
    read = connected.get(group)["properties"]["privateDnsZoneConfigs"]
    registered = [[record["fqdn"] for record in config["properties"]["recordSets"]] for config in read]
    assert registered == [*([f"ai.privatelink.{host}"] for host in hosts), []]
    assert [connected.get(zone)["properties"]["numberOfRecordSets"] for zone in (*zones, stranger)] == [2, 2, 2, 1]
    answered = connected.get(ENDPOINT)["properties"]["customDnsConfigs"]
    assert [entry["fqdn"] for entry in answered] == [f"ai.{host}" for host in hosts]


def test_hub_and_spoke_have_an_endpoint_each(connected: Any) -> None:
    connected.put(ENDPOINT, endpoint(connected))
    connected.put("Microsoft.Network/privateEndpoints/hub", endpoint(connected))
    addresses = [
        connected.get(path)["properties"]["customDnsConfigs"][0]["ipAddresses"]
        for path in (ENDPOINT, "Microsoft.Network/privateEndpoints/hub")
    ]
    assert addresses == [["10.0.0.4"], ["10.0.0.5"]]


def test_a_zone_is_linked_to_several_networks(connected: Any) -> None:
    connected.put(ZONE, {"location": "global"})
    other = "Microsoft.Network/virtualNetworks/hub"
    space = {"addressSpace": {"addressPrefixes": ["10.1.0.0/24"]}}
    connected.put(other, {"location": "swedencentral", "properties": space})
    for name, network in (("one", NETWORK), ("two", other)):
        link = {"location": "global", "properties": {"virtualNetwork": {"id": connected.id(network)}}}
        connected.put(f"{ZONE}/virtualNetworkLinks/{name}", link)
    assert connected.get(ZONE)["properties"]["numberOfVirtualNetworkLinks"] == 2


def test_a_vault_is_reached_through_a_group_of_its_own(connected: Any) -> None:
    vault = "Microsoft.KeyVault/vaults/vault"
    held = {"tenantId": "t", "sku": {"family": "A", "name": "standard"}}
    connected.put(vault, {"location": "swedencentral", "properties": held})
    body = endpoint(connected)
    connection = body["properties"]["privateLinkServiceConnections"][0]["properties"]
    connection["privateLinkServiceId"] = connected.id(vault)
    assert "InvalidGroupId" in connected.refused("PUT", ENDPOINT, body)
    connection["groupIds"] = ["vault"]
    connected.put(ENDPOINT, body)
    assert connected.get(ENDPOINT)["properties"]["customDnsConfigs"][0]["fqdn"] == "vault.vault.azure.net"


def test_an_endpoint_is_refused_while_the_account_is_accepted(slow: Any) -> None:
    slow.put("", {"location": "swedencentral"})
    slow.put(
        NETWORK, {"location": "swedencentral", "properties": {"addressSpace": {"addressPrefixes": ["10.0.0.0/24"]}}}
    )
    slow.wait(60)
    slow.put(SUBNET, {"properties": {"addressPrefix": "10.0.0.0/25"}})
    slow.wait(60)
    slow.with_account()
    assert slow.refused("PUT", ENDPOINT, endpoint(slow)) == (
        "400 AccountProvisioningStateInvalid: Call to Microsoft.CognitiveServices/accounts failed. Error message: Account "
        f"{slow.id(ACCOUNT)} in state Accepted"
    )
    slow.wait(60)
    slow.deploy()
    assert "RequestConflict" in slow.refused("PUT", ENDPOINT, endpoint(slow))
    slow.wait(60)
    slow.put(ENDPOINT, endpoint(slow))
    assert "RequestConflict" in slow.refused("PUT", f"{ACCOUNT}/raiPolicies/p", {"properties": {}})


def test_what_an_endpoint_needs_cannot_be_deleted(connected: Any) -> None:
    connected.put(ENDPOINT, endpoint(connected))
    assert "InUseSubnetCannotBeDeleted" in connected.refused("DELETE", SUBNET)
    assert "InUseSubnetCannotBeDeleted" in connected.refused("DELETE", NETWORK)
    connected.delete(ENDPOINT)
    connected.delete(NETWORK)
    assert "ResourceNotFound" in connected.refused("GET", SUBNET)


@pytest.mark.parametrize(
    ("prefix", "code"), [("10.0.0.64/26", "NetcfgSubnetRangesOverlap"), ("10.1.0.0/24", "NetcfgInvalidSubnet")]
)
def test_subnets_lie_inside_their_network_and_beside_each_other(connected: Any, prefix: str, code: str) -> None:
    assert code in connected.refused("PUT", f"{NETWORK}/subnets/other", {"properties": {"addressPrefix": prefix}})


def test_a_security_group_in_use_stays(connected: Any) -> None:
    group = "Microsoft.Network/networkSecurityGroups/nsg"
    connected.put(group, {"location": "swedencentral"})
    connected.put(
        SUBNET, {"properties": {"addressPrefix": "10.0.0.0/25", "networkSecurityGroup": {"id": connected.id(group)}}}
    )
    assert "InUseNetworkSecurityGroupCannotBeDeleted" in connected.refused("DELETE", group)


def test_zones_and_links_are_global_and_a_linked_zone_stays(connected: Any) -> None:
    assert "LocationNotAvailableForResourceType" in connected.refused("PUT", ZONE, {"location": "swedencentral"})
    connected.put(ZONE, {"location": "global"})
    link = {"location": "global", "properties": {"virtualNetwork": {"id": connected.id(NETWORK)}}}
    connected.put(f"{ZONE}/virtualNetworkLinks/one", link)
    assert "more than once" in connected.refused("PUT", f"{ZONE}/virtualNetworkLinks/two", link)
    assert "CannotDeleteResource" in connected.refused("DELETE", ZONE)

"""Role assignments at every scope, and what private endpoints and their DNS refuse."""

from typing import Any

import pytest

SUBSCRIPTION = "/subscriptions/00000000-0000-0000-0000-000000000000"
ACCOUNT = "Microsoft.CognitiveServices/accounts/ai"
NETWORK = "Microsoft.Network/virtualNetworks/net"
SUBNET = f"{NETWORK}/subnets/s"
ENDPOINT = "Microsoft.Network/privateEndpoints/pe"
GROUP = f"{ENDPOINT}/privateDnsZoneGroups/default"
USER, CONTRIBUTOR = "5e0bd9bd-7b93-4f28-af87-19fc36ad61bd", "a001fd3d-188f-4b5d-821b-7da978bf7442"
NAMES = [f"aaaaaaaa-0000-4000-8000-00000000000{n}" for n in range(4)]
PRINCIPALS = [f"11111111-1111-4111-8111-11111111111{n}" for n in range(2)]


def grant(principal: str, role: str = USER) -> dict[str, Any]:
    role_id = f"{SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/{role}"
    return {"properties": {"principalId": principal, "roleDefinitionId": role_id}}


def assignment(scope: str, name: str) -> str:
    return f"{scope}/providers/Microsoft.Authorization/roleAssignments/{name}"


def test_a_role_can_be_assigned_once_at_every_scope(azure: Any) -> None:
    azure.with_account()
    scopes = [SUBSCRIPTION, azure.group, azure.id(ACCOUNT)]
    for scope, name in zip(scopes, NAMES, strict=False):
        azure.put(assignment(scope, name), grant(PRINCIPALS[0]))
        assert azure.get(assignment(scope, name))["properties"]["scope"] == scope
        assert azure.refused("PUT", assignment(scope, NAMES[3]), grant(PRINCIPALS[0])).startswith(
            "409 RoleAssignmentExists"
        )


def test_other_principals_and_other_roles_are_other_assignments(azure: Any) -> None:
    azure.with_account()
    given = [(PRINCIPALS[0], USER), (PRINCIPALS[0], CONTRIBUTOR), (PRINCIPALS[1], USER)]
    for (principal, role), name in zip(given, NAMES, strict=False):
        azure.put(assignment(azure.id(ACCOUNT), name), grant(principal, role))
    listed = azure.get(f"{azure.id(ACCOUNT)}/providers/Microsoft.Authorization/roleAssignments")
    assert len(listed["value"]) == len(given)


def test_an_assignment_never_changes_hands(azure: Any) -> None:
    azure.with_account()
    path = assignment(azure.id(ACCOUNT), NAMES[0])
    azure.put(path, grant(PRINCIPALS[0]))
    azure.put(path, grant(PRINCIPALS[0]))
    assert "RoleAssignmentUpdateNotPermitted" in azure.refused("PUT", path, grant(PRINCIPALS[1]))


@pytest.mark.parametrize(
    ("name", "body", "code"),
    [
        ("not-a-guid", grant(PRINCIPALS[0]), "InvalidRoleAssignmentName"),
        (NAMES[0], grant("not-a-guid"), "InvalidPrincipalId"),
        (NAMES[0], {"properties": {"principalId": PRINCIPALS[0]}}, "InvalidRoleAssignment"),
    ],
)
def test_an_assignment_needs_guids(azure: Any, name: str, body: dict[str, Any], code: str) -> None:
    azure.with_account()
    assert azure.refused("PUT", assignment(azure.id(ACCOUNT), name), body).startswith(f"400 {code}:")


def test_assignments_and_settings_go_with_what_they_extend(azure: Any) -> None:
    azure.with_account()
    azure.put(assignment(azure.id(ACCOUNT), NAMES[0]), grant(PRINCIPALS[0]))
    azure.delete(ACCOUNT)
    assert [resource["name"] for resource in azure.arm.contents()["resources"]] == ["rg"]


@pytest.fixture
def network(azure: Any) -> Any:
    """An account and a subnet with room for one endpoint."""
    azure.with_account()
    space = {"addressSpace": {"addressPrefixes": ["10.0.0.0/24"]}}
    azure.put(NETWORK, {"location": "swedencentral", "properties": space})
    azure.put(SUBNET, {"properties": {"addressPrefix": "10.0.0.0/29"}})
    return azure


def endpoint(azure: Any, account: str = ACCOUNT, group: str = "account", **changes: Any) -> dict[str, Any]:
    connection = {"name": "c", "properties": {"privateLinkServiceId": azure.id(account), "groupIds": [group]}}
    held = {"subnet": {"id": azure.id(SUBNET)}, "privateLinkServiceConnections": [connection]}
    return {"location": "swedencentral", "properties": {**held, **changes}}


def test_an_endpoint_needs_an_account_with_a_subdomain(network: Any, bodies: Any) -> None:
    bare = "Microsoft.CognitiveServices/accounts/bare"
    network.put(bare, {**bodies.account(), "properties": {}})
    assert "has no custom subdomain" in network.refused("PUT", ENDPOINT, endpoint(network, bare))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"account": "Microsoft.CognitiveServices/accounts/none"}, "InvalidResourceReference"),
        ({"group": "openai"}, "InvalidGroupId"),
        ({"subnet": {"id": "/subscriptions/x/none"}}, "InvalidResourceReference"),
        ({"privateLinkServiceConnections": []}, "InvalidPrivateEndpoint"),
    ],
)
def test_an_endpoint_that_connects_nothing_is_refused(network: Any, changes: dict[str, Any], expected: str) -> None:
    assert expected in network.refused("PUT", ENDPOINT, endpoint(network, **changes))


def test_an_endpoint_lives_in_the_region_of_its_network(network: Any) -> None:
    body = {**endpoint(network), "location": "eastus2"}
    assert "must be in the region of its virtual network" in network.refused("PUT", ENDPOINT, body)


def test_an_endpoint_keeps_its_address_and_a_full_subnet_takes_no_more(network: Any) -> None:
    def address(path: str) -> str:
        return network.get(path)["properties"]["customDnsConfigs"][0]["ipAddresses"][0]

    paths = [f"Microsoft.Network/privateEndpoints/pe{n}" for n in range(4)]
    for path in paths[:3]:
        network.put(path, endpoint(network))
    assert [address(path) for path in paths[:3]] == ["10.0.0.4", "10.0.0.5", "10.0.0.6"]
    assert "SubnetIsFull" in network.refused("PUT", paths[3], endpoint(network))
    network.delete(paths[0])
    network.put(paths[1], endpoint(network))
    assert address(paths[1]) == "10.0.0.5"
    network.put(paths[3], endpoint(network))
    assert address(paths[3]) == "10.0.0.4"


def config(azure: Any, zone: str, name: str) -> dict[str, Any]:
    return {"name": name, "properties": {"privateDnsZoneId": azure.id(f"Microsoft.Network/privateDnsZones/{zone}")}}


def test_a_zone_group_names_up_to_five_zones_that_exist(network: Any) -> None:
    zones = ["privatelink.openai.azure.com", *(f"privatelink.other{n}.azure.com" for n in range(5))]
    for zone in zones[:5]:
        network.put(f"Microsoft.Network/privateDnsZones/{zone}", {"location": "global"})
    network.put(ENDPOINT, endpoint(network))
    configs = [config(network, zone, f"z{n}") for n, zone in enumerate(zones)]
    refused = {
        "at most 5 zones": configs,
        "InvalidResourceReference": configs[5:],
        "InvalidRequestFormat: Cannot parse the request.": [configs[0], {**configs[1], "name": "z0"}],
    }
    for expected, given in refused.items():
        assert expected in network.refused("PUT", GROUP, {"properties": {"privateDnsZoneConfigs": given}})
    network.put(GROUP, {"properties": {"privateDnsZoneConfigs": configs[:5]}})
    read = network.get(GROUP)["properties"]["privateDnsZoneConfigs"]
    registered = [[record["ipAddresses"] for record in entry["properties"]["recordSets"]] for entry in read]
    assert registered == [[["10.0.0.4"]], [], [], [], []]


def test_a_zone_group_goes_with_its_endpoint(network: Any) -> None:
    network.put(ENDPOINT, endpoint(network))
    network.put(GROUP, {"properties": {"privateDnsZoneConfigs": []}})
    network.delete(ENDPOINT)
    assert "ResourceNotFound" in network.refused("GET", GROUP)

"""Operations that take time: what they show, what they hold up, and for whom."""

from typing import Any

import pytest

ACCOUNT = "Microsoft.CognitiveServices/accounts/ai"
OTHER = "Microsoft.CognitiveServices/accounts/other"
NETWORK = "Microsoft.Network/virtualNetworks/net"
SUBNET = f"{NETWORK}/subnets/s"
ENDPOINT = "Microsoft.Network/privateEndpoints/pe"
ROLE = "/subscriptions/00000000-0000-0000-0000-000000000000/providers/Microsoft.Authorization/roleDefinitions/5e0bd9bd-7b93-4f28-af87-19fc36ad61bd"
ENOUGH = 100


@pytest.fixture
def ready(slow: Any, bodies: Any) -> Any:
    """Two accounts and a subnet, all finished."""
    slow.with_account()
    slow.put(OTHER, bodies.account(customSubDomainName="other"))
    space = {"addressSpace": {"addressPrefixes": ["10.0.0.0/24"]}}
    slow.put(NETWORK, {"location": "swedencentral", "properties": space})
    slow.wait(ENOUGH)
    slow.put(SUBNET, {"properties": {"addressPrefix": "10.0.0.0/25"}})
    slow.wait(ENOUGH)
    return slow


def endpoint(azure: Any) -> dict[str, Any]:
    connection = {"name": "c", "properties": {"privateLinkServiceId": azure.id(ACCOUNT), "groupIds": ["account"]}}
    held = {"subnet": {"id": azure.id(SUBNET)}, "privateLinkServiceConnections": [connection]}
    return {"location": "swedencentral", "properties": held}


def test_an_operation_runs_exactly_as_long_as_it_says(ready: Any) -> None:
    url = ready.deploy().headers["Azure-AsyncOperation"]
    seconds = int(ready.request("GET", url).headers["Retry-After"])
    ready.wait(seconds - 1)
    assert ready.request("GET", url).body["status"] == "InProgress"
    ready.wait(1)
    assert ready.request("GET", url).body["status"] == "Succeeded"


def test_a_deleted_resource_is_shown_until_it_is_gone(ready: Any) -> None:
    started = ready.delete(OTHER)
    assert started.status == 202
    assert ready.get(OTHER)["properties"]["provisioningState"] == "Deleting"
    assert ready.arm.contents()["softDeleted"] == []
    ready.wait(ENOUGH)
    assert "ResourceNotFound" in ready.refused("GET", OTHER)
    assert [account["name"] for account in ready.arm.contents()["softDeleted"]] == ["other"]


def test_location_answers_202_until_the_operation_has_ended(ready: Any) -> None:
    location = ready.delete(OTHER).headers["Location"]
    waiting = ready.request("GET", location)
    assert waiting.status == 202 and waiting.headers["Location"] == location and "Retry-After" in waiting.headers
    ready.wait(ENOUGH)
    assert ready.request("GET", location).status == 204


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("PUT", f"{ACCOUNT}/deployments/second"),
        ("PUT", f"{ACCOUNT}/raiPolicies/p"),
        ("PUT", f"{ACCOUNT}/raiBlocklists/words"),
        ("PUT", ACCOUNT),
        ("PUT", ENDPOINT),
        ("DELETE", f"{ACCOUNT}/raiPolicies/kept"),
    ],
)
def test_a_running_deployment_holds_up_other_writes_to_its_account(
    ready: Any, bodies: Any, method: str, path: str
) -> None:
    ready.put(f"{ACCOUNT}/raiPolicies/kept", {"properties": {}})
    ready.deploy()
    body = {ENDPOINT: endpoint(ready), ACCOUNT: bodies.account()}.get(path, {"properties": {}})
    if "/deployments/" in path:
        body = bodies.deployment()
    assert ready.refused(method, path, body) == (
        f"409 RequestConflict: Another operation is being performed on the parent resource '{ready.id(ACCOUNT)}'. "
        "Please try again later."
    )
    ready.wait(ENOUGH)
    assert ready.request(method, path, body).status < 300


def test_a_running_deployment_holds_up_neither_other_accounts_nor_extensions(ready: Any, bodies: Any) -> None:
    ready.deploy()
    ready.put(f"{OTHER}/deployments/chat", bodies.deployment())
    assignment = f"{ACCOUNT}/providers/Microsoft.Authorization/roleAssignments/aaaaaaaa-0000-4000-8000-000000000001"
    principal = "11111111-1111-4111-8111-111111111111"
    ready.put(ready.id(assignment), {"properties": {"principalId": principal, "roleDefinitionId": ROLE}})


def test_a_running_endpoint_holds_up_its_account(ready: Any, bodies: Any) -> None:
    ready.put(ENDPOINT, endpoint(ready))
    assert "RequestConflict" in ready.refused("PUT", f"{ACCOUNT}/deployments/chat", bodies.deployment())
    ready.wait(ENOUGH)
    ready.delete(ENDPOINT)
    assert "RequestConflict" in ready.refused("PUT", f"{ACCOUNT}/deployments/chat", bodies.deployment())
    ready.wait(ENOUGH)
    ready.deploy()


def test_subnets_of_a_network_are_written_one_at_a_time(ready: Any) -> None:
    second, third = f"{NETWORK}/subnets/second", f"{NETWORK}/subnets/third"
    ready.put(second, {"properties": {"addressPrefix": "10.0.0.128/26"}})
    body = {"properties": {"addressPrefix": "10.0.0.192/26"}}
    assert ready.request("PUT", third, body).status == 409
    ready.wait(ENOUGH)
    ready.put(third, body)


def test_a_refused_write_holds_up_nobody(ready: Any, bodies: Any) -> None:
    ready.refused("PUT", f"{ACCOUNT}/deployments/chat", bodies.deployment(model="gpt-9"))
    ready.deploy()


def test_a_factor_shortens_all_times(make_azure: Any) -> None:
    quick, full = make_azure(latency=0.01), make_azure(latency=1.0)
    quick.with_account()
    quick.wait(ENOUGH)
    hundredth = int(quick.deploy("quick").headers["retry-after-ms"])
    quick.wait(ENOUGH)
    assert int(full.deploy("full").headers["retry-after-ms"]) == 100 * hundredth

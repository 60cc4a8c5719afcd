"""What holds for every request, whatever the type."""

from typing import Any

import pytest

SUBSCRIPTION = "/subscriptions/00000000-0000-0000-0000-000000000000"
ACCOUNT = "Microsoft.CognitiveServices/accounts/ai"
IDENTITIES = "Microsoft.ManagedIdentity/userAssignedIdentities"


def names(listed: dict[str, Any]) -> list[str]:
    return [member["name"] for member in listed["value"]]


def test_collections_hold_what_lies_below_their_scope(azure: Any, bodies: Any) -> None:
    azure.with_account()
    azure.deploy()
    other = f"{SUBSCRIPTION}/resourceGroups/rg2"
    azure.put(other, {"location": "swedencentral"})
    azure.put(
        f"{other}/providers/Microsoft.CognitiveServices/accounts/other", bodies.account(customSubDomainName="other")
    )
    accounts = "Microsoft.CognitiveServices/accounts"
    assert names(azure.get(f"{SUBSCRIPTION}/resourceGroups")) == ["rg", "rg2"]
    assert names(azure.get(f"{SUBSCRIPTION}/providers/{accounts}")) == ["ai", "other"]
    assert names(azure.get(accounts)) == ["ai"]
    assert names(azure.get(f"{ACCOUNT}/deployments")) == ["chat"]
    assert names(azure.get(f"{other}/providers/{accounts}/other/deployments")) == []


def test_a_group_is_no_prefix_of_another_group(azure: Any) -> None:
    azure.put("", {"location": "swedencentral"})
    longer = f"{SUBSCRIPTION}/resourceGroups/rg-more"
    azure.put(longer, {"location": "swedencentral"})
    azure.put(f"{longer}/providers/{IDENTITIES}/kept", {"location": "swedencentral"})
    assert names(azure.get(IDENTITIES)) == []
    azure.delete("")
    assert azure.get(f"{longer}/providers/{IDENTITIES}/kept")["name"] == "kept"


def test_deleting_what_is_not_there_is_no_error(azure: Any) -> None:
    azure.with_account()
    assert azure.request("DELETE", f"{ACCOUNT}/deployments/none").status == 204


@pytest.mark.parametrize(
    ("method", "path", "expected"),
    [
        ("HEAD", ACCOUNT, "405 MethodNotAllowed"),
        ("PATCH", f"{ACCOUNT}/deployments/none", "404 ResourceNotFound"),
        ("POST", f"{ACCOUNT}/explode", "404 InvalidResourceType"),
        ("POST", "Microsoft.CognitiveServices/accounts/none/listKeys", "404 ResourceNotFound"),
        ("GET", "Microsoft.Compute/virtualMachines", "404 InvalidResourceType"),
        ("GET", f"{SUBSCRIPTION}/providers/Microsoft.Emulator/operations/none", "404 OperationNotFound"),
    ],
)
def test_what_cannot_be_answered_is_said(azure: Any, method: str, path: str, expected: str) -> None:
    azure.with_account()
    assert azure.refused(method, path).startswith(expected)


def test_creating_and_updating_are_told_apart(azure: Any, bodies: Any) -> None:
    azure.put("", {"location": "swedencentral"})
    statuses = [azure.put(ACCOUNT, bodies.account()).status for _ in range(2)]
    assert statuses == [201, 200]


def test_a_put_replaces_the_whole_body(azure: Any, bodies: Any) -> None:
    azure.with_account()
    azure.put(ACCOUNT, {**bodies.account(disableLocalAuth=True), "tags": {"team": "search"}})
    azure.put(ACCOUNT, bodies.account())
    held = azure.get(ACCOUNT)
    assert "tags" not in held and held["properties"]["disableLocalAuth"] is False


def test_a_refused_write_leaves_everything_as_it_was(azure: Any, bodies: Any) -> None:
    azure.with_account()
    azure.deploy(capacity=300)
    azure.delete("")
    azure.put("", {"location": "swedencentral"})
    before = azure.arm.contents()
    body = {**bodies.account(restore=True), "identity": {"type": "UserAssigned"}}
    assert "do not match" in azure.refused("PUT", ACCOUNT, body)
    assert azure.arm.contents() == before
    azure.put(ACCOUNT, bodies.account(restore=True))
    assert azure.get(f"{ACCOUNT}/deployments/chat")["sku"]["capacity"] == 300


def test_what_a_caller_sends_is_not_changed(azure: Any, bodies: Any) -> None:
    azure.put("", {"location": "swedencentral"})
    sent, same = bodies.account(), bodies.account()
    azure.put(ACCOUNT, sent)
    assert sent == same


def test_reset_forgets_everything(azure: Any) -> None:
    azure.with_account()
    azure.delete(ACCOUNT)
    azure.arm.reset()
    assert azure.arm.contents() == {"resources": [], "softDeleted": []}

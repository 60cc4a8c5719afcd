"""Who may do what: role assignments, custom roles, management locks."""

from typing import Any

import pytest

SUBSCRIPTION = "/subscriptions/00000000-0000-0000-0000-000000000000"
ACCOUNT = "Microsoft.CognitiveServices/accounts/ai"
CHAT = f"{ACCOUNT}/deployments/chat"
PRINCIPAL = "11111111-1111-4111-8111-111111111111"
ROLE = f"{SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/5e0bd9bd-7b93-4f28-af87-19fc36ad61bd"
CUSTOM = "cccccccc-0000-4000-8000-000000000001"


def test_a_role_is_assigned_once_per_scope_principal_and_role(azure: Any) -> None:
    azure.with_account()
    base = f"{azure.id(ACCOUNT)}/providers/Microsoft.Authorization/roleAssignments"
    first, second = "aaaaaaaa-0000-4000-8000-000000000001", "aaaaaaaa-0000-4000-8000-000000000002"
    body = {"properties": {"principalId": PRINCIPAL, "roleDefinitionId": ROLE, "principalType": "Group"}}
    azure.put(f"{base}/{first}", body)
    assert azure.refused("PUT", f"{base}/{second}", body) == (
        "409 RoleAssignmentExists: The role assignment already exists. The ID of the existing role assignment is "
        f"{first.replace('-', '')}."
    )
    unknown = {"properties": {**body["properties"], "roleDefinitionId": ROLE[:-3] + "000"}}
    assert "RoleDefinitionDoesNotExist" in azure.refused("PUT", f"{base}/{second}", unknown)
    assert azure.get(f"{base}/{first}")["properties"]["scope"] == azure.id(ACCOUNT)


def test_a_role_can_be_assigned_on_a_single_deployment(azure: Any) -> None:
    azure.with_account()
    azure.deploy()
    path = f"{azure.id(CHAT)}/providers/Microsoft.Authorization/roleAssignments/aaaaaaaa-0000-4000-8000-000000000001"
    azure.put(path, {"properties": {"principalId": PRINCIPAL, "roleDefinitionId": ROLE}})
    assert azure.get(path)["properties"]["scope"] == azure.id(CHAT)
    azure.delete(CHAT)
    assert "ResourceNotFound" in azure.refused("GET", path)


def test_a_custom_role_is_assigned_where_it_may_be(azure: Any) -> None:
    azure.with_account()
    role = f"{azure.group}/providers/Microsoft.Authorization/roleDefinitions/{CUSTOM}"
    permissions = [{"actions": ["Microsoft.CognitiveServices/accounts/read"], "dataActions": []}]
    body = {"properties": {"roleName": "Reader of accounts", "permissions": permissions}}
    azure.request("PUT", role, body)
    assert azure.get(role)["properties"] | {"permissions": []} == {
        "roleName": "Reader of accounts",
        "type": "CustomRole",
        "permissions": [],
        "assignableScopes": [azure.group],
    }
    name = "providers/Microsoft.Authorization/roleAssignments/aaaaaaaa-0000-4000-8000-000000000001"
    assignment = {"properties": {"principalId": PRINCIPAL, "roleDefinitionId": role}}
    assert "RoleDefinitionDoesNotExist" in azure.refused("PUT", f"{SUBSCRIPTION}/{name}", assignment)
    azure.put(f"{azure.id(ACCOUNT)}/{name}", assignment)
    assert "RoleDefinitionHasAssignments" in azure.refused("DELETE", role)
    azure.delete(f"{azure.id(ACCOUNT)}/{name}")
    azure.delete(role)


@pytest.mark.parametrize("name", ["Reader of accounts", "Cognitive Services OpenAI User"])
def test_role_names_are_unique(azure: Any, name: str) -> None:
    azure.with_account()
    base = f"{azure.group}/providers/Microsoft.Authorization/roleDefinitions"
    azure.put(f"{base}/{CUSTOM}", {"properties": {"roleName": "Reader of accounts"}})
    azure.put(f"{base}/{CUSTOM}", {"properties": {"roleName": "Reader of accounts", "description": "changed"}})
    second = f"{base}/cccccccc-0000-4000-8000-000000000002"
    assert "RoleDefinitionWithSameNameExists" in azure.refused("PUT", second, {"properties": {"roleName": name}})


def lock(azure: Any, scope: str, level: str = "CanNotDelete") -> str:
    path = f"{azure.id(scope)}/providers/Microsoft.Authorization/locks/keep"
    azure.put(path, {"properties": {"level": level}})
    return path


@pytest.mark.parametrize("locked", ["", ACCOUNT, CHAT])
@pytest.mark.parametrize("deleted", ["", ACCOUNT, CHAT])
def test_a_lock_keeps_what_is_above_and_below_it_from_being_deleted(azure: Any, locked: str, deleted: str) -> None:
    azure.with_account()
    azure.deploy()
    path = lock(azure, locked)
    assert azure.refused("DELETE", deleted) == (
        f"409 ScopeLocked: The scope '{azure.id(deleted)}' cannot perform delete operation because following scope(s) are "
        f"locked: '{azure.id(locked)}'. Please remove the lock and try again."
    )
    azure.deploy(capacity=20)
    azure.delete(path)
    azure.delete(CHAT)


def test_a_lock_leaves_neighbours_alone_and_keeps_role_assignments(azure: Any, bodies: Any) -> None:
    azure.with_account()
    other = "Microsoft.CognitiveServices/accounts/ai2"
    azure.put(other, bodies.account(customSubDomainName="ai2"))
    name = "providers/Microsoft.Authorization/roleAssignments/aaaaaaaa-0000-4000-8000-000000000001"
    azure.put(f"{azure.id(ACCOUNT)}/{name}", {"properties": {"principalId": PRINCIPAL, "roleDefinitionId": ROLE}})
    lock(azure, ACCOUNT)
    azure.delete(other)
    assert "ScopeLocked" in azure.refused("DELETE", f"{azure.id(ACCOUNT)}/{name}")


def test_a_read_only_lock_forbids_writes_too(azure: Any, bodies: Any) -> None:
    azure.with_account()
    lock(azure, ACCOUNT, "ReadOnly")
    assert "cannot perform write operation" in azure.refused("PUT", ACCOUNT, bodies.account())
    assert "cannot perform write operation" in azure.refused("PUT", CHAT, bodies.deployment())
    assert "cannot perform write operation" in azure.refused("POST", f"{ACCOUNT}/listKeys")
    assert "ScopeLocked" in azure.refused("DELETE", ACCOUNT)
    azure.get(ACCOUNT)


def test_other_levels_than_the_two_are_refused(azure: Any) -> None:
    azure.with_account()
    path = f"{azure.id(ACCOUNT)}/providers/Microsoft.Authorization/locks/keep"
    assert "The lock level 'Delete' is not valid" in azure.refused("PUT", path, {"properties": {"level": "Delete"}})

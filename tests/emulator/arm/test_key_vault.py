"""Vaults, keys and secrets, and accounts that are encrypted with a key."""

import time
from typing import Any

import pytest

SUBSCRIPTION = "/subscriptions/00000000-0000-0000-0000-000000000000"
ACCOUNT = "Microsoft.CognitiveServices/accounts/ai"
VAULT = "Microsoft.KeyVault/vaults/vault"
KEY = f"{VAULT}/keys/key"
USER = "Microsoft.ManagedIdentity/userAssignedIdentities/encryption"
CRYPTO_USER = f"{SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/12338af0-0e69-4776-bea7-57ae8d297424"
ASSIGNMENT = "providers/Microsoft.Authorization/roleAssignments/aaaaaaaa-0000-4000-8000-000000000001"


def vault(location: str = "swedencentral", **properties: Any) -> dict[str, Any]:
    held = {"tenantId": "t", "sku": {"family": "A", "name": "standard"}, "enableRbacAuthorization": True, **properties}
    return {"location": location, "properties": held}


PROTECTED = vault(enablePurgeProtection=True)
RSA = {"properties": {"kty": "RSA"}}


@pytest.fixture
def grouped(azure: Any) -> Any:
    azure.put("", {"location": "swedencentral"})
    return azure


def test_what_azure_fills_in(grouped: Any) -> None:
    grouped.put(VAULT, vault())
    held = grouped.get(VAULT)["properties"]
    assert (held["vaultUri"], held["softDeleteRetentionInDays"], held["enableSoftDelete"], held["accessPolicies"]) == (
        "https://vault.vault.azure.net/",
        90,
        True,
        [],
    )


@pytest.mark.parametrize("name", ["ab", "a" * 25, "1vault", "vault-", "va--ult", "va_ult"])
def test_vault_names(grouped: Any, name: str) -> None:
    assert "InvalidResourceName" in grouped.refused("PUT", f"Microsoft.KeyVault/vaults/{name}", vault())


def test_purge_protection_and_retention_are_for_good(grouped: Any) -> None:
    grouped.put(VAULT, vault(enablePurgeProtection=True, softDeleteRetentionInDays=7))
    assert grouped.refused("PUT", VAULT, vault(enablePurgeProtection=False)) == (
        '400 BadRequest: The property "enablePurgeProtection" cannot be set to false. Enabling the purge protection for a '
        "vault is an irreversible action."
    )
    assert '"softDeleteRetentionInDays" has been set already' in grouped.refused(
        "PUT", VAULT, vault(softDeleteRetentionInDays=8)
    )
    grouped.put(VAULT, vault())
    held = grouped.get(VAULT)["properties"]
    assert (held["enablePurgeProtection"], held["softDeleteRetentionInDays"]) == (True, 7)


def test_a_name_is_taken_in_all_of_azure_and_stays_so_after_the_delete(grouped: Any) -> None:
    grouped.put(VAULT, vault())
    other = f"{SUBSCRIPTION}/resourceGroups/other"
    grouped.put(other, {"location": "swedencentral"})
    elsewhere = f"{other}/providers/{VAULT}"
    assert grouped.refused("PUT", elsewhere, vault()).startswith(
        "409 VaultAlreadyExists: The vault name 'vault' is already in use. Vault names are globaly unique so it is "
        "possible that the name is already taken."
    )
    grouped.delete(VAULT)
    conflict = (
        "409 ConflictError: A vault with the same name already exists in deleted state. You need to either recover or "
        "purge existing key vault. Follow this link https://go.microsoft.com/fwlink/?linkid=2149745 for more information "
        "on soft delete."
    )
    assert grouped.refused("PUT", VAULT, vault()) == conflict
    assert grouped.refused("PUT", elsewhere, vault(createMode="recover")) == conflict


def test_a_deleted_vault_is_recovered_with_its_keys(grouped: Any) -> None:
    grouped.put(VAULT, PROTECTED)
    grouped.put(KEY, RSA)
    grouped.delete(VAULT)
    assert "ResourceNotFound" in grouped.refused("GET", KEY)
    grouped.put(VAULT, vault(createMode="recover"))
    assert grouped.get(VAULT)["properties"]["enablePurgeProtection"] is True
    assert grouped.get(KEY)["properties"]["keySize"] == 2048


def test_a_deleted_vault_is_purged_unless_it_is_protected(grouped: Any) -> None:
    base = f"{SUBSCRIPTION}/providers/Microsoft.KeyVault"
    deleted = f"{base}/locations/swedencentral/deletedVaults/vault"
    grouped.put(VAULT, vault())
    grouped.delete(VAULT)
    assert [entry["id"] for entry in grouped.get(f"{base}/deletedVaults")["value"]] == [deleted]
    assert grouped.request("POST", f"{deleted}/purge").status == 200
    grouped.put(VAULT, PROTECTED)
    grouped.delete(VAULT)
    assert (
        grouped.refused("POST", f"{deleted}/purge")
        == "405 MethodNotAllowed: Operation 'DeletedVaultPurge' is not allowed."
    )


def test_the_command_line_purges_what_may_be_purged(grouped: Any, command: Any) -> None:
    grouped.wait(time.time())  # the command line has no other clock
    grouped.with_account()
    grouped.put(VAULT, PROTECTED)
    grouped.put("Microsoft.KeyVault/vaults/vault2", vault())
    grouped.delete("")
    assert command("purge").splitlines() == [
        "purged ai",
        "kept vault: Operation 'DeletedVaultPurge' is not allowed.",
        "purged vault2",
    ]


def test_soft_delete_ends_when_the_vault_says(grouped: Any) -> None:
    grouped.put(VAULT, vault(softDeleteRetentionInDays=7))
    grouped.delete(VAULT)
    grouped.wait(7 * 24 * 3600 - 1)
    assert "ConflictError" in grouped.refused("PUT", VAULT, vault())
    grouped.wait(2)
    grouped.put(VAULT, vault())


def test_a_key_that_exists_is_answered_and_not_changed(grouped: Any) -> None:
    grouped.put(VAULT, vault())
    grouped.put(KEY, RSA)
    before = grouped.get(KEY)
    grouped.put(KEY, {"properties": {"kty": "RSA", "keySize": 4096}})
    assert grouped.get(KEY) == before
    assert before["properties"]["keyUriWithVersion"].startswith("https://vault.vault.azure.net/keys/key/")
    assert grouped.refused("DELETE", KEY).startswith("405 MethodNotAllowed")


def test_a_secrets_value_is_never_read_back_and_a_new_one_is_a_new_version(grouped: Any) -> None:
    secret = f"{VAULT}/secrets/key1"
    grouped.put(VAULT, vault())
    versions = []
    for value in ("one", "one", "two"):
        grouped.put(secret, {"properties": {"value": value}})
        held = grouped.get(secret)["properties"]
        assert "value" not in held
        versions.append(held["secretUriWithVersion"])
    assert versions[0] == versions[1] != versions[2]


def encrypted(bodies: Any, client_id: str | None = None, identity: dict[str, Any] | None = None) -> dict[str, Any]:
    named = {"keyName": "key", "keyVaultUri": "https://vault.vault.azure.net", "identityClientId": client_id}
    body = bodies.account(encryption={"keySource": "Microsoft.KeyVault", "keyVaultProperties": named})
    return {**body, "identity": identity} if identity else body


def test_a_user_assigned_identity_encrypts_at_once(grouped: Any, bodies: Any) -> None:
    grouped.put(USER, {"location": "swedencentral"})
    user = grouped.get(USER)["properties"]
    identity = {"type": "UserAssigned", "userAssignedIdentities": {grouped.id(USER): {}}}
    body = encrypted(bodies, user["clientId"], identity)
    steps = [
        ("The key vault 'https://vault.vault.azure.net' is not found", VAULT, vault()),
        ("must have soft delete and purge protection enabled", VAULT, PROTECTED),
        ("The key 'key' is not found", KEY, RSA),
        ("may not use key", f"{grouped.id(KEY)}/{ASSIGNMENT}", role_for(user)),
    ]
    for refusal, path, missing in steps:
        assert refusal in grouped.refused("PUT", ACCOUNT, body)
        grouped.put(path, missing)
    grouped.put(ACCOUNT, body)


def role_for(identity: dict[str, Any]) -> dict[str, Any]:
    return {"properties": {"principalId": identity["principalId"], "roleDefinitionId": CRYPTO_USER}}


def test_a_system_assigned_identity_takes_two_steps(grouped: Any, bodies: Any) -> None:
    grouped.put(VAULT, PROTECTED)
    grouped.put(KEY, RSA)
    identity = {"type": "SystemAssigned"}
    assert "no system assigned identity yet" in grouped.refused("PUT", ACCOUNT, encrypted(bodies, None, identity))
    grouped.put(ACCOUNT, {**bodies.account(), "identity": identity})
    assert "may not use key" in grouped.refused("PUT", ACCOUNT, encrypted(bodies, None, identity))
    grouped.put(f"{grouped.id(VAULT)}/{ASSIGNMENT}", role_for(grouped.get(ACCOUNT)["identity"]))
    grouped.put(ACCOUNT, encrypted(bodies, None, identity))


def test_an_access_policy_does_instead_of_a_role(grouped: Any, bodies: Any) -> None:
    grouped.put(ACCOUNT, {**bodies.account(), "identity": {"type": "SystemAssigned"}})
    principal = grouped.get(ACCOUNT)["identity"]["principalId"]
    policy = {"objectId": principal, "tenantId": "t", "permissions": {"keys": ["get", "wrapKey", "unwrapKey"]}}
    protected = vault(enablePurgeProtection=True, enableRbacAuthorization=False)
    grouped.put(VAULT, protected)
    grouped.put(KEY, RSA)
    body = encrypted(bodies, None, {"type": "SystemAssigned"})
    assert "may not use key" in grouped.refused("PUT", ACCOUNT, body)
    grouped.put(VAULT, {**protected, "properties": {**protected["properties"], "accessPolicies": [policy]}})
    grouped.put(ACCOUNT, body)


def test_a_key_in_another_region_or_of_another_kind_is_refused(grouped: Any, bodies: Any) -> None:
    grouped.put(ACCOUNT, {**bodies.account(), "identity": {"type": "SystemAssigned"}})
    body = encrypted(bodies, None, {"type": "SystemAssigned"})
    grouped.put(VAULT, vault("westeurope", enablePurgeProtection=True))
    assert "is in westeurope, the account in swedencentral" in grouped.refused("PUT", ACCOUNT, body)
    other = "Microsoft.KeyVault/vaults/vault2"
    grouped.put(other, PROTECTED)
    grouped.put(f"{other}/keys/key", {"properties": {"kty": "EC"}})
    body["properties"]["encryption"]["keyVaultProperties"]["keyVaultUri"] = "https://vault2.vault.azure.net/"
    assert "must be an enabled RSA key of 2048 bits or more" in grouped.refused("PUT", ACCOUNT, body)

"""Encryption of an account with the customer's own key. Azure's words for its refusals are not on record."""

from __future__ import annotations

from azure_openai_catalog import roles

from ...arm import errors
from ...arm.ids import ResourceId, child, contains
from ...arm.store import Body
from ...arm.types import Context
from ..authorization.names import ROLE_ASSIGNMENTS, guid_of
from ..common import properties
from ..key_vault.names import KEYS, VAULTS

KEY_SOURCES = ("Microsoft.CognitiveServices", "Microsoft.KeyVault")

KEY_ROLES = ("Key Vault Crypto User", "Key Vault Crypto Service Encryption User", "Key Vault Crypto Officer")
"""Roles that let an identity wrap and unwrap keys."""

KEY_PERMISSIONS = frozenset({"get", "wrapkey", "unwrapkey"})
"""The same in an access policy of a vault without Entra roles."""

SMALLEST_RSA_KEY = 2048


def check(context: Context, resource: ResourceId, body: Body, existing: Body | None) -> None:
    """Refuse a key that the account's identity could not use (customer-managed keys, 2026-08-24)."""
    encryption = properties(body).get("encryption")
    if not encryption:
        return
    source = encryption.setdefault("keySource", KEY_SOURCES[1])
    if source not in KEY_SOURCES:
        raise errors.invalid(f"The key source '{source}' is not valid: use {' or '.join(KEY_SOURCES)}.")
    if source == KEY_SOURCES[0]:
        return
    named = encryption.get("keyVaultProperties") or {}
    vault = _vault(context, named.get("keyVaultUri") or "", body["location"])
    key = _key(context, vault, named.get("keyName") or "")
    principal = _principal(body, existing, named.get("identityClientId"))
    if not _may_use(context, vault, key, principal):
        raise errors.invalid(
            f"The identity '{principal}' of account {resource.text} may not use key {key['id']}: "
            f"it needs one of the roles {', '.join(KEY_ROLES)} on it."
        )


def _vault(context: Context, uri: str, location: str) -> Body:
    wanted = uri.rstrip("/").lower()
    found = [v for v in context.store.of_type(VAULTS) if v["properties"]["vaultUri"].rstrip("/") == wanted]
    if not found:
        raise errors.invalid(f"The key vault '{uri}' is not found.")
    vault = found[0]
    if vault["location"] != location:
        raise errors.invalid(f"The key vault '{uri}' is in {vault['location']}, the account in {location}.")
    if not vault["properties"].get("enablePurgeProtection"):
        raise errors.invalid(f"The key vault '{uri}' must have soft delete and purge protection enabled.")
    return vault


def _key(context: Context, vault: Body, name: str) -> Body:
    key = context.store.get(child(vault["id"], "keys", name))
    if key is None or key["type"] != KEYS:
        raise errors.invalid(f"The key '{name}' is not found in vault {vault['id']}.")
    held = key["properties"]
    if not held["kty"].startswith("RSA") or held["keySize"] < SMALLEST_RSA_KEY or not held["attributes"]["enabled"]:
        raise errors.invalid(f"The key {key['id']} must be an enabled RSA key of {SMALLEST_RSA_KEY} bits or more.")
    return key


def _principal(body: Body, existing: Body | None, client_id: str | None) -> str:
    """The identity that uses the key. A system-assigned one must be there before it can have a role."""
    identity = body.get("identity") or {}
    if client_id:
        for user in (identity.get("userAssignedIdentities") or {}).values():
            if user["clientId"] == client_id:
                return str(user["principalId"])
        raise errors.invalid(f"The account has no user assigned identity with client id '{client_id}'.")
    principal = ((existing or {}).get("identity") or {}).get("principalId")
    if not principal or principal != identity.get("principalId"):
        raise errors.invalid("The account has no system assigned identity yet that could use the key.")
    return str(principal)


def _may_use(context: Context, vault: Body, key: Body, principal: str) -> bool:
    if not vault["properties"]["enableRbacAuthorization"]:
        policies = [p for p in vault["properties"]["accessPolicies"] if p["objectId"].lower() == principal.lower()]
        granted = {name.lower() for p in policies for name in (p.get("permissions") or {}).get("keys") or []}
        return "all" in granted or granted >= KEY_PERMISSIONS
    guids = {role.guid for name in KEY_ROLES if (role := roles.find(name))}
    return any(
        assignment["properties"]["principalId"].lower() == principal.lower()
        and guid_of(assignment["properties"]["roleDefinitionId"]).lower() in guids
        and contains(assignment["properties"]["scope"], key["id"])
        for assignment in context.store.of_type(ROLE_ASSIGNMENTS)
    )

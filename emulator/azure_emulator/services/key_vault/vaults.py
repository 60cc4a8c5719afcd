"""Vaults."""

from __future__ import annotations

from ...arm import errors
from ...arm.deleted import restore
from ...arm.errors import ArmError
from ...arm.ids import ResourceId
from ...arm.store import Body
from ...arm.types import ANY, Context, ResourceType, Seconds, SoftDelete
from ..common import TAGS_AND_LOCATION, at_location, properties, require_location, require_name
from .names import API_VERSIONS, VAULTS, retention_seconds, vault_uri

RETENTION_DAYS = (7, 90)


def _fill(context: Context, resource: ResourceId, body: Body, existing: Body | None) -> None:
    require_name(resource, r"(?!.*--)[a-zA-Z][a-zA-Z0-9-]{1,22}[a-zA-Z0-9]")
    require_location(body, existing)
    held = properties(body)
    for name in ("tenantId", "sku"):
        if not held.get(name):
            raise ArmError(400, "BadRequest", f"The vault has no {name}.")
    recover = held.pop("createMode", "default") == "recover"
    before = existing or _deleted(context, resource, recover)
    if before and recover:
        body["properties"] = held = {**before["properties"], **held}
    _fill_protection(held, (before or {}).get("properties", {}))
    held.setdefault("accessPolicies", [])
    held.setdefault("enableRbacAuthorization", False)
    held.setdefault("publicNetworkAccess", "Enabled")
    held.setdefault("enabledForDeployment", False)
    held["vaultUri"] = vault_uri(resource.name)


def _deleted(context: Context, resource: ResourceId, recover: bool) -> Body | None:
    """The soft-deleted vault that is recovered. Names are unique in all of Azure, and soft-deleted vaults keep theirs."""
    if any(vault["name"].lower() == resource.name.lower() for vault in context.store.of_type(VAULTS)):
        raise ArmError(
            409,
            "VaultAlreadyExists",
            f"The vault name '{resource.name}' is already in use. Vault names are globaly unique so it is possible that the "
            "name is already taken. If you are sure that the vault name was not taken then it is possible that a vault "
            "with the same name was recently deleted but not purged after being placed in a recoverable state. If the "
            "vault is in a recoverable state then the vault will need to be purged before reusing the name. For more "
            "information on soft delete and purging a vault follow this link "
            "https://go.microsoft.com/fwlink/?linkid=2147740.",
        )
    deleted = [bodies[0] for bodies in context.store.soft_deleted(VAULTS)]
    same_name = [vault for vault in deleted if vault["name"].lower() == resource.name.lower()]
    if not same_name:
        return None
    if not recover or same_name[0]["id"].lower() != resource.key:
        raise ArmError(
            409,
            "ConflictError",
            "A vault with the same name already exists in deleted state. You need to either recover or purge existing key "
            "vault. Follow this link https://go.microsoft.com/fwlink/?linkid=2149745 for more information on soft delete.",
        )
    restore(context.store, resource.text)
    return same_name[0]


def _fill_protection(held: Body, existing: Body) -> None:
    """Soft delete is always on; purge protection and the days of retention can be set once."""
    if held.get("enablePurgeProtection") is False:
        raise ArmError(
            400,
            "BadRequest",
            'The property "enablePurgeProtection" cannot be set to false. Enabling the purge protection for a vault is an '
            "irreversible action.",
        )
    if existing.get("enablePurgeProtection"):
        held["enablePurgeProtection"] = True
    held["enableSoftDelete"] = True
    days = held.setdefault("softDeleteRetentionInDays", existing.get("softDeleteRetentionInDays", RETENTION_DAYS[1]))
    if not RETENTION_DAYS[0] <= days <= RETENTION_DAYS[1]:
        raise errors.invalid(f"'softDeleteRetentionInDays' is {days}: use {RETENTION_DAYS[0]} to {RETENTION_DAYS[1]}.")
    if existing and existing["softDeleteRetentionInDays"] != days:
        raise ArmError(
            400,
            "BadRequest",
            'The property "softDeleteRetentionInDays" has been set already and it can\'t be modified.',
        )


def _listed_id(vault: Body) -> str:
    return f"{at_location('Microsoft.KeyVault', vault['location'])}/deletedVaults/{vault['name']}"


def _refuse_purge(vault: Body) -> None:
    if vault["properties"].get("enablePurgeProtection"):
        raise ArmError(405, "MethodNotAllowed", "Operation 'DeletedVaultPurge' is not allowed.")


_RULES = {
    "bypass": ANY,
    "defaultAction": ANY,
    "ipRules": [{"value": ANY}],
    "virtualNetworkRules": [{"id": ANY, "ignoreMissingVnetServiceEndpoint": ANY}],
}

VAULT = ResourceType(
    name=VAULTS,
    api_versions=API_VERSIONS,
    declared={
        **TAGS_AND_LOCATION,
        "properties": {
            "tenantId": ANY,
            "sku": {"family": ANY, "name": ANY},
            "accessPolicies": ANY,
            "createMode": ANY,
            "enablePurgeProtection": ANY,
            "enableRbacAuthorization": ANY,
            "enableSoftDelete": ANY,
            "enabledForDeployment": ANY,
            "enabledForDiskEncryption": ANY,
            "enabledForTemplateDeployment": ANY,
            "networkAcls": _RULES,
            "publicNetworkAccess": ANY,
            "softDeleteRetentionInDays": ANY,
        },
    },
    fill=_fill,
    seconds=Seconds(create=25, update=5),
    soft_delete=SoftDelete(retention_seconds, "deletedVaults", _listed_id, ("POST", "/purge"), _refuse_purge),
)

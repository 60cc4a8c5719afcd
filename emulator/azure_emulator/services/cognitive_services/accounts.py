"""Accounts."""

from __future__ import annotations

from azure_openai_catalog import limits, networking, regions

from ... import TENANT_ID
from ...arm import errors
from ...arm.deleted import restore
from ...arm.errors import ArmError
from ...arm.ids import ResourceId, parse
from ...arm.store import Body
from ...arm.types import ANY, Context, MapOf, ResourceType, Seconds, SoftDelete
from ..common import (
    TAGS_AND_LOCATION,
    at_location,
    keep,
    properties,
    require_location,
    require_name,
    require_resource,
    stable_guid,
    stable_hex,
)
from . import encryption, keys, network_rules, offers
from .names import ACCOUNTS, API_VERSIONS, DEPLOYMENTS, NAMESPACE, account_lock

RETENTION_SECONDS = 48 * 3600
"""How long Azure keeps a deleted account (Recover or purge deleted resources, 2025-10-02)."""

SUBDOMAIN_TAKEN = (
    "Please pick a different name. The subdomain name '{}' is not available as it's already used by a resource."
)


def _fill(context: Context, resource: ResourceId, body: Body, existing: Body | None) -> None:
    require_name(resource, limits.ACCOUNT_NAME.pattern.strip("^$"))
    require_location(body, existing)
    if not (existing or regions.is_known(body["location"])):
        raise errors.location_not_available(body["location"], ACCOUNTS, regions.names())
    _check_kind_and_sku(body)
    _check_kind_change(context, resource, body, existing)
    held = properties(body)
    asked = held.pop("restore", None)
    deleted = context.store.soft_deleted_resource(resource.text)
    if deleted and not existing:
        if not asked:
            raise _must_restore(deleted[0]["id"])
        _restore(context, resource, body, deleted[0])
        held = properties(body)
    _check_subdomain(context, resource, held, existing)
    _fill_defaults(resource, body, existing)
    network_rules.check(context, resource, body)
    _fill_identity(context, resource, body)
    encryption.check(context, resource, body, existing)


def _check_kind_and_sku(body: Body) -> None:
    if body.get("kind") not in offers.KINDS:
        kind = body.get("kind")
        raise ArmError(
            400, "InvalidApiSetId", f"The account type '{kind}' is either invalid or unavailable in given region."
        )
    sku = (body.get("sku") or {}).get("name")
    if sku != "S0":
        raise ArmError(
            400, "InvalidSku", f"The account SKU '{sku}' is invalid for kind '{body['kind']}'; the emulator has S0."
        )


def _check_kind_change(context: Context, resource: ResourceId, body: Body, existing: Body | None) -> None:
    """OpenAI grows into AIServices in place; the way back is open while all deployments are OpenAI's."""
    if existing is None or existing["kind"] == body["kind"] or body["kind"] != offers.OPENAI:
        return
    for held in context.store.children(resource.text):
        if held["type"] == DEPLOYMENTS and held["properties"]["model"]["format"] != offers.OPENAI:
            raise errors.invalid(
                f"The kind of account {resource.text} cannot be changed to {body['kind']} while deployment "
                f"'{held['name']}' has model format '{held['properties']['model']['format']}'."
            )


def _must_restore(account: str) -> ArmError:
    return ArmError(
        409,
        "FlagMustBeSetForRestore",
        f"An existing resource with ID '{account}' has been soft-deleted. To restore the resource, you must specify "
        "'restore' to be 'true' in the property. If you don't want to restore existing resource, please purge it first.",
    )


def _restore(context: Context, resource: ResourceId, body: Body, deleted: Body) -> None:
    """Bring back the account as it was, with what was below it; what the request says wins."""
    body["properties"] = {**deleted["properties"], **properties(body)}
    restore(context.store, resource.text)


def _check_subdomain(context: Context, resource: ResourceId, held: Body, existing: Body | None) -> None:
    wanted = held.get("customSubDomainName")
    current = (existing or {}).get("properties", {}).get("customSubDomainName")
    if current and wanted and wanted.lower() != current.lower():
        raise errors.invalid("The custom subdomain name of an account cannot be changed once it is set.")
    if current and not wanted:
        held["customSubDomainName"] = current
    if not wanted:
        return
    if not limits.SUBDOMAIN.matches(wanted):
        raise errors.invalid(f"The custom subdomain name '{wanted}' is not valid.")
    held["customSubDomainName"] = wanted.lower()
    holder = subdomain_holder(context, wanted)
    if holder and holder["id"].lower() != resource.key:
        raise ArmError(409, "CustomDomainInUse", SUBDOMAIN_TAKEN.format(wanted))


def subdomain_holder(context: Context, subdomain: str) -> Body | None:
    """The account that has a subdomain, live or soft-deleted."""
    deleted = (bodies[0] for bodies in context.store.soft_deleted(ACCOUNTS))
    for account in (*context.store.of_type(ACCOUNTS), *deleted):
        if account["properties"].get("customSubDomainName", "").lower() == subdomain.lower():
            return account
    return None


def _fill_defaults(resource: ResourceId, body: Body, existing: Body | None) -> None:
    held = properties(body)
    held.setdefault("publicNetworkAccess", "Enabled")
    held.setdefault("disableLocalAuth", False)
    held.setdefault("restrictOutboundNetworkAccess", False)
    acls: Body = held.get("networkAcls") or {"defaultAction": "Allow"}
    held["networkAcls"] = acls
    acls.setdefault("ipRules", [])
    acls.setdefault("virtualNetworkRules", [])
    keep(body, existing, "dateCreated", "internalId", keys.GENERATIONS)
    held.setdefault("internalId", stable_hex(resource.text, "internal"))
    subdomain = held.get("customSubDomainName")
    address = f"https://{body['location']}.api.cognitive.microsoft.com/"
    if subdomain:
        openai = networking.openai_endpoint(subdomain)
        address = openai if body["kind"] == "OpenAI" else f"https://{subdomain}.cognitiveservices.azure.com/"
        held["endpoints"] = {"OpenAI Language Model Instance API": openai}
    held["endpoint"] = address
    held["isMigrated"] = False


def _fill_identity(context: Context, resource: ResourceId, body: Body) -> None:
    identity = body.get("identity")
    if not identity:
        return
    kinds = [kind.strip() for kind in str(identity.get("type", "None")).split(",")]
    if "SystemAssigned" in kinds:
        identity.update(principalId=stable_guid(resource.text, "principal"), tenantId=TENANT_ID)
    users = identity.get("userAssignedIdentities") or {}
    if ("UserAssigned" in kinds) != bool(users):
        raise errors.invalid("The identity type and the user assigned identities do not match.")
    for identity_id in users:
        found = require_resource(context, identity_id, resource.text)["properties"]
        users[identity_id] = {"principalId": found["principalId"], "clientId": found["clientId"]}


def _refuse_delete(context: Context, resource: ResourceId, body: Body) -> None:
    prefix = f"{ACCOUNTS}/".lower()
    nested = [child["id"] for child in context.store.children(body["id"]) if child["type"].lower().startswith(prefix)]
    if nested:
        raise errors.nested_resources(nested)


def _listed_id(account: Body) -> str:
    resource = parse(account["id"])
    base = at_location(NAMESPACE, account["location"])
    return f"{base}/resourceGroups/{resource.resource_group}/deletedAccounts/{resource.name}"


ACCOUNT = ResourceType(
    name=ACCOUNTS,
    api_versions=API_VERSIONS,
    declared={
        **TAGS_AND_LOCATION,
        "kind": ANY,
        "sku": {"name": ANY, "tier": ANY, "capacity": ANY},
        "identity": {"type": ANY, "userAssignedIdentities": MapOf(ANY), "principalId": ANY, "tenantId": ANY},
        "properties": {
            "allowedFqdnList": [ANY],
            "allowProjectManagement": ANY,
            "customSubDomainName": ANY,
            "disableLocalAuth": ANY,
            "dynamicThrottlingEnabled": ANY,
            "encryption": {
                "keySource": ANY,
                "keyVaultProperties": {"keyName": ANY, "keyVaultUri": ANY, "keyVersion": ANY, "identityClientId": ANY},
            },
            "networkAcls": {
                "bypass": ANY,
                "defaultAction": ANY,
                "ipRules": [{"value": ANY}],
                "virtualNetworkRules": [{"id": ANY, "ignoreMissingVnetServiceEndpoint": ANY, "state": ANY}],
            },
            "publicNetworkAccess": ANY,
            "restore": ANY,
            "restrictOutboundNetworkAccess": ANY,
            "userOwnedStorage": ANY,
        },
    },
    fill=_fill,
    refuse_delete=_refuse_delete,
    locks=account_lock,
    seconds=Seconds(create=30, update=15, delete=20),
    soft_delete=SoftDelete(lambda body: RETENTION_SECONDS, "deletedAccounts", _listed_id, ("DELETE", "")),
    actions={"listKeys": keys.list_keys, "regenerateKey": keys.regenerate},
    present=keys.hide,
)

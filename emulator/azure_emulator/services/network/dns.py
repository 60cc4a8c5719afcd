"""Which names a private endpoint answers to, and in which private DNS zones they are registered."""

from __future__ import annotations

from azure_openai_catalog import networking

from ...arm.ids import parse
from ...arm.store import Body
from ...arm.types import Context
from ..cognitive_services import ACCOUNTS
from ..key_vault.names import VAULTS

GROUPS = {ACCOUNTS: networking.PRIVATE_LINK_GROUP, VAULTS: "vault"}
"""Group id of a private endpoint by the type it leads to (private endpoint DNS, 2026)."""

_VAULT_ZONE, _VAULT_HOST = "privatelink.vaultcore.azure.net", "vault.azure.net"

TTL_SECONDS = 10


def connections(endpoint: Body) -> list[Body]:
    """Connections of an endpoint, manual ones too."""
    held = endpoint.get("properties") or {}
    return [
        *(held.get("privateLinkServiceConnections") or []),
        *(held.get("manualPrivateLinkServiceConnections") or []),
    ]


def targets(endpoint: Body) -> list[str]:
    """Ids that an endpoint leads to."""
    return [connection["properties"]["privateLinkServiceId"] for connection in connections(endpoint)]


def names(context: Context, endpoint: Body) -> dict[str, tuple[str, str]]:
    """Record name and public host name by private DNS zone."""
    found: dict[str, tuple[str, str]] = {}
    for target in filter(None, map(context.store.get, targets(endpoint))):
        if target["type"] == VAULTS:
            found[_VAULT_ZONE] = target["name"], f"{target['name']}.{_VAULT_HOST}"
        elif subdomain := target["properties"].get("customSubDomainName"):
            for zone in networking.private_dns_zones(target["kind"]):
                found[zone] = subdomain, f"{subdomain}.{zone.removeprefix('privatelink.')}"
    return found


def record_sets(context: Context, endpoint: Body, zone_id: str) -> list[Body]:
    """What a zone group registers for an endpoint in a zone: nothing where the zone does not fit."""
    zone = parse(zone_id).name
    known = names(context, endpoint).get(zone.lower())
    if known is None:
        return []
    addresses = [endpoint["properties"]["privateIpAddress"]]
    name, _ = known
    fqdn = f"{name}.{zone}"
    return [{"recordType": "A", "recordSetName": name, "fqdn": fqdn, "ttl": TTL_SECONDS, "ipAddresses": addresses}]

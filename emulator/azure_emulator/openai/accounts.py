"""Which account a call reaches, and whether the network lets it through."""

from __future__ import annotations

import ipaddress

from azure_openai_catalog import networking

from ..arm.store import Body
from ..arm.types import Context
from ..services.cognitive_services import ACCOUNTS
from ..services.cognitive_services.network_rules import SERVICE
from ..services.network import dns
from ..services.network.names import ENDPOINTS
from . import errors

NETWORK_PATH_HEADER = "x-azure-emulator-network-path"
"""Stands for the way a call takes: PRIVATE_ENDPOINT, the id of a subnet, or the public IPv4 address of the caller.

Without it the call comes over the internet, from an address that no rule names.
"""

PRIVATE_ENDPOINT = "private-endpoint"
"""The call comes through a private endpoint of the account, if it has one."""


def find(context: Context, host: str) -> Body:
    """The account that answers as a host. Raises Refusal."""
    subdomain = host.split(".")[0]
    for account in context.store.of_type(ACCOUNTS):
        if account["properties"].get("customSubDomainName") != subdomain:
            continue
        if f"https://{host}/" in networking.endpoints(subdomain, account["kind"]).values():
            return account
    raise errors.account_not_found(host)


def check_network(context: Context, account: Body, path: str) -> None:
    """Refuse a call that takes a way which the account's network rules do not allow. Raises Refusal."""
    held = account["properties"]
    if path == PRIVATE_ENDPOINT and _has_endpoint(context, account):
        return
    if held["publicNetworkAccess"] == "Disabled":
        raise errors.public_access_disabled()
    rules = held["networkAcls"]
    # Rules without a default of Deny have no effect.
    if rules.get("defaultAction") == "Deny" and not _is_let_in(context, rules, path):
        raise errors.firewall()


def _has_endpoint(context: Context, account: Body) -> bool:
    return any(
        target.lower() == account["id"].lower()
        for endpoint in context.store.of_type(ENDPOINTS)
        for target in dns.targets(endpoint)
    )


def _is_let_in(context: Context, rules: Body, path: str) -> bool:
    if path.startswith("/"):
        return _has_service_endpoint(context, path) and _names(rules["virtualNetworkRules"], path)
    return _contains(rules["ipRules"], path)


def _has_service_endpoint(context: Context, subnet_id: str) -> bool:
    """Without a service endpoint, the call of a machine in the subnet would come from a public address."""
    subnet = context.store.get(subnet_id) or {"properties": {}}
    return any(entry.get("service") == SERVICE for entry in subnet["properties"].get("serviceEndpoints") or [])


def _names(rules: list[Body], subnet_id: str) -> bool:
    return any(rule["id"].lower() == subnet_id.lower() for rule in rules)


def _contains(rules: list[Body], address: str) -> bool:
    try:
        caller = ipaddress.IPv4Address(address)
    except ValueError:
        return False
    return any(caller in ipaddress.IPv4Network(rule["value"], strict=False) for rule in rules)

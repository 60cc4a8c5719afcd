"""The firewall of an account: which rules Azure takes."""

from __future__ import annotations

import ipaddress

from azure_openai_catalog import limits

from ...arm import errors
from ...arm.errors import ArmError
from ...arm.ids import ResourceId
from ...arm.store import Body
from ...arm.types import Context
from ..common import properties, require_resource

SERVICE = "Microsoft.CognitiveServices"

ALLOWED = {"defaultAction": ("Allow", "Deny"), "bypass": ("AzureServices", "None")}

PRIVATE_RANGES = tuple(ipaddress.IPv4Network(r) for r in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"))
"""RFC 1918."""

LONGEST_PREFIX = 30
"""Smaller ranges are given as single addresses (virtual networks of Cognitive Services, 2025-05-19)."""


def check(context: Context, resource: ResourceId, body: Body) -> None:
    """Refuse rules that Azure does not take. Except for the missing service endpoint the words are the emulator's."""
    acls = properties(body)["networkAcls"]
    for name, values in ALLOWED.items():
        if acls.get(name, values[0]) not in values:
            raise errors.invalid(f"'networkAcls.{name}' is '{acls[name]}': use {' or '.join(values)}.")
    addresses, subnets = acls["ipRules"], acls["virtualNetworkRules"]
    if len(addresses) > limits.IP_RULES:
        raise errors.invalid(f"The account has {len(addresses)} IP rules; at most {limits.IP_RULES} are allowed.")
    if len(subnets) > limits.VIRTUAL_NETWORK_RULES:
        raise errors.invalid(
            f"The account has {len(subnets)} virtual network rules; at most {limits.VIRTUAL_NETWORK_RULES} are allowed."
        )
    for rule in addresses:
        _check_address(str(rule.get("value", "")))
    if subnets and not properties(body).get("customSubDomainName"):
        raise errors.invalid(f"Account {resource.text} has no custom subdomain, which virtual network rules need.")
    for rule in subnets:
        _check_subnet(context, resource, rule)
        rule.setdefault("ignoreMissingVnetServiceEndpoint", False)


def _check_address(value: str) -> None:
    try:
        network = ipaddress.IPv4Network(value, strict=False)
    except ValueError:
        raise errors.invalid(
            f"The IP rule '{value}' is neither an IPv4 address nor a range in CIDR notation."
        ) from None
    if "/" in value and network.prefixlen > LONGEST_PREFIX:
        raise errors.invalid(f"The IP rule '{value}' is too small a range: use single addresses for /31 and /32.")
    if any(network.overlaps(private) for private in PRIVATE_RANGES):
        raise errors.invalid(f"The IP rule '{value}' is private (RFC 1918): only public addresses are allowed.")


def _check_subnet(context: Context, resource: ResourceId, rule: Body) -> None:
    subnet = require_resource(context, str(rule.get("id", "")), resource.text)
    services = {entry.get("service") for entry in subnet["properties"].get("serviceEndpoints") or []}
    if SERVICE in services or rule.get("ignoreMissingVnetServiceEndpoint"):
        return
    network = subnet["id"].rsplit("/subnets/", 1)[0]
    raise ArmError(
        400,
        "SubnetsHaveNoServiceEndpointsConfigured",
        f"Subnets {subnet['name']} of virtual network {network} do not have ServiceEndpoints for {SERVICE} resources "
        f"configured. Add {SERVICE} to subnet's ServiceEndpoints collection before trying to ACL {SERVICE} resources to "
        "these subnets.",
    )

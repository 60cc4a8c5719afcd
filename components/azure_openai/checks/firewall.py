"""What must hold of an account's firewall before Azure is asked."""

import ipaddress
from typing import Iterator, Optional, Union

from azure_openai_catalog import limits

from ..settings.firewall import NetworkAcls
from .problems import Problem

_PRIVATE = tuple(ipaddress.IPv4Network(text) for text in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"))
"""Private ranges of RFC 1918."""

_LONGEST_PREFIX = 30
"""What is smaller Azure wants address by address (virtual networks of Azure AI services, 2025-05-19)."""

Address = Union[ipaddress.IPv4Address, ipaddress.IPv4Network]


def firewall_problems(acls: NetworkAcls, public: bool) -> Iterator[Problem]:
    """Problems of a firewall; paths are relative to it. `public`: whether the account's public network is on."""
    ip_rules, subnets = acls.ip_rules or [], acls.virtual_network_rules or []
    if (ip_rules or subnets) and not public:
        where = "ip_rules" if ip_rules else "virtual_network_rules"
        yield Problem(
            where,
            "has no effect while `public_network_access` is `Disabled`.",
            "Remove it, or enable the public network.",
        )
    for where, given, most in (
        ("ip_rules", ip_rules, limits.IP_RULES),
        ("virtual_network_rules", subnets, limits.VIRTUAL_NETWORK_RULES),
    ):
        if len(given) > most:
            yield Problem(where, f"has {len(given)}, an account takes {most}.", "Join ranges, or remove some.")
    for index, text in enumerate(ip_rules):
        yield from _address_problems(f"ip_rules.{index}", text)
    for index, rule in enumerate(subnets):
        subnet = rule.subnet_resource_id
        if isinstance(subnet, str) and "/subnets/" not in subnet:
            yield Problem(
                f"virtual_network_rules.{index}.subnet_resource_id",
                f"{subnet!r} is no subnet.",
                "Give a resource id: /subscriptions/.../virtualNetworks/<network>/subnets/<subnet>.",
            )


def ip_rule(text: str) -> Optional[Address]:
    """The address or range of a rule, a `/32` as its address; None for what is neither."""
    try:
        network = ipaddress.IPv4Network(text)
    except ValueError:
        return None
    return network.network_address if network.prefixlen == network.max_prefixlen else network


def _address_problems(where: str, text: str) -> Iterator[Problem]:
    address = ip_rule(text)
    if address is None:
        instead = "Write it as 20.30.40.50 or 20.30.40.0/24."
        if ":" in text:
            instead = "Azure takes IPv4 only."
        elif (network := _around(text)) is not None:
            instead = f"The range around it is {network}."
        yield Problem(where, f"{text!r} is neither an IPv4 address nor a range.", instead)
        return
    network = ipaddress.IPv4Network(address)
    if _LONGEST_PREFIX < network.prefixlen < network.max_prefixlen:
        both = " and ".join(str(host) for host in network)
        yield Problem(where, f"{text!r} is too small a range for Azure.", f"Give the addresses one by one: {both}.")
    if any(network.overlaps(private) for private in _PRIVATE) and network.prefixlen:
        yield Problem(where, f"{text!r} is private (RFC 1918).", "Use a private endpoint or a virtual network rule.")


def _around(text: str) -> Optional[ipaddress.IPv4Network]:
    try:
        return ipaddress.IPv4Network(text, strict=False)
    except ValueError:
        return None

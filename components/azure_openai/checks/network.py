"""What must hold of private networking before Azure is asked."""

import ipaddress
from typing import Iterable, Iterator, Optional

from azure_openai_catalog import networking
from azure_openai_catalog.problems import full_listing

from ..settings.account import AccountKind
from ..settings.choices import NewVirtualNetwork
from ..settings.network import Network, PlatformNetwork, PrivateEndpoint
from .choices import choice_problems
from .problems import Problem

DEFAULT_ADDRESS_SPACE = "10.10.0.0/24"
"""IPv4 range of a virtual network that names none: 256 addresses of RFC 1918."""

OWN_NETWORK = "own"
"""Key of the link to the network that holds the endpoints."""

DEFAULT_ENDPOINT = "default"
"""Key of the private endpoint of a platform that names none."""

_LONGEST_PREFIX = 28
"""A /29 is the least Azure takes for a subnet; a /28 network leaves two of them."""


def network_problems(network: Network, kinds: Iterable[AccountKind]) -> Iterator[Problem]:
    """Problems of private networking; paths are relative to it."""
    yield from choice_problems("virtual_network", network.virtual_network)
    yield from choice_problems("private_dns", network.private_dns)
    virtual_network, private_dns = network.virtual_network, network.private_dns
    if virtual_network and virtual_network.create:
        yield from _address_problems(virtual_network.create)
    creates_zones = private_dns is None or private_dns.create is not None
    linked = private_dns and private_dns.create and private_dns.create.virtual_network_resource_ids
    if virtual_network and virtual_network.managed_elsewhere and creates_zones and not linked:
        yield Problem(
            "private_dns",
            f"would create zones that no network resolves: {virtual_network.managed_elsewhere.by} has the network.",
            "Give `create.virtual_network_resource_ids`, or set `managed_elsewhere`.",
        )
    if private_dns and private_dns.existing:
        where = "private_dns.existing.zone_resource_ids"
        yield from _zone_problems(where, private_dns.existing.zone_resource_ids, kinds)
    if linked and OWN_NETWORK in linked:
        yield Problem(
            f"private_dns.create.virtual_network_resource_ids.{OWN_NETWORK}",
            "is the key of the link to the network with the endpoints.",
            "Choose another key.",
        )


def endpoint_problems(network: PlatformNetwork, kinds: Iterable[AccountKind]) -> Iterator[Problem]:
    """Problems of a platform's private endpoints; paths are relative to the network."""
    endpoints, kinds = network.private_endpoints or {}, list(kinds)
    elsewhere = network.virtual_network.managed_elsewhere if network.virtual_network else None
    for key, endpoint in endpoints.items():
        where = f"private_endpoints.{key}"
        yield from choice_problems(f"{where}.private_dns", endpoint.private_dns)
        if elsewhere and endpoint.subnet_resource_id is None:
            yield Problem(
                f"{where}.subnet_resource_id",
                f"is required: {elsewhere.by} has the network.",
                "Add it, or remove the endpoint.",
            )
        if endpoint.location and endpoint.subnet_resource_id is None:
            yield Problem(f"{where}.location", "is given without a subnet of its own.", "Add `subnet_resource_id`.")
        if endpoint.private_dns and endpoint.private_dns.existing:
            given = endpoint.private_dns.existing.zone_resource_ids
            yield from _zone_problems(f"{where}.private_dns.existing.zone_resource_ids", given, kinds)
    shared = [key for key, endpoint in endpoints.items() if endpoint.private_dns is None]
    if len(shared) > 1 and not (network.private_dns and network.private_dns.managed_elsewhere):
        yield Problem(
            "private_endpoints",
            f"{full_listing(sorted(shared))} would register in the same zones, and a zone holds one address for a name.",
            "Set `private_dns` of all but one.",
        )


def platform_endpoints(network: PlatformNetwork) -> dict[str, PrivateEndpoint]:
    """The private endpoints that each account gets, by key; none where somebody else makes them."""
    if network.private_endpoints is not None:
        return network.private_endpoints
    elsewhere = network.virtual_network and network.virtual_network.managed_elsewhere
    return {} if elsewhere else {DEFAULT_ENDPOINT: PrivateEndpoint()}


def required_zones(kinds: Iterable[AccountKind]) -> list[str]:
    """Names of the private DNS zones that accounts of these kinds need, sorted."""
    return sorted({zone for kind in kinds for zone in networking.private_dns_zones(kind.value)})


def subnet_range(network: NewVirtualNetwork) -> str:
    """IPv4 range of the endpoint subnet: the given one, else the first half of the address space."""
    if network.endpoint_subnet:
        return network.endpoint_subnet
    space = ipaddress.IPv4Network(network.address_space or DEFAULT_ADDRESS_SPACE)
    return str(next(space.subnets()))


def _address_problems(network: NewVirtualNetwork) -> Iterator[Problem]:
    where = "virtual_network.create"
    space = _parse(network.address_space or DEFAULT_ADDRESS_SPACE)
    if space is None or space.prefixlen > _LONGEST_PREFIX:
        yield Problem(
            f"{where}.address_space",
            f"{network.address_space!r} is no IPv4 range of /{_LONGEST_PREFIX} or larger.",
            f"Write it as {DEFAULT_ADDRESS_SPACE}.",
        )
    if network.endpoint_subnet is None or space is None:
        return
    subnet = _parse(network.endpoint_subnet)
    if subnet is None or not subnet.subnet_of(space):
        yield Problem(
            f"{where}.endpoint_subnet",
            f"{network.endpoint_subnet!r} is no IPv4 range inside {space}.",
            f"For example {next(space.subnets())}.",
        )


def _parse(text: str) -> Optional[ipaddress.IPv4Network]:
    try:
        return ipaddress.IPv4Network(text)
    except ValueError:
        return None


def _zone_problems(where: str, given: Iterable[str], kinds: Iterable[AccountKind]) -> Iterator[Problem]:
    missing = [zone for zone in required_zones(kinds) if zone not in set(given)]
    if missing:
        yield Problem(where, f"lacks {full_listing(missing)}.", "Add their resource ids.")

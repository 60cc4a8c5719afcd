"""What may be said of private networking."""

from typing import Optional

from .account import AccountKind
from .base import Input, settings
from .choices import EndpointDnsChoice, PrivateDnsChoice, VirtualNetworkChoice


@settings
class PrivateEndpoint:
    """A private endpoint that every account of the platform gets."""

    subnet_resource_id: Optional[Input[str]] = None
    """Resource id of the subnet. Default: the one of `virtual_network`. A change replaces the endpoint."""

    location: Optional[str] = None
    """Azure region of the subnet's virtual network. Default: the platform's. A change replaces the endpoint."""

    private_dns: Optional[EndpointDnsChoice] = None
    """Who registers its addresses. Default: the zones of the network's `private_dns`, which one endpoint of an account
    can use: a zone holds one address for an account's name, and the endpoint registered last would win."""


@settings
class Network:
    """Where the private endpoints live and how their names resolve."""

    virtual_network: Optional[VirtualNetworkChoice] = None
    """Default: `create`."""

    private_dns: Optional[PrivateDnsChoice] = None
    """Default: `create`."""


@settings
class PlatformNetwork(Network):
    """Private networking of a platform."""

    private_endpoints: Optional[dict[str, PrivateEndpoint]] = None
    """Private endpoints by key, each for every account; several serve a hub and its spokes.
    Default: one, `default`, in the network's subnet."""


@settings
class NetworkIsolationArgs(Network):
    """Private networking for accounts of the given kinds."""

    resource_group_name: Input[str]
    """Resource group of what is created. A change replaces it all."""

    location: str
    """Azure region of the virtual network. A change replaces it with everything in it."""

    account_kinds: Optional[list[AccountKind]] = None
    """Kinds of the accounts; they decide which DNS zones are needed. Default: `OpenAI`."""

    name: Optional[str] = None
    """Start of the names of what is created: letters, digits and hyphens. Default: the component's name. A change
    replaces the network with everything in it."""

    tags: Optional[dict[str, Input[str]]] = None
    """Tags of what is created. Default: none."""


@settings
class AccountPrivateEndpointArgs:
    """A private endpoint of an account."""

    resource_group_name: Input[str]
    """Resource group of the endpoint. A change replaces it."""

    location: str
    """Azure region of the endpoint: that of its virtual network; the account may be elsewhere. A change replaces the
    endpoint."""

    account_resource_id: Input[str]
    """Resource id of the account. A change replaces the endpoint."""

    subnet_resource_id: Input[str]
    """Resource id of the subnet. A change replaces the endpoint."""

    private_dns_zone_resource_ids: Optional[dict[str, Input[str]]] = None
    """Zones that register the endpoint's addresses, resource ids by zone name, at most five (limit of Azure).
    Default: none, registration is done elsewhere."""

    name: Optional[str] = None
    """Start of the names of what is created: letters, digits and hyphens. Default: the component's name. A change
    replaces the endpoint."""

    tags: Optional[dict[str, Input[str]]] = None
    """Tags of the endpoint. Default: none."""

"""The choice that returns for every concern: create it, use an existing one, or leave it to somebody else."""

from typing import Optional

from .base import Input, settings


@settings
class ManagedElsewhere:
    """Somebody else takes care of it; nothing is created and nothing is expected."""

    by: str
    """Who: a team, or `Azure Policy`. Shown in messages, so that a reader knows whom to ask."""


@settings
class NewResourceGroup:
    """A resource group made for the platform."""

    name: Optional[str] = None
    """Name. Default: the platform's name and a short hash of subscription, location and generation. A change replaces it
    with everything in it."""


@settings
class ExistingResourceGroup:
    """A resource group that is there already."""

    name: Input[str]
    """Its name. A change replaces everything that is made in it."""


@settings
class ResourceGroupChoice:
    """Exactly one of `create` and `existing`."""

    create: Optional[NewResourceGroup] = None
    """Make one."""

    existing: Optional[ExistingResourceGroup] = None
    """Use this one."""


@settings
class NewVirtualNetwork:
    """A virtual network with one subnet for private endpoints."""

    address_space: Optional[str] = None
    """IPv4 range of the network in CIDR notation. Default: `10.10.0.0/24`."""

    endpoint_subnet: Optional[str] = None
    """IPv4 range of the subnet, inside the address space. Default: its first half."""


@settings
class ExistingSubnet:
    """A subnet that is there already."""

    subnet_resource_id: Input[str]
    """Resource id of the subnet that takes the private endpoints. A change replaces them."""


@settings
class VirtualNetworkChoice:
    """Exactly one of `create`, `existing` and `managed_elsewhere`."""

    create: Optional[NewVirtualNetwork] = None
    """Make a virtual network, a subnet and a security group."""

    existing: Optional[ExistingSubnet] = None
    """Put the private endpoints into this subnet."""

    managed_elsewhere: Optional[ManagedElsewhere] = None
    """Somebody else makes the private endpoints."""


@settings
class NewPrivateDns:
    """Private DNS zones that fit the account kinds, linked to the virtual network."""

    virtual_network_resource_ids: Optional[dict[str, Input[str]]] = None
    """More virtual networks that resolve the zones, by key. Default: only the one with the endpoints."""

    resource_group_name: Optional[Input[str]] = None
    """Resource group of the zones. Default: the one of everything else. Needed with a provider of their own, since
    another subscription has other resource groups. A change replaces the zones."""


@settings
class ExistingPrivateDns:
    """Private DNS zones that are there already."""

    zone_resource_ids: dict[str, Input[str]]
    """Resource ids by zone name, for example `privatelink.openai.azure.com`; one for each zone the accounts need."""


@settings
class PrivateDnsChoice:
    """Exactly one of `create`, `existing` and `managed_elsewhere`."""

    create: Optional[NewPrivateDns] = None
    """Make the zones."""

    existing: Optional[ExistingPrivateDns] = None
    """Register the endpoints in these zones."""

    managed_elsewhere: Optional[ManagedElsewhere] = None
    """Somebody else registers the endpoints, for example an Azure Policy of the landing zone."""


@settings
class EndpointDnsChoice:
    """Exactly one of `existing` and `managed_elsewhere`."""

    existing: Optional[ExistingPrivateDns] = None
    """Register the endpoint in these zones."""

    managed_elsewhere: Optional[ManagedElsewhere] = None
    """Somebody else registers the endpoint."""


@settings
class NewWorkspace:
    """A Log Analytics workspace. Access to it needs a Microsoft Entra token."""

    retention_in_days: Optional[int] = None
    """How long logs are kept, 30 to 730 days. Default: 30. Changes in place."""

    daily_quota_gb: Optional[float] = None
    """Gigabytes a day after which the workspace takes no more logs. Default: no limit. Changes in place."""

    saved_searches: Optional[bool] = None
    """True (default): queries for throttled, failed and slow requests and for audit events come with it."""


@settings
class ExistingWorkspace:
    """A Log Analytics workspace that is there already."""

    workspace_resource_id: Input[str]
    """Its resource id."""


@settings
class WorkspaceChoice:
    """Exactly one of `create`, `existing` and `managed_elsewhere`."""

    create: Optional[NewWorkspace] = None
    """Make one."""

    existing: Optional[ExistingWorkspace] = None
    """Send to this one."""

    managed_elsewhere: Optional[ManagedElsewhere] = None
    """Somebody else collects the logs, for example an Azure Policy of the landing zone. Azure refuses a second
    diagnostic setting that sends the same category to the same workspace."""

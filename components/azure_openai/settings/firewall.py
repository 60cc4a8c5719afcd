"""What may be said of the firewall of an account (ARM networkAcls)."""

from enum import Enum
from typing import Optional

from .base import Input, settings


class DefaultAction(Enum):
    """What happens to a caller that no rule names."""

    Deny = "Deny"
    """It is refused."""

    Allow = "Allow"
    """It gets in; the rules have no effect and the policy pack reports it."""


class Bypass(Enum):
    """Who passes the firewall without a rule."""

    Nobody = "None"
    """No one."""

    AzureServices = "AzureServices"
    """Azure AI services, Machine Learning and AI Search, where they authenticate with a managed identity that has a role
    on the account."""


@settings
class VirtualNetworkRule:
    """A subnet whose callers are let in."""

    subnet_resource_id: Input[str]
    """Resource id of the subnet; it needs the service endpoint `Microsoft.CognitiveServices`. Changes in place."""

    ignore_missing_vnet_service_endpoint: Optional[bool] = None
    """True: take the rule although the subnet has no service endpoint yet. Changes in place. Default: false."""


@settings
class NetworkAcls:
    """The firewall of an account's public address; rules count only while the public network is on."""

    default_action: Optional[DefaultAction] = None
    """`Deny` (default) or `Allow`. Changes in place."""

    bypass: Optional[Bypass] = None
    """`None` (default) or `AzureServices`. Changes in place."""

    ip_rules: Optional[list[str]] = None
    """Public IPv4 addresses and ranges in CIDR notation, for example `20.30.40.0/24`, at most 100 (limits of Azure). A
    `/32` is sent as the address itself, and a `/31` is refused since Azure wants its two addresses one by one; private
    ranges (RFC 1918) reach the account through a private endpoint only. Changes in place. Default: none."""

    virtual_network_rules: Optional[list[VirtualNetworkRule]] = None
    """Subnets, at most 100 (limit of Azure). Default: none."""

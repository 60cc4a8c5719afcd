"""What may be said of an Azure OpenAI account."""

from enum import Enum
from typing import Optional

from .base import Input, settings
from .content_filters import ContentFilter
from .deployments import ModelDeployment
from .lock import Lock


class AccountKind(Enum):
    """Kind of the Cognitive Services account."""

    OpenAI = "OpenAI"
    """Azure OpenAI only."""

    AIServices = "AIServices"
    """Azure AI Foundry resource: Azure OpenAI and the other model and AI services."""


class PublicNetworkAccess(Enum):
    """Whether the account answers on its public address."""

    Disabled = "Disabled"
    """Only private endpoints answer."""

    Enabled = "Enabled"
    """The internet reaches it; the policy pack reports it."""


@settings
class ManagedIdentities:
    """The identities of an account, as Azure Verified Modules name them."""

    system_assigned: Optional[bool] = None
    """An identity that lives and dies with the account. Default: true."""

    user_assigned_resource_ids: Optional[list[str]] = None
    """Resource ids of identities that exist already. Default: none."""


@settings
class Account:
    """An Azure OpenAI account with its content filters and model deployments.

    Secure unless said otherwise: public network off, keys off, outbound restricted, managed identity on, every
    deployment filtered.
    """

    location: Optional[str] = None
    """Azure region, for example `swedencentral`. Default in a platform: the platform's; else required.
    A change replaces the account and everything in it."""

    kind: Optional[AccountKind] = None
    """`OpenAI` (default) or `AIServices`. Changes in place."""

    name: Optional[str] = None
    """Start of the account's name; a short hash of subscription, resource group, location and generation follows.
    Letters, digits and hyphens, at most 57. Default: the component's name. A change replaces the account."""

    generation: Optional[int] = None
    """Raise it to get a new name, for example when a soft-deleted account still holds the old one. Default: 1."""

    content_filters: Optional[dict[str, ContentFilter]] = None
    """Content filters by key. A filter `default` with preset `balanced` is added where a deployment needs it."""

    deployments: Optional[dict[str, ModelDeployment]] = None
    """Model deployments by key. At most 32 (limit of Azure per account)."""

    public_network_access: Optional[PublicNetworkAccess] = None
    """`Disabled` (default) or `Enabled`."""

    disable_local_auth: Optional[bool] = None
    """True (default): callers need a Microsoft Entra token. False: access keys work as well."""

    restrict_outbound_network_access: Optional[bool] = None
    """True (default): the account itself may call only hosts of `allowed_fqdn_list`."""

    allowed_fqdn_list: Optional[list[str]] = None
    """Hosts the account may call while outbound access is restricted. Default: none."""

    managed_identities: Optional[ManagedIdentities] = None
    """Identities of the account. Default: a system-assigned one."""

    lock: Optional[Lock] = None
    """Lock of the account and everything below it. Default: none."""

    tags: Optional[dict[str, Input[str]]] = None
    """Tags of the account. Default: none, in a platform the platform's."""


@settings
class OpenAIAccountArgs(Account):
    """An account in a resource group that exists."""

    resource_group_name: Input[str]
    """Resource group of the account. A change replaces the account."""

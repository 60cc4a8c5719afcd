"""What may be said of an Azure OpenAI account."""

from enum import Enum
from typing import Optional

from .base import Input, settings
from .blocklists import Blocklist
from .content_filters import ContentFilter
from .customer_managed_key import CustomerManagedKeyChoice
from .deployments import ModelDeployment
from .firewall import NetworkAcls
from .lock import Lock
from .quota import Quota


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
    """Whom the firewall lets in reaches it; the policy pack reports it."""


@settings
class ManagedIdentities:
    """The identities of an account, as Azure Verified Modules name them."""

    system_assigned: Optional[bool] = None
    """An identity that lives and dies with the account. Changes in place. Default: true."""

    user_assigned_resource_ids: Optional[list[Input[str]]] = None
    """Resource ids of identities that exist already. Changes in place. Default: none."""


@settings
class AccessKeySecret:
    """A secret of a Key Vault that receives an access key of the account."""

    key_vault_resource_id: Input[str]
    """Resource id of the vault. The caller of Azure needs to be allowed to write secrets through Azure Resource Manager
    (`Microsoft.KeyVault/vaults/secrets/write`). A change replaces the secret."""

    secret_name: str
    """Name of the secret: letters, digits and hyphens, at most 127 (limit of Azure). A change replaces the secret."""


@settings
class Account:
    """An Azure OpenAI account with its blocklists, content filters and model deployments.

    Secure unless said otherwise: public network off, keys off, outbound restricted, managed identity on, every
    deployment filtered.
    """

    location: Optional[str] = None
    """Azure region, for example `swedencentral`. Default in a platform: the platform's; else required.
    A change replaces the account and everything in it."""

    kind: Optional[AccountKind] = None
    """`OpenAI` (default) or `AIServices`, which needs a managed identity. Changes in place, in both directions; back to
    `OpenAI` only without deployments of other formats and without projects. `AIServices` needs three private DNS zones
    instead of one."""

    name: Optional[str] = None
    """Start of the account's name; a short hash of subscription, resource group, location and generation follows.
    Letters, digits and hyphens, at most 57. Default: the component's name. A change replaces the account."""

    account_name: Optional[str] = None
    """The whole name instead, for an account that is there already and gets imported, 2 to 64 characters (limit of
    Azure). Default: `name` and the hash. A change replaces the account."""

    custom_subdomain_name: Optional[str] = None
    """Subdomain of the account's endpoints, unique in all of Azure: letters, digits and hyphens, 2 to 64 (limits of
    Azure); sent in lower case. Default: the account's name. Azure never changes it once it is set.
    A change replaces the account."""

    generation: Optional[int] = None
    """Raise it to get a new name, for example when a soft-deleted account still holds the old one. Default: 1. A change
    replaces the account."""

    restore: Optional[bool] = None
    """True: bring back the soft-deleted account of the same name (Azure keeps it for 48 hours) instead of failing with
    FlagMustBeSetForRestore. What lay below it comes back with it and has to be imported; nothing does after a `destroy`,
    which empties the account first. Has no effect on an account that is there. Default: false."""

    protect: Optional[bool] = None
    """True: Pulumi refuses to delete or replace the account until this is taken back. For production: a replaced account
    has another address unless its name is fixed, and then has to wait for the old one to be purged. Default: as its
    parent, else false."""

    content_filters: Optional[dict[str, ContentFilter]] = None
    """Content filters by key. A filter `default` with preset `balanced` is added where a deployment needs it."""

    blocklists: Optional[dict[str, Blocklist]] = None
    """Blocklists by key; a content filter uses them. Default: none."""

    deployments: Optional[dict[str, ModelDeployment]] = None
    """Model deployments by key. At most 32, of them 10 of fine-tuned models (limits of Azure per account)."""

    public_network_access: Optional[PublicNetworkAccess] = None
    """`Disabled` (default) or `Enabled`. Changes in place."""

    network_acls: Optional[NetworkAcls] = None
    """Firewall of the public address. Default: everybody is refused."""

    disable_local_auth: Optional[bool] = None
    """True (default): callers need a Microsoft Entra token. False: access keys work as well. Changes in place."""

    access_key_secret: Optional[AccessKeySecret] = None
    """Key Vault secret that receives the primary access key, so that it appears in no output. Only where
    `disable_local_auth` is false. Default: none, the key is the secret output `primary_key`."""

    restrict_outbound_network_access: Optional[bool] = None
    """True (default): the account itself may call only hosts of `allowed_fqdn_list`. Changes in place."""

    allowed_fqdn_list: Optional[list[str]] = None
    """Hosts the account may call while outbound access is restricted, for example `example.blob.core.windows.net`.
    Changes in place. Default: none."""

    dynamic_throttling_enabled: Optional[bool] = None
    """True: calls beyond the limits are served where the service has room. Changes in place. Default: not sent.
    What Azure calls dynamic quota of a deployment can only be read in this API version."""

    managed_identities: Optional[ManagedIdentities] = None
    """Identities of the account. Default: a system-assigned one."""

    customer_managed_key: Optional[CustomerManagedKeyChoice] = None
    """Key of your own that encrypts what the account stores. Turned on and moved to another key in place. Default:
    Microsoft's key."""

    lock: Optional[Lock] = None
    """Lock of the account and everything below it. Default: none."""

    tags: Optional[dict[str, Input[str]]] = None
    """Tags of the account. Changes in place. Default: none, in a platform the platform's."""


@settings
class OpenAIAccountArgs(Account):
    """An account in a resource group that exists."""

    resource_group_name: Input[str]
    """Resource group of the account. A change replaces the account."""

    quota: Optional[Quota] = None
    """Quota of the subscription, against which the account's deployments are held. Default: not known."""

"""What may be said of a whole platform."""

from typing import Optional

from .access import RoleAssignment
from .account import Account
from .base import Input, settings
from .choices import ResourceGroupChoice
from .monitoring import Monitoring
from .network import PlatformNetwork
from .quota import Quota


@settings
class OpenAIPlatformArgs:
    """Azure OpenAI accounts with shared network, access and monitoring."""

    location: str
    """Azure region of everything that names none of its own, for example `swedencentral`. A change replaces the resource
    group with everything in it."""

    accounts: dict[str, Account]
    """Accounts by key; several regions are several accounts."""

    resource_group: Optional[ResourceGroupChoice] = None
    """Resource group of everything. Default: `create`."""

    network: Optional[PlatformNetwork] = None
    """Private networking. Default: a virtual network and DNS zones of its own, and a private endpoint an account."""

    role_assignments: Optional[dict[str, RoleAssignment]] = None
    """Who may use the accounts, by key; each account unless the assignment names one. Azure holds a grant once, so giving
    it another key takes two updates: remove it, then add it. Default: nobody."""

    monitoring: Optional[Monitoring] = None
    """Logs, metrics, alert rules, budget. Default: a workspace of its own and the alert rules that fit the deployments."""

    quota: Optional[Quota] = None
    """Quota of the subscription, against which the deployments of all accounts are held. Default: not known."""

    generation: Optional[int] = None
    """Raise it to get new names throughout. A change replaces everything. Default: 1."""

    name: Optional[str] = None
    """Start of the names of what is created: letters, digits and hyphens. Default: the component's name. A change
    replaces everything."""

    tags: Optional[dict[str, Input[str]]] = None
    """Tags of everything that takes tags. Default: none."""

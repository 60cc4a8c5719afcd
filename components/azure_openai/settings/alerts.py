"""What may be said of alert rules and of who is told."""

from typing import Optional

from .base import Input, settings
from .choices import ManagedElsewhere


@settings
class Alert:
    """Changes to one of the catalogue's alert rules. Changes in place."""

    enabled: Optional[bool] = None
    """False: the rule is not made. Default: true."""

    threshold: Optional[float] = None
    """When it fires, in the unit of the metric. Default: the catalogue's."""

    severity: Optional[int] = None
    """0 (critical) to 4 (verbose). Default: the catalogue's."""


@settings
class Alerts:
    """Alert rules, one an account. Each is made only for accounts with deployments that emit its metric."""

    throttling: Optional[Alert] = None
    """Requests answered with 429. Default: more than 10 in five minutes."""

    latency: Optional[Alert] = None
    """Time to the first response. Default: more than 5000 milliseconds on average over a quarter of an hour."""

    ptu_utilisation: Optional[Alert] = None
    """Use of provisioned capacity. Default: more than 80 percent on average over five minutes."""

    content_filter_blocks: Optional[Alert] = None
    """Requests that content filters blocked. Default: more than 50 in a quarter of an hour."""

    availability: Optional[Alert] = None
    """Calls without a server error. Default: less than 99 percent on average over a quarter of an hour."""


@settings
class AlertsChoice:
    """Exactly one of `create` and `managed_elsewhere`."""

    create: Optional[Alerts] = None
    """Make the rules."""

    managed_elsewhere: Optional[ManagedElsewhere] = None
    """Somebody else makes them, for example Azure Monitor Baseline Alerts."""


@settings
class NewActionGroup:
    """Who is told of alerts and of the budget."""

    email_addresses: Optional[dict[str, Input[str]]] = None
    """Email addresses by the receiver's name. Default: none. Changes in place."""

    roles: Optional[list[str]] = None
    """Built-in roles of the subscription whose members are told, by name, for example `Owner`. Default: none.
    Changes in place."""

    short_name: Optional[str] = None
    """Name in messages, at most 12 characters (limit of Azure). Default: `openai`. Changes in place."""


@settings
class ExistingActionGroup:
    """An action group that is there already."""

    action_group_resource_id: Input[str]
    """Its resource id."""


@settings
class ActionGroupChoice:
    """Exactly one of `create` and `existing`."""

    create: Optional[NewActionGroup] = None
    """Make one."""

    existing: Optional[ExistingActionGroup] = None
    """Tell this one."""

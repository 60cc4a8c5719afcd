"""What may be said of monitoring."""

from typing import Optional

from .alerts import ActionGroupChoice, AlertsChoice
from .base import Input, settings
from .choices import WorkspaceChoice


@settings
class DiagnosticSetting:
    """Where else logs and metrics of the accounts go; at least one sink. Changes in place."""

    workspace_resource_id: Optional[Input[str]] = None
    """Resource id of another Log Analytics workspace. Default: none."""

    storage_account_resource_id: Optional[Input[str]] = None
    """Resource id of a storage account. Default: none."""

    event_hub_authorization_rule_resource_id: Optional[Input[str]] = None
    """Resource id of an authorization rule of an event hub namespace. Default: none."""

    event_hub_name: Optional[Input[str]] = None
    """Name of the event hub. Default: Azure makes one for each category."""

    log_category_groups: Optional[list[str]] = None
    """Category groups of logs: `audit`, `allLogs`. Default: `allLogs`, unless `log_categories` are given."""

    log_categories: Optional[list[str]] = None
    """Single categories instead of groups: `Audit`, `RequestResponse`, `Trace`, `AzureOpenAIRequestUsage`,
    `ManagedNetworkEvent`. Default: none."""

    metric_categories: Optional[list[str]] = None
    """`AllMetrics` (default), or an empty list for none."""


@settings
class Budget:
    """A monthly budget of the resource group; it tells, it does not stop anything.

    It begins with the month in which it is created; Azure never changes that day.
    """

    amount: float
    """Amount a month, in the currency of the billing account. Changes in place."""

    actual_thresholds: Optional[list[float]] = None
    """Percentages of the amount at which the cost so far is told, 0 to 1000. Default: 80 and 100."""

    forecast_thresholds: Optional[list[float]] = None
    """Percentages of the amount at which the forecast for the month is told, 0 to 1000. Default: 100.
    Both lists together have at most five entries (limit of Azure)."""

    contact_emails: Optional[list[str]] = None
    """Who is told. Default: nobody but the action group, if there is one; one of the two is needed."""


@settings
class DefenderForAI:
    """Microsoft Defender for Cloud's plan for AI services.

    It is one switch for the whole subscription: let one stack own it. Removing it, or destroying the stack, turns
    the plan off for every account of the subscription.
    """

    prompt_evidence: Optional[bool] = None
    """True: alerts show the suspicious segments of prompts and answers. Default: false, since prompts may hold
    personal data."""

    purview_sharing: Optional[bool] = None
    """True: prompts and answers are shared with Microsoft Purview. Default: false."""


@settings
class Monitoring:
    """Where logs and metrics go, what raises an alert, what is told of the cost."""

    workspace: Optional[WorkspaceChoice] = None
    """Log Analytics workspace. Default: `create`."""

    log_category_groups: Optional[list[str]] = None
    """Category groups of logs that the workspace gets: `audit`, `allLogs`.
    Default: `allLogs`, unless `log_categories` are given."""

    log_categories: Optional[list[str]] = None
    """Single categories of logs that the workspace gets instead of groups. Default: none."""

    diagnostic_settings: Optional[dict[str, DiagnosticSetting]] = None
    """More diagnostic settings by key, beside the one for the workspace. An account takes five in all."""

    alerts: Optional[AlertsChoice] = None
    """Alert rules. Default: `create`, with every rule that fits the deployments."""

    action_group: Optional[ActionGroupChoice] = None
    """Who is told of alerts and of the budget. Default: nobody; alerts show in the portal."""

    budget: Optional[Budget] = None
    """Default: none, since only you know the amount."""

    defender_for_ai: Optional[DefenderForAI] = None
    """Default: not touched, since it is a switch of the whole subscription."""


@settings
class MonitoredAccount:
    """An account as monitoring needs to know it."""

    account_resource_id: Input[str]
    """Resource id of the account. A change replaces its diagnostic settings."""

    deployment_skus: Optional[dict[str, str]] = None
    """SKU names by deployment name. They decide which alert rules the account gets; none without."""


@settings
class AccountMonitoringArgs(Monitoring):
    """Monitoring of accounts."""

    resource_group_name: Input[str]
    """Resource group of what is created, and the scope of the budget. A change replaces it all."""

    location: str
    """Azure region of a created workspace. A change replaces it."""

    accounts: dict[str, MonitoredAccount]
    """Accounts by key; each gets diagnostic settings and alert rules."""

    name: Optional[str] = None
    """Start of the names of what is created: letters, digits and hyphens. Default: the component's name. A change
    replaces it all."""

    tags: Optional[dict[str, Input[str]]] = None
    """Tags of what is created. Default: none."""

"""What may be said of monitoring."""

from typing import Optional

from .base import Input, settings
from .choices import WorkspaceChoice


@settings
class Monitoring:
    """Where logs and metrics go."""

    workspace: Optional[WorkspaceChoice] = None
    """Log Analytics workspace. Default: `create`."""

    log_category_groups: Optional[list[str]] = None
    """Category groups of logs that are sent: `audit`, `allLogs`. Default: `allLogs`."""


@settings
class AccountMonitoringArgs(Monitoring):
    """Monitoring of accounts."""

    resource_group_name: Input[str]
    """Resource group of a created workspace."""

    location: str
    """Azure region of a created workspace."""

    account_resource_ids: dict[str, Input[str]]
    """Resource ids of the accounts by key; each gets a diagnostic setting."""

    name: Optional[str] = None
    """Start of the names of what is created: letters, digits and hyphens. Default: the component's name."""

    tags: Optional[dict[str, Input[str]]] = None
    """Tags of what is created. Default: none."""

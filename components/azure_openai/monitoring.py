"""AccountMonitoring: where the logs and metrics of accounts go, what raises an alert, what is told of the cost."""

from typing import Iterator, Optional

import pulumi

from azure_openai_catalog import today

from .alerts import ActionGroup, metric_alerts
from .checks.monitoring import deployment_sku_problems, monitoring_problems
from .checks.problems import Problem
from .diagnostics import diagnostic_settings
from .outputs import by_key
from .settings.alerts import Alerts
from .settings.choices import NewWorkspace, WorkspaceChoice
from .settings.monitoring import AccountMonitoringArgs
from .validation import type_token, validated
from .workspace import new_workspace


class AccountMonitoring(pulumi.ComponentResource):
    """A Log Analytics workspace, created or adopted, diagnostic settings and alert rules for each account, an action
    group, and on request a budget and Microsoft Defender."""

    workspace_resource_id: pulumi.Output[Optional[str]]
    """Resource id of the workspace; None where somebody else collects the logs."""

    action_group_resource_id: pulumi.Output[Optional[str]]
    """Resource id of the action group; None if nobody is told."""

    alert_resource_ids: pulumi.Output[dict[str, str]]
    """Resource ids of the alert rules by account key and alert, for example `eu-throttling`."""

    def __init__(self, name: str, args: AccountMonitoringArgs, opts: Optional[pulumi.ResourceOptions] = None):
        settings = validated("AccountMonitoring", name, opts, args, AccountMonitoringArgs, _problems)
        super().__init__(type_token("AccountMonitoring"), name, {}, opts)
        workspace_id = self._workspace(name, settings)
        diagnostic_settings(self, name, settings, workspace_id)
        group = ActionGroup(self, name, settings)
        alerts = settings.alerts
        rules = {}
        if not (alerts and alerts.managed_elsewhere):
            rules = metric_alerts(self, name, settings, (alerts and alerts.create) or Alerts(), group)
        # Few ask for these two, and their azure-native modules take their time to import.
        if settings.budget:
            from .budget import monthly_budget

            monthly_budget(self, name, settings, settings.budget, group, today())
        if settings.defender_for_ai:
            from .defender import defender_for_ai

            defender_for_ai(self, name, settings.defender_for_ai)
        self.workspace_resource_id = pulumi.Output.from_input(workspace_id)
        self.action_group_resource_id = pulumi.Output.from_input(group.resource_id)
        self.alert_resource_ids = by_key(rules)
        self.register_outputs(
            {
                "workspace_resource_id": self.workspace_resource_id,
                "action_group_resource_id": self.action_group_resource_id,
                "alert_resource_ids": self.alert_resource_ids,
            }
        )

    def _workspace(self, name: str, settings: AccountMonitoringArgs) -> Optional[pulumi.Output[str]]:
        choice = settings.workspace or WorkspaceChoice(create=NewWorkspace())
        if choice.existing:
            return pulumi.Output.from_input(choice.existing.workspace_resource_id)
        return new_workspace(self, name, settings, choice.create) if choice.create else None


def _problems(settings: AccountMonitoringArgs) -> Iterator[Problem]:
    yield from monitoring_problems(settings)
    yield from deployment_sku_problems(settings)

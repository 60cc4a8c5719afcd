"""AccountMonitoring: where the logs and metrics of accounts go."""

from typing import Optional

import pulumi
from pulumi_azure_native import authorization, monitor, operationalinsights

from .checks.monitoring import monitoring_problems
from .naming import resource_id
from .options import part_of
from .outputs import after
from .settings.choices import NewWorkspace, WorkspaceChoice
from .settings.monitoring import AccountMonitoringArgs
from .validation import type_token, validated

DEFAULT_RETENTION_DAYS = 30
"""Days for which a workspace keeps logs at no extra price (Azure Monitor)."""

DEFAULT_CATEGORY_GROUPS = ["allLogs"]
"""Every category an account has."""


class AccountMonitoring(pulumi.ComponentResource):
    """A Log Analytics workspace, created or adopted, and a diagnostic setting for each account."""

    workspace_resource_id: pulumi.Output[str]
    """Resource id of the workspace."""

    def __init__(self, name: str, args: AccountMonitoringArgs, opts: Optional[pulumi.ResourceOptions] = None):
        settings = validated("AccountMonitoring", name, opts, args, AccountMonitoringArgs, monitoring_problems)
        super().__init__(type_token("AccountMonitoring"), name, {}, opts)
        choice = settings.workspace or WorkspaceChoice(create=NewWorkspace())
        if choice.existing:
            workspace_id = pulumi.Output.from_input(choice.existing.workspace_resource_id)
        else:
            workspace_id = self._workspace(name, settings, choice.create or NewWorkspace())
        groups = settings.log_category_groups or DEFAULT_CATEGORY_GROUPS
        for key, account_id in sorted(settings.account_resource_ids.items()):
            monitor.DiagnosticSetting(
                f"{name}-{key}",
                name=f"{settings.name or name}-diagnostics",
                resource_uri=account_id,
                workspace_id=workspace_id,
                logs=[monitor.DiagnosticsLogSettingsArgs(category_group=group, enabled=True) for group in groups],
                metrics=[monitor.DiagnosticsMetricSettingsArgs(category="AllMetrics", enabled=True)],
                opts=part_of(self),
            )
        self.workspace_resource_id = workspace_id
        self.register_outputs({"workspace_resource_id": workspace_id})

    def _workspace(self, name: str, settings: AccountMonitoringArgs, new: NewWorkspace) -> pulumi.Output[str]:
        workspace_name = f"{settings.name or name}-logs"
        workspace = operationalinsights.Workspace(
            name,
            resource_group_name=settings.resource_group_name,
            workspace_name=workspace_name,
            location=settings.location,
            sku=operationalinsights.WorkspaceSkuArgs(name="PerGB2018"),
            retention_in_days=new.retention_in_days or DEFAULT_RETENTION_DAYS,
            features=operationalinsights.WorkspaceFeaturesArgs(disable_local_auth=True),
            tags=settings.tags,
            opts=part_of(self),
        )
        client = authorization.get_client_config_output(opts=pulumi.InvokeOptions(parent=self))
        place = pulumi.Output.all(client.subscription_id, pulumi.Output.from_input(settings.resource_group_name))
        known_id = place.apply(
            lambda p: resource_id(p[0], p[1], "Microsoft.OperationalInsights/workspaces", workspace_name)
        )
        return after(known_id, workspace)

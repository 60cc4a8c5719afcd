"""A Log Analytics workspace and the queries saved with it."""

import pulumi
from pulumi_azure_native import authorization, operationalinsights

from azure_openai_catalog import monitoring

from .naming import resource_id
from .options import part_of
from .outputs import after
from .settings.choices import NewWorkspace
from .settings.monitoring import AccountMonitoringArgs

DEFAULT_RETENTION_DAYS = 30
"""Days for which a workspace keeps logs at no extra price (Azure Monitor)."""

SEARCH_CATEGORY = "Azure OpenAI"
"""Heading under which Log Analytics lists the queries."""


def new_workspace(
    component: pulumi.ComponentResource, name: str, settings: AccountMonitoringArgs, new: NewWorkspace
) -> pulumi.Output[str]:
    """Make a workspace; returns its resource id, known at preview."""
    group, workspace_name = settings.resource_group_name, f"{settings.name or name}-logs"
    capping = operationalinsights.WorkspaceCappingArgs(daily_quota_gb=new.daily_quota_gb)
    workspace = operationalinsights.Workspace(
        name,
        resource_group_name=group,
        workspace_name=workspace_name,
        location=settings.location,
        sku=operationalinsights.WorkspaceSkuArgs(name="PerGB2018"),
        retention_in_days=new.retention_in_days or DEFAULT_RETENTION_DAYS,
        workspace_capping=capping if new.daily_quota_gb is not None else None,
        features=operationalinsights.WorkspaceFeaturesArgs(disable_local_auth=True),
        tags=settings.tags,
        # Azure moves nothing to another region; azure-native would plan an update.
        opts=part_of(component, replace_on_changes=["location"], delete_before_replace=True),
    )
    for key, search in monitoring.saved_searches().items() if new.saved_searches is not False else ():
        operationalinsights.SavedSearch(
            f"{name}-{key}",
            resource_group_name=group,
            workspace_name=after(workspace_name, workspace),
            saved_search_id=key,
            category=SEARCH_CATEGORY,
            display_name=search.title,
            query=search.query,
            opts=part_of(component),
        )
    client = authorization.get_client_config_output(opts=pulumi.InvokeOptions(parent=component))
    known_id = pulumi.Output.all(client.subscription_id, group).apply(
        lambda place: resource_id(place[0], place[1], "Microsoft.OperationalInsights/workspaces", workspace_name)
    )
    return after(known_id, workspace)

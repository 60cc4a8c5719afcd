"""A monthly budget that begins with the month in which it is created."""

from datetime import date

import pulumi
from pulumi_azure_native import authorization, consumption

from .alerts import ActionGroup
from .checks.budget import notifications
from .options import part_of
from .settings.monitoring import AccountMonitoringArgs, Budget


def monthly_budget(
    component: pulumi.ComponentResource,
    name: str,
    settings: AccountMonitoringArgs,
    budget: Budget,
    group: ActionGroup,
    today: date,
) -> None:
    """Make the budget of the resource group."""
    client = authorization.get_client_config_output(opts=pulumi.InvokeOptions(parent=component))
    scope = pulumi.Output.all(client.subscription_id, settings.resource_group_name).apply(
        lambda place: f"/subscriptions/{place[0]}/resourceGroups/{place[1]}"
    )
    consumption.Budget(
        name,
        scope=scope,
        budget_name=f"{settings.name or name}-budget",
        category=consumption.CategoryType.COST,
        time_grain=consumption.TimeGrainType.MONTHLY,
        amount=budget.amount,
        time_period=consumption.BudgetTimePeriodArgs(start_date=f"{today:%Y-%m}-01T00:00:00Z"),
        notifications={
            key: consumption.NotificationArgs(
                enabled=True,
                operator=consumption.OperatorType.GREATER_THAN_OR_EQUAL_TO,
                threshold=threshold,
                threshold_type=kind,
                contact_emails=sorted(budget.contact_emails or []),
                contact_groups=[group.resource_id] if group.resource_id else None,
            )
            for key, (kind, threshold) in notifications(budget).items()
        },
        # Azure refuses another start, and the day from which it is derived goes on.
        opts=part_of(component, ignore_changes=["timePeriod"]),
    )

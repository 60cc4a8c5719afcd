"""Alert rules of accounts, and the action group that is told."""

from typing import Mapping, Optional, cast

import pulumi
from pulumi_azure_native import authorization, monitor

from azure_openai_catalog import monitoring, roles, skus

from .naming import GLOBAL, resource_id
from .options import part_of
from .outputs import after
from .settings.alerts import Alert, Alerts, NewActionGroup
from .settings.base import fields_of
from .settings.monitoring import AccountMonitoringArgs

DEFAULT_SHORT_NAME = "openai"
"""Name of an action group in its messages."""

DEPLOYMENT_DIMENSION = "ModelDeploymentName"
"""Dimension of every metric that the rules look at: Azure judges each deployment by itself."""


class ActionGroup:
    """The action group that alerts and budget tell, if there is one."""

    def __init__(self, component: pulumi.ComponentResource, name: str, settings: AccountMonitoringArgs):
        choice = settings.action_group
        self.resource_id: Optional[pulumi.Output[str]] = None
        if choice and choice.existing:
            self.resource_id = pulumi.Output.from_input(choice.existing.action_group_resource_id)
        elif choice and choice.create:
            self.resource_id = _new_action_group(component, name, settings, choice.create)


def _new_action_group(
    component: pulumi.ComponentResource, name: str, settings: AccountMonitoringArgs, new: NewActionGroup
) -> pulumi.Output[str]:
    group_name = f"{settings.name or name}-alerts"
    group = monitor.ActionGroup(
        name,
        resource_group_name=settings.resource_group_name,
        action_group_name=group_name,
        group_short_name=new.short_name or DEFAULT_SHORT_NAME,
        location=GLOBAL,
        enabled=True,
        email_receivers=[
            monitor.MicrosoftCommonEmailReceiverArgs(name=key, email_address=address, use_common_alert_schema=True)
            for key, address in sorted((new.email_addresses or {}).items())
        ],
        arm_role_receivers=[
            monitor.ArmRoleReceiverArgs(name=known.name, role_id=known.guid, use_common_alert_schema=True)
            for role in sorted(new.roles or [])
            if (known := roles.find(role)) is not None
        ],
        tags=settings.tags,
        opts=part_of(component),
    )
    return after(_id(component, settings, "Microsoft.Insights/actionGroups", group_name), group)


def metric_alerts(
    component: pulumi.ComponentResource,
    name: str,
    settings: AccountMonitoringArgs,
    wanted: Alerts,
    group: ActionGroup,
) -> dict[str, pulumi.Output[str]]:
    """Make the alert rules; returns their resource ids by account key and alert."""
    rules: dict[str, pulumi.Output[str]] = {}
    for account_key, account in sorted(settings.accounts.items()):
        for key, template in monitoring.alerts().items():
            changes = cast(Optional[Alert], fields_of(wanted)[key]) or Alert()
            watched = watched_deployments(template, account.deployment_skus or {})
            if changes.enabled is False or not watched:
                continue
            rule_name = f"{settings.name or name}-{account_key}-{key}"
            rule = monitor.MetricAlert(
                f"{name}-{account_key}-{key}",
                resource_group_name=settings.resource_group_name,
                rule_name=rule_name,
                location=GLOBAL,
                description=template.title,
                enabled=True,
                severity=template.severity if changes.severity is None else changes.severity,
                scopes=[account.account_resource_id],
                evaluation_frequency=template.frequency,
                window_size=template.window,
                criteria=_criteria(key, template, changes.threshold, watched),
                actions=[monitor.MetricAlertActionArgs(action_group_id=group.resource_id)]
                if group.resource_id
                else None,
                auto_mitigate=True,
                tags=settings.tags,
                opts=part_of(component),
            )
            known_id = _id(component, settings, "Microsoft.Insights/metricAlerts", rule_name)
            rules[f"{account_key}-{key}"] = after(known_id, rule)
    return rules


def watched_deployments(template: monitoring.Alert, deployment_skus: Mapping[str, str]) -> list[str]:
    """Names of the deployments that emit the metric of an alert rule, sorted."""
    billed = {name: skus.find(sku) for name, sku in deployment_skus.items()}
    return sorted(name for name, sku in billed.items() if sku is not None and template.watches(sku.billing))


def _criteria(
    key: str, template: monitoring.Alert, threshold: Optional[float], watched: list[str]
) -> monitor.MetricAlertSingleResourceMultipleMetricCriteriaArgs:
    dimensions = {**template.dimensions, DEPLOYMENT_DIMENSION: watched}
    return monitor.MetricAlertSingleResourceMultipleMetricCriteriaArgs(
        odata_type="Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria",
        all_of=[
            monitor.MetricCriteriaArgs(
                criterion_type="StaticThresholdCriterion",
                name=key,
                metric_namespace=monitoring.METRIC_NAMESPACE,
                metric_name=template.metric,
                operator=template.operator,
                threshold=template.threshold if threshold is None else threshold,
                time_aggregation=template.aggregation,
                dimensions=[
                    monitor.MetricDimensionArgs(name=dimension, operator="Include", values=list(values))
                    for dimension, values in sorted(dimensions.items())
                ],
            )
        ],
    )


def _id(
    component: pulumi.ComponentResource, settings: AccountMonitoringArgs, resource_type: str, name: str
) -> pulumi.Output[str]:
    client = authorization.get_client_config_output(opts=pulumi.InvokeOptions(parent=component))
    return pulumi.Output.all(client.subscription_id, settings.resource_group_name).apply(
        lambda place: resource_id(place[0], place[1], resource_type, name)
    )

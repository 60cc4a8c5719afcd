"""Diagnostic settings: which logs and metrics of an account go where."""

from typing import Optional, Sequence

import pulumi
from pulumi_azure_native import monitor

from azure_openai_catalog import monitoring

from .options import part_of
from .settings.monitoring import AccountMonitoringArgs, DiagnosticSetting

DEFAULT_CATEGORY_GROUPS = ("allLogs",)
"""Every category an account has."""

WORKSPACE_SETTING = "diagnostics"
"""Name of the diagnostic setting that feeds the workspace."""


def diagnostic_settings(
    component: pulumi.ComponentResource,
    name: str,
    settings: AccountMonitoringArgs,
    workspace_id: Optional[pulumi.Output[str]],
) -> None:
    """Make the diagnostic settings of every account: one for the workspace, and those of the settings."""
    wanted = {f"-{key}": setting for key, setting in sorted((settings.diagnostic_settings or {}).items())}
    if workspace_id is not None:
        wanted[""] = DiagnosticSetting(
            workspace_resource_id=workspace_id,
            log_category_groups=settings.log_category_groups,
            log_categories=settings.log_categories,
        )
    for account_key, account in sorted(settings.accounts.items()):
        for suffix, setting in wanted.items():
            monitor.DiagnosticSetting(
                f"{name}-{account_key}{suffix}",
                name=f"{settings.name or name}-{suffix.lstrip('-') or WORKSPACE_SETTING}",
                resource_uri=account.account_resource_id,
                workspace_id=setting.workspace_resource_id,
                storage_account_id=setting.storage_account_resource_id,
                event_hub_authorization_rule_id=setting.event_hub_authorization_rule_resource_id,
                event_hub_name=setting.event_hub_name,
                logs=_logs(setting),
                metrics=_metrics(setting),
                opts=part_of(component),
            )


def _logs(setting: DiagnosticSetting) -> list[monitor.DiagnosticsLogSettingsArgs]:
    groups: Sequence[str] = setting.log_category_groups or ([] if setting.log_categories else DEFAULT_CATEGORY_GROUPS)
    return [
        *(monitor.DiagnosticsLogSettingsArgs(category_group=group, enabled=True) for group in groups),
        *(
            monitor.DiagnosticsLogSettingsArgs(category=category, enabled=True)
            for category in sorted(setting.log_categories or [])
        ),
    ]


def _metrics(setting: DiagnosticSetting) -> list[monitor.DiagnosticsMetricSettingsArgs]:
    chosen = setting.metric_categories
    categories = monitoring.METRIC_CATEGORIES if chosen is None else chosen
    return [monitor.DiagnosticsMetricSettingsArgs(category=category, enabled=True) for category in categories]

"""What must hold of monitoring before Azure is asked."""

from typing import Iterable, Iterator, Optional, cast

from azure_openai_catalog import monitoring as catalog
from azure_openai_catalog import nearest, roles, skus
from azure_openai_catalog.problems import full_listing

from ..settings.alerts import ActionGroupChoice, Alert, Alerts
from ..settings.base import fields_of
from ..settings.monitoring import AccountMonitoringArgs, DiagnosticSetting, Monitoring
from .budget import budget_problems
from .choices import choice_problems
from .problems import Problem, join

_SINKS = ("workspace_resource_id", "storage_account_resource_id", "event_hub_authorization_rule_resource_id")


def monitoring_problems(monitoring: Monitoring) -> Iterator[Problem]:
    """Problems of monitoring; paths are relative to it."""
    yield from choice_problems("workspace", monitoring.workspace)
    yield from _retention_problems(monitoring)
    yield from _log_problems("", monitoring.log_category_groups, monitoring.log_categories)
    for key, setting in (monitoring.diagnostic_settings or {}).items():
        yield from _sink_problems(join("diagnostic_settings", key), setting)
    yield from _count_problems(monitoring)
    yield from choice_problems("alerts", monitoring.alerts)
    if monitoring.alerts and monitoring.alerts.create:
        yield from _alert_problems(monitoring.alerts.create)
    yield from choice_problems("action_group", monitoring.action_group)
    yield from _receiver_problems(monitoring.action_group)
    if monitoring.budget:
        has_group = monitoring.action_group is not None
        yield from (problem.below("budget") for problem in budget_problems(monitoring.budget, has_group))


def deployment_sku_problems(settings: AccountMonitoringArgs) -> Iterator[Problem]:
    """Problems of the SKUs that accounts are said to have."""
    for key, account in settings.accounts.items():
        for name, sku in (account.deployment_skus or {}).items():
            if skus.find(sku) is None:
                likely = nearest(sku, skus.names()) or skus.names()
                where = f"accounts.{key}.deployment_skus.{name}"
                yield Problem(where, f"Azure has no deployment SKU {sku!r}.", f"Use {full_listing(likely)}.")


def _retention_problems(monitoring: Monitoring) -> Iterator[Problem]:
    create = monitoring.workspace.create if monitoring.workspace else None
    shortest, longest = catalog.WORKSPACE_RETENTION_DAYS
    if create and create.retention_in_days is not None and not shortest <= create.retention_in_days <= longest:
        yield Problem(
            "workspace.create.retention_in_days",
            f"{create.retention_in_days} days cannot be had.",
            f"Use {shortest} to {longest}.",
        )
    if create and create.daily_quota_gb is not None and create.daily_quota_gb <= 0:
        yield Problem("workspace.create.daily_quota_gb", f"is {create.daily_quota_gb:g}.", "Use more than 0.")


def _log_problems(where: str, groups: Optional[list[str]], categories: Optional[list[str]]) -> Iterator[Problem]:
    yield from _choice_problems(
        join(where, "log_category_groups"), groups, catalog.LOG_CATEGORY_GROUPS, "category group"
    )
    yield from _choice_problems(join(where, "log_categories"), categories, catalog.LOG_CATEGORIES, "log category")
    if groups and categories:
        yield Problem(
            join(where, "log_categories"), "are given beside groups, which Azure refuses.", "Keep one of the two."
        )


def _choice_problems(where: str, given: Optional[list[str]], known: Iterable[str], kind: str) -> Iterator[Problem]:
    for index, entry in enumerate(given or []):
        if entry not in known:
            yield Problem(f"{where}.{index}", f"{entry!r} is no {kind}.", f"Use {full_listing(known)}.")


def _sink_problems(where: str, setting: DiagnosticSetting) -> Iterator[Problem]:
    yield from _log_problems(where, setting.log_category_groups, setting.log_categories)
    yield from _choice_problems(
        join(where, "metric_categories"), setting.metric_categories, catalog.METRIC_CATEGORIES, "metric category"
    )
    if all(getattr(setting, sink) is None for sink in _SINKS):
        yield Problem(where, "sends to nowhere.", f"Set one of {full_listing(_SINKS)}.")
    if setting.event_hub_name is not None and setting.event_hub_authorization_rule_resource_id is None:
        yield Problem(
            join(where, "event_hub_name"),
            "has no effect without `event_hub_authorization_rule_resource_id`.",
            "Add that, or remove it.",
        )


def _count_problems(monitoring: Monitoring) -> Iterator[Problem]:
    own = 0 if monitoring.workspace and monitoring.workspace.managed_elsewhere else 1
    count = own + len(monitoring.diagnostic_settings or {})
    most = catalog.DIAGNOSTIC_SETTINGS_PER_RESOURCE
    if count > most:
        yield Problem(
            "diagnostic_settings",
            f"make {count} with the workspace's, an account takes {most}.",
            "Join some: one setting may have several sinks.",
        )


def _alert_problems(alerts: Alerts) -> Iterator[Problem]:
    for key, value in fields_of(alerts).items():
        alert = cast(Optional[Alert], value)
        if alert and alert.severity is not None and alert.severity not in catalog.SEVERITIES:
            yield Problem(f"alerts.create.{key}.severity", f"is {alert.severity}.", "Use 0 (critical) to 4 (verbose).")


def _receiver_problems(choice: Optional[ActionGroupChoice]) -> Iterator[Problem]:
    new = choice.create if choice else None
    if new is None:
        return
    if not new.email_addresses and not new.roles:
        yield Problem("action_group.create", "tells nobody.", "Add `email_addresses` or `roles`.")
    for index, role in enumerate(new.roles or []):
        if roles.find(role) is None:
            likely = full_listing(nearest(role, roles.names()), empty="see the catalogue")
            yield Problem(
                f"action_group.create.roles.{index}", f"the catalogue has no role {role!r}.", f"Nearest: {likely}."
            )
    longest = catalog.ACTION_GROUP_SHORT_NAME_LENGTH
    if new.short_name is not None and not 1 <= len(new.short_name) <= longest:
        yield Problem(
            "action_group.create.short_name", f"has {len(new.short_name)} characters.", f"Use 1 to {longest}."
        )

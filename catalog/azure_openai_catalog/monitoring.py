"""Monitoring of accounts: log categories, metrics and who emits them, alert rules, queries, limits."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from ._data import data

_FACTS = data("monitoring")

METRIC_NAMESPACE: str = _FACTS["namespace"]
LOG_CATEGORIES: tuple[str, ...] = tuple(_FACTS["log_categories"])
LOG_CATEGORY_GROUPS: tuple[str, ...] = tuple(_FACTS["log_category_groups"])
METRIC_CATEGORIES: tuple[str, ...] = tuple(_FACTS["metric_categories"])

DIAGNOSTIC_SETTINGS_PER_RESOURCE: int = _FACTS["diagnostic_settings_per_resource"]

SEVERITIES: tuple[int, ...] = tuple(_FACTS["severities"])
"""Severities of alerts; 0 is critical, 4 is verbose."""

WORKSPACE_RETENTION_DAYS: tuple[int, int] = (
    _FACTS["workspace_retention_days"]["min"],
    _FACTS["workspace_retention_days"]["max"],
)
"""Shortest and longest interactive retention of a workspace."""

BUDGET_NOTIFICATIONS: int = _FACTS["budget"]["notifications"]
"""Most notifications of a budget."""

BUDGET_THRESHOLD_PERCENT: tuple[int, int] = (
    _FACTS["budget"]["threshold_percent"]["min"],
    _FACTS["budget"]["threshold_percent"]["max"],
)

ACTION_GROUP_SHORT_NAME_LENGTH: int = _FACTS["action_group_short_name"]["max"]

DEFENDER_PLAN: str = _FACTS["defender"]["plan"]
"""Name of the plan of Microsoft Defender for Cloud that watches AI services."""

DEFENDER_TIER: str = _FACTS["defender"]["tier"]
"""Tier at which the plan is on."""

DEFENDER_PROMPT_EVIDENCE, DEFENDER_PURVIEW = _FACTS["defender"]["extensions"]
"""Extensions of the plan: suspicious prompt segments in alerts; prompts shared with Microsoft Purview."""


@dataclass(frozen=True, slots=True)
class Alert:
    """A metric alert rule for one account."""

    key: str
    metric: str
    title: str
    operator: str
    threshold: float
    """In the metric's unit."""
    aggregation: str
    window: str
    """ISO 8601 duration that is looked at."""
    frequency: str
    """ISO 8601 duration between two looks."""
    severity: int
    dimensions: Mapping[str, tuple[str, ...]]
    """Values that count, by dimension."""
    threshold_source: str
    """Where the threshold comes from; `ours` where nobody publishes one."""
    billing: frozenset[str] | None
    """Kinds of billing whose deployments emit the metric; None: not known, which every deployment may."""

    def watches(self, billing: str) -> bool:
        """Whether deployments with this billing emit the metric, as far as is known."""
        return self.billing is None or billing in self.billing


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A Log Analytics query."""

    title: str
    query: str


@cache
def alerts() -> Mapping[str, Alert]:
    """The alert rules by key."""
    return {key: _alert(key) for key in _FACTS["alerts"]}


@cache
def saved_searches() -> Mapping[str, SavedSearch]:
    """Queries over the logs of accounts, by key."""
    return {key: SavedSearch(facts["title"], facts["query"]) for key, facts in _FACTS["saved_searches"].items()}


def _alert(key: str) -> Alert:
    facts = {**_FACTS["alerts"][key]}
    dimensions = {name: tuple(values) for name, values in facts.pop("dimensions").items()}
    billing = _FACTS["metrics"][facts["metric"]]["billing"]
    return Alert(key=key, dimensions=dimensions, billing=None if billing is None else frozenset(billing), **facts)

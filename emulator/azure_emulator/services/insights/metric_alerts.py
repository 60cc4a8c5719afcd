"""Metric alert rules."""

from __future__ import annotations

from collections.abc import Sequence

from ...arm import errors
from ...arm.ids import ResourceId, parse
from ...arm.store import Body
from ...arm.types import ANY, Context, ResourceType
from ..common import TAGS_AND_LOCATION, properties, require_global, require_resource

SINGLE = "Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria"
MULTIPLE = "Microsoft.Azure.Monitor.MultipleResourceMultipleMetricCriteria"
STATIC, DYNAMIC = "StaticThresholdCriterion", "DynamicThresholdCriterion"

WINDOWS = ("PT1M", "PT5M", "PT15M", "PT30M", "PT1H", "PT6H", "PT12H", "P1D")
"""Windows, shortest first."""

FREQUENCIES = ("PT1M", "PT5M", "PT15M", "PT30M", "PT1H")

AGGREGATIONS = ("Average", "Count", "Minimum", "Maximum", "Total")
OPERATORS = {
    STATIC: ("Equals", "GreaterThan", "GreaterThanOrEqual", "LessThan", "LessThanOrEqual"),
    DYNAMIC: ("GreaterThan", "LessThan", "GreaterOrLessThan"),
}


def _fill(context: Context, resource: ResourceId, body: Body, existing: Body | None) -> None:
    require_global(body)
    held = properties(body)
    _require_one_of(held, "severity", range(5))
    _require_one_of(held, "windowSize", WINDOWS)
    _require_one_of(held, "evaluationFrequency", FREQUENCIES)
    if WINDOWS.index(held["windowSize"]) < WINDOWS.index(held["evaluationFrequency"]):
        raise errors.invalid("'windowSize' must not be shorter than 'evaluationFrequency'.")
    _check_scopes(context, resource, held)
    _check_criteria(held.get("criteria") or {})
    for action in held.setdefault("actions", []):
        require_resource(context, action.get("actionGroupId", ""), resource.text)
    held.setdefault("enabled", True)
    held.setdefault("autoMitigate", True)


def _require_one_of(held: Body, name: str, allowed: Sequence[object]) -> None:
    if held.get(name) not in allowed:
        raise errors.invalid(f"'{name}' is '{held.get(name)}': use one of {', '.join(map(str, allowed))}.")


def _check_scopes(context: Context, resource: ResourceId, held: Body) -> None:
    scopes = held.get("scopes") or []
    if not scopes:
        raise errors.invalid(f"The alert rule '{resource.name}' has no scopes.")
    for scope in scopes:
        if scope.lower().count("/providers/"):
            require_resource(context, scope, resource.text)
    several = len(scopes) > 1 or not scopes[0].lower().count("/providers/")
    if several and not (held.get("targetResourceType") and held.get("targetResourceRegion")):
        raise errors.invalid("An alert rule on several resources needs targetResourceType and targetResourceRegion.")
    if several and held["criteria"].get("odata.type") == SINGLE:
        raise errors.invalid(f"An alert rule on several resources needs criteria of type {MULTIPLE}.")
    if not several:
        held.setdefault("targetResourceType", parse(scopes[0]).type)


def _check_criteria(criteria: Body) -> None:
    if criteria.get("odata.type") not in (SINGLE, MULTIPLE):
        raise errors.invalid(f"The criteria have type '{criteria.get('odata.type')}': use {SINGLE} or {MULTIPLE}.")
    entries = criteria.get("allOf") or []
    if not entries:
        raise errors.invalid("The alert rule has no criteria.")
    names = [entry.get("name") for entry in entries]
    for entry in entries:
        kind = entry.setdefault("criterionType", STATIC)
        if kind not in OPERATORS or (kind == DYNAMIC and criteria["odata.type"] == SINGLE):
            raise errors.invalid(
                f"The criterion type '{kind}' is not valid for criteria of type {criteria['odata.type']}."
            )
        for needed in (
            "name",
            "metricName",
            *(("threshold",) if kind == STATIC else ("alertSensitivity", "failingPeriods")),
        ):
            if entry.get(needed) is None:
                raise errors.invalid(f"The criterion '{entry.get('name')}' has no {needed}.")
        if names.count(entry["name"]) > 1:
            raise errors.invalid(f"Two criteria are called '{entry['name']}'.")
        _require_one_of(entry, "operator", OPERATORS[kind])
        _require_one_of(entry, "timeAggregation", AGGREGATIONS)
        for dimension in entry.get("dimensions") or []:
            _require_one_of(dimension, "operator", ("Include", "Exclude"))


_CRITERION = {
    "criterionType": ANY,
    "name": ANY,
    "metricName": ANY,
    "metricNamespace": ANY,
    "operator": ANY,
    "threshold": ANY,
    "timeAggregation": ANY,
    "skipMetricValidation": ANY,
    "dimensions": [{"name": ANY, "operator": ANY, "values": [ANY]}],
    "alertSensitivity": ANY,
    "failingPeriods": {"minFailingPeriodsToAlert": ANY, "numberOfEvaluationPeriods": ANY},
    "ignoreDataBefore": ANY,
}

METRIC_ALERT = ResourceType(
    name="Microsoft.Insights/metricAlerts",
    api_versions=("2018-03-01",),
    declared={
        **TAGS_AND_LOCATION,
        "properties": {
            "description": ANY,
            "severity": ANY,
            "enabled": ANY,
            "scopes": [ANY],
            "evaluationFrequency": ANY,
            "windowSize": ANY,
            "targetResourceType": ANY,
            "targetResourceRegion": ANY,
            "criteria": {"odata.type": ANY, "allOf": [_CRITERION]},
            "autoMitigate": ANY,
            "actions": [{"actionGroupId": ANY, "webHookProperties": ANY}],
        },
    },
    fill=_fill,
    put_statuses=(200, 200),
    states=False,
)

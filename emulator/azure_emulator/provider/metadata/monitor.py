"""Workspaces, diagnostic settings, alerts and budgets."""

from __future__ import annotations

from .info import GROUP, TOP, TypeInfo

TYPES: dict[str, TypeInfo] = {
    "operationalinsights:Workspace": TypeInfo(
        path=f"{GROUP}/providers/Microsoft.OperationalInsights/workspaces/{{workspaceName}}",
        api_version="2023-09-01",
        flattened=True,
        top=TOP | {"identity"},
        naming="random",
        read_only=("createdDate", "customerId", "etag", "modifiedDate", "privateLinkScopedResources", "provisioningState", "systemData"),
    ),
    "monitor:DiagnosticSetting": TypeInfo(
        path="{resourceUri}/providers/Microsoft.Insights/diagnosticSettings/{name}",
        api_version="2021-05-01-preview",
        flattened=True,
        top=frozenset(),
        naming="random",
        read_only=("systemData",),
    ),
    "operationalinsights:SavedSearch": TypeInfo(
        path=f"{GROUP}/providers/Microsoft.OperationalInsights/workspaces/{{workspaceName}}/savedSearches/{{savedSearchId}}",
        api_version="2023-09-01",
        flattened=True,
        top=frozenset({"etag"}),
        required=("category", "displayName", "query"),
        read_only=("etag",),
    ),
    "monitor:MetricAlert": TypeInfo(
        path=f"{GROUP}/providers/Microsoft.Insights/metricAlerts/{{ruleName}}",
        api_version="2018-03-01",
        flattened=True,
        top=TOP,
        required=("criteria", "enabled", "evaluationFrequency", "scopes", "severity", "windowSize"),
        naming="random",
        renamed={"odataType": "odata.type"},
        read_only=("isMigrated", "lastUpdatedTime"),
    ),
    "monitor:ActionGroup": TypeInfo(
        path=f"{GROUP}/providers/Microsoft.Insights/actionGroups/{{actionGroupName}}",
        api_version="2024-10-01-preview",
        flattened=True,
        top=TOP | {"identity"},
        required=("groupShortName",),
        naming="random",
        read_only=("systemData",),
    ),
    "consumption:Budget": TypeInfo(
        path="{scope}/providers/Microsoft.Consumption/budgets/{budgetName}",
        api_version="2024-08-01",
        flattened=True,
        top=frozenset({"eTag"}),
        required=("amount", "category", "timeGrain", "timePeriod"),
        naming="random",
        read_only=("currentSpend", "forecastSpend", "systemData"),
    ),
    "security:Pricing": TypeInfo(
        path="{scopeId}/providers/Microsoft.Security/pricings/{pricingName}",
        api_version="2024-01-01",
        flattened=True,
        top=frozenset(),
        required=("pricingTier",),
        naming="random",
        default_body={"properties": {"pricingTier": "Free"}},
        read_only=(
            "deprecated", "enablementTime", "freeTrialRemainingTime", "inherited", "inheritedFrom", "replacedBy",
            "resourcesCoverageStatus", "systemData",
        ),
    ),
}  # fmt: skip

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
}  # fmt: skip

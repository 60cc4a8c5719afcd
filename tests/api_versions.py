"""The API versions that tests ask with: those that azure-native uses."""

VERSIONS = {
    "Microsoft.CognitiveServices": "2025-06-01",
    "Microsoft.Network": "2024-05-01",
    "Microsoft.Network/privateDnsZones": "2024-06-01",
    "Microsoft.Authorization/roleAssignments": "2022-04-01",
    "Microsoft.Authorization/roleDefinitions": "2022-05-01-preview",
    "Microsoft.Authorization/locks": "2020-05-01",
    "Microsoft.ManagedIdentity": "2023-01-31",
    "Microsoft.KeyVault": "2024-11-01",
    "Microsoft.OperationalInsights": "2023-09-01",
    "Microsoft.Insights/diagnosticSettings": "2021-05-01-preview",
    "Microsoft.Insights/metricAlerts": "2018-03-01",
    "Microsoft.Insights/actionGroups": "2024-10-01-preview",
    "Microsoft.Consumption": "2024-08-01",
    "Microsoft.Security": "2024-01-01",
    "Microsoft.Storage": "2024-01-01",
    "Microsoft.EventHub": "2024-01-01",
}
"""By provider namespace, or by type where the types of a namespace differ."""

RESOURCE_GROUPS = "2024-03-01"


def version_of(path: str) -> str:
    """API version for a path; a made-up one for a provider that there is none of."""
    if "/providers/" not in path:
        return RESOURCE_GROUPS
    namespace, kind = path.rsplit("/providers/", 1)[1].split("/")[:2]
    return VERSIONS.get(f"{namespace}/{kind}") or VERSIONS.get(namespace, "2024-01-01")

"""Diagnostics and where they are sent, saved searches, alerts."""

import copy
from typing import Any

import pytest

ACCOUNT = "Microsoft.CognitiveServices/accounts/ai"
ACTION_GROUP = "Microsoft.Insights/actionGroups/operators"
ALERT = "Microsoft.Insights/metricAlerts/throttled"
SINGLE = "Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria"
LOGS = [{"categoryGroup": "allLogs", "enabled": True}]


def setting(azure: Any, name: str = "one") -> str:
    return f"{azure.id(ACCOUNT)}/providers/Microsoft.Insights/diagnosticSettings/{name}"


def test_a_diagnostic_setting_needs_a_sink_that_no_other_uses(azure: Any) -> None:
    azure.with_account()
    workspace = azure.id("Microsoft.OperationalInsights/workspaces/logs")
    assert "At least one data sink" in azure.refused("PUT", setting(azure), {"properties": {"logs": LOGS}})
    body = {"properties": {"workspaceId": workspace, "logs": LOGS}}
    assert "InvalidResourceReference" in azure.refused("PUT", setting(azure), body)
    azure.put(workspace, {"location": "swedencentral"})
    azure.put(setting(azure), body)
    assert azure.refused("PUT", setting(azure, "two"), body) == (
        f"409 Conflict: Data sink '{workspace.lower()}' is already used in diagnostic setting 'one' for category 'allLogs'. "
        "Data sinks can't be reused in different settings on the same category for the same resource."
    )


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ({"logs": [{"category": "Everything", "enabled": True}]}, "Category 'Everything' is not supported."),
        ({"logs": [{"categoryGroup": "some", "enabled": True}]}, "Category group 'some' is not supported."),
        ({"metrics": [{"category": "Some", "enabled": True}]}, "Metric category 'Some' is not supported."),
    ],
)
def test_categories_that_an_account_does_not_have(azure: Any, entry: dict[str, Any], expected: str) -> None:
    azure.with_account()
    workspace = azure.id("Microsoft.OperationalInsights/workspaces/logs")
    azure.put(workspace, {"location": "swedencentral"})
    assert expected in azure.refused("PUT", setting(azure), {"properties": {"workspaceId": workspace, **entry}})


def test_event_hubs_and_storage_take_logs_too(azure: Any) -> None:
    azure.with_account()
    storage = azure.id("Microsoft.Storage/storageAccounts/archive")
    namespace = azure.id("Microsoft.EventHub/namespaces/eventhubs")
    body = {
        "properties": {
            "storageAccountId": storage,
            "eventHubAuthorizationRuleId": f"{namespace}/authorizationRules/send",
            "eventHubName": "logs",
            "logs": LOGS,
        }
    }
    missing = [
        (storage, {"location": "swedencentral", "kind": "StorageV2", "sku": {"name": "Standard_LRS"}}),
        (namespace, {"location": "swedencentral"}),
        (f"{namespace}/authorizationRules/send", {"properties": {"rights": ["Send"]}}),
        (f"{namespace}/eventhubs/logs", {"properties": {}}),
    ]
    for path, made in missing:
        assert "InvalidResourceReference" in azure.refused("PUT", setting(azure), body)
        azure.put(path, made)
    azure.put(setting(azure), body)


@pytest.mark.parametrize("rights", [[], ["Write"], ["Manage", "Send"]])
def test_rights_of_an_event_hub_rule(azure: Any, rights: list[str]) -> None:
    azure.with_account()
    namespace = "Microsoft.EventHub/namespaces/eventhubs"
    azure.put(namespace, {"location": "swedencentral"})
    rule = f"{namespace}/authorizationRules/r"
    assert "InvalidResourceProperties" in azure.refused("PUT", rule, {"properties": {"rights": rights}})


def test_a_storage_accounts_name_is_taken_in_all_of_azure(azure: Any) -> None:
    azure.with_account()
    body = {"location": "swedencentral", "kind": "StorageV2", "sku": {"name": "Standard_LRS"}}
    azure.put("Microsoft.Storage/storageAccounts/archive", body)
    other = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/other"
    azure.put(other, {"location": "swedencentral"})
    assert "StorageAccountAlreadyTaken" in azure.refused(
        "PUT", f"{other}/providers/Microsoft.Storage/storageAccounts/archive", body
    )
    assert "InvalidResourceName" in azure.refused("PUT", "Microsoft.Storage/storageAccounts/Archive-1", body)


def test_a_saved_search_goes_with_its_workspace(azure: Any) -> None:
    azure.with_account()
    workspace = "Microsoft.OperationalInsights/workspaces/logs"
    azure.put(workspace, {"location": "swedencentral"})
    search = f"{workspace}/savedSearches/throttled"
    held = {"category": "Azure OpenAI", "displayName": "Throttled", "query": "AzureDiagnostics"}
    assert "has no query" in azure.refused("PUT", search, {"properties": {**held, "query": ""}})
    azure.put(search, {"properties": held})
    assert azure.get(search)["properties"]["version"] == 2
    azure.delete(workspace)
    assert "ResourceNotFound" in azure.refused("GET", search)


def group(**properties: Any) -> dict[str, Any]:
    return {"location": "global", "properties": {"groupShortName": "operators", "enabled": True, **properties}}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"groupShortName": "a" * 13}, "'groupShortName' has 13 characters; 1 to 12 are allowed."),
        ({"groupShortName": None}, "'groupShortName' has 0 characters"),
        ({"emailReceivers": [{"name": "mail"}]}, "A receiver in 'emailReceivers' has no emailAddress."),
        ({"webhookReceivers": [{"serviceUri": "https://x"}]}, "A receiver in 'webhookReceivers' has no name."),
    ],
)
def test_action_groups_that_azure_does_not_take(azure: Any, changes: dict[str, Any], expected: str) -> None:
    azure.with_account()
    assert expected in azure.refused("PUT", ACTION_GROUP, group(**changes))


def test_an_action_group_is_global(azure: Any) -> None:
    azure.with_account()
    assert azure.refused("PUT", ACTION_GROUP, {**group(), "location": "swedencentral"}) == (
        "400 LocationNotAvailableForResourceType: The provided location 'swedencentral' is not available for resource type "
        "'microsoft.insights/actiongroups'. List of available regions for the resource type is 'global'."
    )


def alert(azure: Any, criterion: dict[str, Any] | None = None, **properties: Any) -> dict[str, Any]:
    static = {
        "name": "throttled",
        "metricName": "AzureOpenAIRequests",
        "operator": "GreaterThan",
        "threshold": 10,
        "timeAggregation": "Total",
    }
    held = {
        "scopes": [azure.id(ACCOUNT)],
        "severity": 2,
        "windowSize": "PT5M",
        "evaluationFrequency": "PT1M",
        "criteria": {"odata.type": SINGLE, "allOf": [{**static, **(criterion or {})}]},
    }
    return {"location": "global", "properties": {**copy.deepcopy(held), **properties}}


def test_what_an_alert_gets_filled_in(azure: Any) -> None:
    azure.with_account()
    azure.put(ACTION_GROUP, group())
    azure.put(ALERT, alert(azure, actions=[{"actionGroupId": azure.id(ACTION_GROUP)}]))
    held = azure.get(ALERT)["properties"]
    assert (held["autoMitigate"], held["enabled"], held["targetResourceType"]) == (
        True,
        True,
        "Microsoft.CognitiveServices/accounts",
    )


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"severity": 5}, "'severity' is '5': use one of 0, 1, 2, 3, 4."),
        ({"windowSize": "PT2M"}, "'windowSize' is 'PT2M'"),
        ({"windowSize": "PT1M", "evaluationFrequency": "PT5M"}, "must not be shorter than 'evaluationFrequency'"),
        ({"scopes": []}, "has no scopes"),
        ({"scopes": ["/subscriptions/s/resourceGroups/g/providers/a/b/c"]}, "InvalidResourceReference"),
        ({"scopes": ["/subscriptions/s/resourceGroups/g"]}, "needs targetResourceType and targetResourceRegion"),
        ({"actions": [{"actionGroupId": "/nowhere"}]}, "InvalidResourceReference: Resource /nowhere"),
        ({"criteria": {"odata.type": SINGLE, "allOf": []}}, "The alert rule has no criteria."),
        ({"criteria": {"odata.type": "Other", "allOf": []}}, "The criteria have type 'Other'"),
    ],
)
def test_alerts_that_azure_does_not_take(azure: Any, changes: dict[str, Any], expected: str) -> None:
    azure.with_account()
    assert expected in azure.refused("PUT", ALERT, alert(azure, **changes))


@pytest.mark.parametrize(
    ("criterion", "expected"),
    [
        ({"operator": "Above"}, "'operator' is 'Above'"),
        ({"timeAggregation": "Sum"}, "'timeAggregation' is 'Sum'"),
        ({"threshold": None}, "The criterion 'throttled' has no threshold."),
        ({"criterionType": "DynamicThresholdCriterion"}, "The criterion type 'DynamicThresholdCriterion' is not valid"),
        ({"dimensions": [{"name": "StatusCode", "operator": "Equals", "values": ["429"]}]}, "'operator' is 'Equals'"),
    ],
)
def test_criteria_that_azure_does_not_take(azure: Any, criterion: dict[str, Any], expected: str) -> None:
    azure.with_account()
    assert expected in azure.refused("PUT", ALERT, alert(azure, criterion))

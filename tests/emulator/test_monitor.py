"""Diagnostics."""

from typing import Any

ACCOUNT = "Microsoft.CognitiveServices/accounts/ai"


def test_a_diagnostic_setting_needs_a_sink_that_no_other_uses(azure: Any) -> None:
    azure.with_account()
    workspace = azure.id("Microsoft.OperationalInsights/workspaces/logs")
    base = f"{azure.id(ACCOUNT)}/providers/Microsoft.Insights/diagnosticSettings"
    logs = [{"categoryGroup": "allLogs", "enabled": True}]
    assert "At least one data sink" in azure.refused("PUT", f"{base}/one", {"properties": {"logs": logs}})
    body = {"properties": {"workspaceId": workspace, "logs": logs}}
    assert "InvalidResourceReference" in azure.refused("PUT", f"{base}/one", body)
    azure.put(workspace, {"location": "swedencentral"})
    azure.put(f"{base}/one", body)
    assert "Data sinks can't be reused" in azure.refused("PUT", f"{base}/two", body)
    wrong = {"properties": {"workspaceId": workspace, "logs": [{"category": "Everything", "enabled": True}]}}
    assert "Category 'Everything' is not supported." in azure.refused("PUT", f"{base}/two", wrong)

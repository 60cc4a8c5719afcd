"""Alert rules speak of metrics as Azure has them."""

import pytest

from azure_openai_catalog import monitoring, skus
from azure_openai_catalog._data import data

METRICS = data("monitoring")["metrics"]


@pytest.mark.parametrize("key", sorted(monitoring.alerts()))
def test_a_rule_uses_what_its_metric_offers(key: str) -> None:
    rule = monitoring.alerts()[key]
    metric = METRICS[rule.metric]
    assert rule.aggregation in metric["aggregations"]
    assert {*rule.dimensions, "ModelDeploymentName"} <= set(metric["dimensions"])
    assert rule.severity in monitoring.SEVERITIES
    assert rule.threshold_source


def test_metrics_are_emitted_by_kinds_of_billing_that_skus_have() -> None:
    billed = {sku.billing for name in skus.names() if (sku := skus.find(name))}
    assert all(set(metric["billing"] or ()) <= billed for metric in METRICS.values())


def test_only_provisioned_deployments_have_utilisation() -> None:
    rule = monitoring.alerts()["ptu_utilisation"]
    assert [billing for billing in ("standard", "provisioned", "batch", "developer") if rule.watches(billing)] == [
        "provisioned"
    ]


def test_every_query_looks_at_accounts_only() -> None:
    for search in monitoring.saved_searches().values():
        assert search.query.startswith("AzureDiagnostics\n| where ResourceProvider == 'MICROSOFT.COGNITIVESERVICES'")

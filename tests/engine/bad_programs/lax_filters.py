"""Deployments whose filters are off, asynchronous, contradictory or not there, on a private account.

regulated: rai-01 rai-03 rai-04 rai-05 rai-06 rai-08 rai-10 rai-11 rai-12 mod-03 mod-05
"""

from private import account, group
from pulumi_azure_native import cognitiveservices

FILTERS = [
    {"name": name, "source": source, "enabled": True, "blocking": True, "severity_threshold": "High"}
    for name in ("Hate", "Sexual", "Violence")
    for source in ("Prompt", "Completion")
]
policy = cognitiveservices.RaiPolicy(
    "lax",
    resource_group_name=group.name,
    account_name=account.name,
    properties={
        "mode": "Asynchronous_filter",
        "base_policy_name": "Microsoft.Default",
        "content_filters": [*FILTERS, {"name": "Hate", "source": "Prompt", "enabled": False, "blocking": True}],
    },
)
sku = {"name": "DataZoneStandard", "capacity": 1}
for name, model, filters in [
    ("unfiltered", {"format": "OpenAI", "name": "gpt-5.1"}, None),
    ("misnamed", {"format": "OpenAI", "name": "gpt-5-chat", "version": "2025-08-07"}, "gone"),
    ("lax", {"format": "OpenAI", "name": "gpt-5.1", "version": "2025-11-13"}, policy.name),
]:
    cognitiveservices.Deployment(
        name,
        resource_group_name=group.name,
        account_name=account.name,
        sku=sku,
        properties={"model": model, "rai_policy_name": filters},
    )

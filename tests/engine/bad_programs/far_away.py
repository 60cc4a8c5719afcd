"""Deployments that process anywhere and cost by the hour, and spill over farther away than they are.

regulated: res-03 res-05 cap-03 ops-02
"""

import pulumi
from private import account, group
from pulumi_azure_native import cognitiveservices

MODEL = {"format": "OpenAI", "name": "gpt-5.1", "version": "2025-11-13"}
overflow = cognitiveservices.Deployment(
    "overflow",
    resource_group_name=group.name,
    account_name=account.name,
    deployment_name="overflow",
    sku={"name": "GlobalStandard", "capacity": 1},
    properties={"model": MODEL, "rai_policy_name": "Microsoft.DefaultV2"},
)
cognitiveservices.Deployment(
    "reserved",
    resource_group_name=group.name,
    account_name=account.name,
    sku={"name": "DataZoneProvisionedManaged", "capacity": 15},
    properties={"model": MODEL, "rai_policy_name": "Microsoft.DefaultV2", "spillover_deployment_name": "overflow"},
    opts=pulumi.ResourceOptions(depends_on=[overflow], ignore_changes=["properties.raiPolicyName"]),
)

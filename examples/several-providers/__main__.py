"""Accounts in the workload's subscription, private DNS zones in the connectivity subscription."""

import pulumi
import pulumi_azure_native as azure
from pulumi_azure_native import resources

from azure_openai import (
    Account,
    DeploymentSku,
    Model,
    ModelDeployment,
    NewPrivateDns,
    OpenAIPlatform,
    OpenAIPlatformArgs,
    PlatformNetwork,
    PrivateDnsChoice,
)

config = pulumi.Config()
location = config.get("location") or "swedencentral"
workload = azure.Provider("workload", subscription_id=config.require("workload_subscription_id"))
connectivity = azure.Provider("connectivity", subscription_id=config.require("connectivity_subscription_id"))

zones_group = resources.ResourceGroup(
    "private-dns",
    resource_group_name="rg-private-dns",
    location=location,
    opts=pulumi.ResourceOptions(provider=connectivity),
)
chat = ModelDeployment(
    model=Model(name="gpt-5.1", version="2025-11-13"),
    sku=DeploymentSku(name="DataZoneStandard", capacity=50),
)
platform = OpenAIPlatform(
    "assistant",
    OpenAIPlatformArgs(
        location=location,
        accounts={"eu": Account(deployments={"chat": chat})},
        network=PlatformNetwork(
            private_dns=PrivateDnsChoice(create=NewPrivateDns(resource_group_name=zones_group.name)),
        ),
    ),
    pulumi.ResourceOptions(providers=[workload]),
    private_dns_provider=connectivity,
)

pulumi.export("v1_endpoints", platform.v1_endpoints)
pulumi.export("private_dns_zone_resource_ids", platform.private_dns_zone_resource_ids)

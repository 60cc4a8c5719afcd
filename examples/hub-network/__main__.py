"""A platform in the network of a hub: the hub's team keeps the subnet and the DNS zones, this program names them by id."""

import pulumi

from azure_openai import (
    Account,
    DeploymentSku,
    ExistingPrivateDns,
    ExistingSubnet,
    Model,
    ModelDeployment,
    OpenAIPlatform,
    OpenAIPlatformArgs,
    PlatformNetwork,
    PrivateDnsChoice,
    VirtualNetworkChoice,
)

config = pulumi.Config()
chat = ModelDeployment(
    model=Model(name="gpt-5.1", version="2025-11-13"),
    sku=DeploymentSku(name="DataZoneStandard", capacity=50),
)
subnet = ExistingSubnet(subnet_resource_id=config.require("subnet_resource_id"))
zones = ExistingPrivateDns(zone_resource_ids=config.require_object("zone_resource_ids"))

platform = OpenAIPlatform(
    "assistant",
    OpenAIPlatformArgs(
        # An endpoint is where its subnet is.
        location=config.require("location"),
        accounts={"eu": Account(deployments={"chat": chat})},
        network=PlatformNetwork(
            virtual_network=VirtualNetworkChoice(existing=subnet),
            private_dns=PrivateDnsChoice(existing=zones),
        ),
    ),
)

pulumi.export("v1_endpoints", platform.v1_endpoints)
pulumi.export("private_endpoint_resource_ids", platform.private_endpoint_resource_ids)

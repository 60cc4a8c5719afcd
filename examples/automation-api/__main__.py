"""The platform that every stack of the roll-out gets; what differs is configuration."""

import pulumi

from azure_openai import Account, DeploymentSku, Model, ModelDeployment, OpenAIPlatform, OpenAIPlatformArgs

config = pulumi.Config()
chat = ModelDeployment(
    model=Model(name="gpt-5.1", version="2025-11-13"),
    sku=DeploymentSku(name="DataZoneStandard", capacity=config.require_int("chat_capacity")),
)
platform = OpenAIPlatform(
    f"assistant-{pulumi.get_stack()}",
    OpenAIPlatformArgs(
        location=config.require("location"),
        accounts={"main": Account(deployments={"chat": chat})},
        tags={"stack": pulumi.get_stack()},
    ),
)

pulumi.export("base_url", platform.v1_endpoints["main"])

"""One account in a resource group that is there already: private, keyless and filtered."""

import pulumi

from azure_openai import DeploymentSku, Model, ModelDeployment, OpenAIAccount, OpenAIAccountArgs

config = pulumi.Config()
account = OpenAIAccount(
    "assistant",
    OpenAIAccountArgs(
        resource_group_name=config.require("resource_group_name"),
        location=config.get("location") or "swedencentral",
        deployments={
            "chat": ModelDeployment(
                model=Model(name="gpt-5.1", version="2025-11-13"),
                sku=DeploymentSku(name="DataZoneStandard", capacity=50),
            ),
            "embeddings": ModelDeployment(
                model=Model(name="text-embedding-3-large", version="1"),
                sku=DeploymentSku(name="DataZoneStandard", capacity=20),
            ),
        },
    ),
)

pulumi.export("account_name", account.account_name)
pulumi.export("base_url", account.v1_endpoint)
pulumi.export("deployments", account.deployments)

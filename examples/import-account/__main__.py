"""An account that was made in the portal, described as it is called there."""

import pulumi

from azure_openai import DeploymentSku, Model, ModelDeployment, OpenAIAccount, OpenAIAccountArgs

config = pulumi.Config()
account = OpenAIAccount(
    "assistant",
    OpenAIAccountArgs(
        resource_group_name=config.require("resource_group_name"),
        # The whole name, as the portal shows it: without it the account would get a new one.
        account_name=config.require("account_name"),
        location=config.require("location"),
        deployments={
            # The keys are the deployments' names.
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

pulumi.export("base_url", account.v1_endpoint)

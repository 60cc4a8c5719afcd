"""An account through the SDK that Pulumi generates: what programs in other languages do, here in Python."""

import pulumi
import pulumi_azure_openai as azure_openai

config = pulumi.Config()
account = azure_openai.OpenAIAccount(
    "assistant",
    resource_group_name=config.require("resource_group_name"),
    location=config.get("location") or "swedencentral",
    deployments={
        "chat": azure_openai.ModelDeploymentArgs(
            model=azure_openai.ModelArgs(name="gpt-5.1", version="2025-11-13"),
            sku=azure_openai.DeploymentSkuArgs(name="DataZoneStandard", capacity=50),
        )
    },
)

pulumi.export("account_name", account.account_name)
pulumi.export("base_url", account.v1_endpoint)
pulumi.export("deployments", account.deployments)

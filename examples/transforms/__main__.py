"""A tag on everything of a platform that takes tags, without a setting for it: a transform sees every resource."""

from importlib import import_module

import pulumi

from azure_openai import Account, DeploymentSku, Model, ModelDeployment, OpenAIPlatform, OpenAIPlatformArgs

COST_CENTER = pulumi.Config().get("cost_center") or "4711"


def takes_tags(resource_type: str) -> bool:
    """Whether a resource type, for example `azure-native:network:PrivateEndpoint`, has tags by name."""
    package, module, name = resource_type.split(":")
    if package != "azure-native":
        return False
    tags = getattr(getattr(import_module(f"pulumi_azure_native.{module}"), name), "tags", None)
    # Saved searches have tags, too, but as a list.
    return tags is not None and "Mapping[str, str]" in str(tags.fget.__annotations__["return"])


def with_cost_center(args: pulumi.ResourceTransformArgs) -> pulumi.ResourceTransformResult | None:
    """Add the tag to what a resource already has; None leaves a resource as it is."""
    if not takes_tags(args.type_):
        return None
    given = pulumi.Output.from_input(args.props.get("tags"))
    tags = given.apply(lambda tags: {**(tags or {}), "cost-center": COST_CENTER})
    return pulumi.ResourceTransformResult({**args.props, "tags": tags}, args.opts)


chat = ModelDeployment(
    model=Model(name="gpt-5.1", version="2025-11-13"),
    sku=DeploymentSku(name="DataZoneStandard", capacity=50),
)
platform = OpenAIPlatform(
    "assistant",
    OpenAIPlatformArgs(
        location="swedencentral",
        accounts={"eu": Account(deployments={"chat": chat})},
        tags={"owner": "platform-team"},
    ),
    pulumi.ResourceOptions(transforms=[with_cost_center]),
)

pulumi.export("v1_endpoints", platform.v1_endpoints)

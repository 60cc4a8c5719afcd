"""The program: build the platform that the stack's settings describe."""

import pulumi

from azure_openai import OpenAIPlatform
from azure_openai_catalog import networking

settings = pulumi.Config("azure-openai").require_object("platform")
platform = OpenAIPlatform("platform", settings)

pulumi.export("resource_group", platform.resource_group_name)
pulumi.export("endpoints", platform.endpoints)
pulumi.export("v1_endpoints", platform.v1_endpoints)
pulumi.export("deployments", platform.deployments)
pulumi.export("data_handling", platform.data_handling)
pulumi.export("entra_scope", networking.ENTRA_SCOPE)

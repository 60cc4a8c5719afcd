"""RES-02: deployments use agreed SKUs only."""

from collections.abc import Iterator

from pulumi_policy import Severity

from azure_openai_catalog import skus

from ..options import texts
from ..resources import DEPLOYMENT, Resource
from ..rule import ResourceRule
from ..values import Value
from ..verdicts import Finding, unless_among


def check(deployment: Resource, settings: Value) -> Iterator[Finding]:
    """A missing SKU, or one that nobody knows, fails as well."""
    yield from unless_among(deployment.inputs["sku"]["name"], settings["allowedSkus"].texts)


RULE = ResourceRule(
    name="res-02-allowed-skus",
    title="Allowed deployment SKUs",
    description="Model deployments must use an allowed SKU.",
    why="The SKU decides where prompts are processed and how the deployment is paid.",
    remediation="Set sku.name to one of allowedSkus.",
    severity=Severity.HIGH,
    target=DEPLOYMENT,
    tags=("residency",),
    url="https://learn.microsoft.com/azure/foundry/foundry-models/concepts/deployment-types",
    options={"allowedSkus": texts("SKUs that a deployment may use. By default all that Azure has.", *skus.names())},
    check=check,
)

"""CAP-06: when provisioned throughput is used up, requests have somewhere to go."""

from collections.abc import Iterator

from pulumi_policy import EnforcementLevel, Severity

from azure_openai_catalog import skus

from ..answers import any_of
from ..capacity import is_provisioned
from ..resources import DEPLOYMENT
from ..rule import StackRule
from ..stack import Stack, StackResource
from ..values import Value
from ..verdicts import Finding, NotApplicable, Undecided, finding


def check(deployment: StackResource, stack: Stack, settings: Value) -> Iterator[Finding]:
    """A spillover, or a pay-per-token deployment of the same model that a client can turn to."""
    sku, spillover = deployment.inputs["sku"]["name"], deployment.properties["spilloverDeploymentName"]
    if not sku.unknown and not is_provisioned(sku):
        yield NotApplicable(f"SKU {sku} is not paid by the hour")
        return
    if spillover.text:
        return
    sibling = any_of(_is_sibling(other, deployment) for other in stack.of(DEPLOYMENT))
    if sibling is None:
        yield Undecided("The stack", "may hold a pay-per-token deployment of the model, but not all is known yet")
    elif not sibling:
        what = f"is {spillover}, and no deployment of the model is paid by the token"
        yield finding(spillover, what, "Name a deployment to spill over to.", given=[sku])


def _is_sibling(other: StackResource, deployment: StackResource) -> bool | None:
    name, ours = other.inputs["sku"]["name"], deployment.properties["model"]["name"]
    known, theirs = skus.find(name.text), other.properties["model"]["name"]
    if other.urn == deployment.urn or (not name.unknown and (known is None or not known.can_be_spillover_target)):
        return False
    if theirs.unknown or ours.unknown:
        return None
    return (None if name.unknown else True) if theirs.same_as(ours) else False


RULE = StackRule(
    name="cap-06-overflow",
    title="Overflow path",
    description="Provisioned deployments should have a way out when they are full.",
    why="A full deployment answers 429 until the load falls; nothing on Azure's side helps.",
    remediation="Set spilloverDeploymentName, or deploy the model with a pay-per-token SKU as well.",
    severity=Severity.LOW,
    level=EnforcementLevel.DISABLED,
    target=DEPLOYMENT,
    tags=("capacity",),
    url="https://learn.microsoft.com/azure/foundry/openai/how-to/spillover-traffic-management",
    check=check,
)

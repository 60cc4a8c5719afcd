"""RES-03: prompts are processed no farther away than agreed."""

from collections.abc import Iterator

from pulumi_policy import Severity

from azure_openai_catalog import skus

from ..options import text, texts
from ..resources import DEPLOYMENT, Resource
from ..rule import ResourceRule
from ..values import Value
from ..verdicts import Finding, finding

SCOPES = {"regional": "regional", "dataZone": "data_zone", "global": "global"}
"""Residency classes, strictest first, and what the catalogue calls them."""


def check(deployment: Resource, settings: Value) -> Iterator[Finding]:
    """A missing SKU, or one that nobody knows, fails: nobody knows where it processes."""
    sku, residency, listed = deployment.inputs["sku"]["name"], settings["residency"].text, settings["alsoAllowed"].texts
    if sku.is_text(*listed):
        return
    allowed = _within(residency)
    if not sku.is_text(*allowed):
        choice = ", ".join(allowed)
        yield finding(sku, f"is {sku}, which residency {residency!r} does not allow", f"Choose one of: {choice}.")


def _within(residency: str) -> list[str]:
    """SKUs of a class or a stricter one. Developer deployments promise no residency, so they must be listed."""
    if residency not in SCOPES:
        return []
    limit = skus.residency_rank(SCOPES[residency])
    known = [sku for sku in map(skus.find, skus.names()) if sku is not None and sku.billing != "developer"]
    return [sku.name for sku in known if skus.residency_rank(sku.scope) <= limit]


RULE = ResourceRule(
    name="res-03-residency-class",
    title="Residency class",
    description="Model deployments must process data within the agreed residency.",
    why="A global SKU sends prompts to any region in the world, whatever region the account is in.",
    remediation="Set sku.name to a SKU of the residency class: regional, data zone or global.",
    severity=Severity.HIGH,
    target=DEPLOYMENT,
    tags=("residency",),
    url="https://learn.microsoft.com/azure/foundry/foundry-models/concepts/deployment-types",
    options={
        "residency": text(
            "Where requests may be processed: regional, dataZone or global; each allows the stricter.",
            "dataZone",
            among=SCOPES,
        ),
        "alsoAllowed": texts("SKUs that are allowed whatever their residency, for example DeveloperTier."),
    },
    check=check,
)

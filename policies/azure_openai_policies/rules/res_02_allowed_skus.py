"""RES-02: deployments use allowed SKUs."""

from collections.abc import Iterator

from azure_openai_catalog import skus
from pulumi_policy import EnforcementLevel, Severity

from ..rule import Config, Finding, Resource, Rule, Setting, Undecided, Violation
from ..tokens import DEPLOYMENT
from ..values import UNKNOWN, at, same, show


def _check(resource: Resource, config: Config) -> Iterator[Finding]:
    sku = at(resource.inputs, "sku.name")
    if sku is UNKNOWN:
        yield Undecided("sku.name")
    elif not any(same(sku, allowed) for allowed in config["allowedSkus"]):
        yield Violation(f"sku.name of {resource.name} is {show(sku)}; allowed are {', '.join(config['allowedSkus'])}.")


RULE = Rule(
    id="RES-02",
    slug="allowed-skus",
    title="Allowed deployment SKUs",
    description="Deployments use one of the allowed SKUs; one that names none, or one nobody knows, does not.",
    severity=Severity.HIGH,
    level=EnforcementLevel.MANDATORY,
    remediation_steps="Choose an allowed SKU, or add the SKU to allowedSkus of this policy.",
    url="https://learn.microsoft.com/azure/ai-foundry/foundry-models/concepts/deployment-types",
    applies_to=DEPLOYMENT,
    control="",
    check=_check,
    settings={
        "allowedSkus": Setting(
            {"type": "array", "items": {"type": "string"}, "description": "SKU names, whatever their casing."},
            list(skus.names()),
        )
    },
    tags=("residency",),
)

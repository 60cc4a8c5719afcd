"""RES-03: requests are processed no further away than allowed."""

from collections.abc import Iterator

from azure_openai_catalog import skus
from pulumi_policy import EnforcementLevel, Severity

from ..rule import Config, Finding, Resource, Rule, Setting, Undecided, Violation
from ..tokens import DEPLOYMENT
from ..values import UNKNOWN, at, show

SCOPES = {"regional": "regional", "dataZone": "data_zone", "global": "global"}
"""Values of the setting, and what the catalogue calls them."""


def _check(resource: Resource, config: Config) -> Iterator[Finding]:
    name = at(resource.inputs, "sku.name")
    if name is UNKNOWN:
        yield Undecided("sku.name")
        return
    sku = skus.find(name) if isinstance(name, str) else None
    residency = config["residency"]
    if sku is None:
        yield Violation(f"sku.name of {resource.name} is {show(name)}: nobody knows where it processes requests.")
    elif sku.billing == "developer" and not config["allowDeveloperTier"]:
        yield Violation(f"{resource.name} uses {sku.name}, which has no data residency; set allowDeveloperTier to allow it.")
    elif sku.billing != "developer" and skus.residency_rank(sku.scope) > skus.residency_rank(SCOPES[residency]):
        yield Violation(
            f"{resource.name} uses {sku.name}, which may process requests in {sku.processing_location}; "
            f"allowed residency is {residency}."
        )


RULE = Rule(
    id="RES-03",
    slug="residency",
    title="Residency class",
    description="The SKU of a deployment decides where requests are processed; it must not be further than allowed.",
    severity=Severity.HIGH,
    level=EnforcementLevel.MANDATORY,
    remediation_steps="Use a SKU of the allowed residency: regional, DataZone*, or set residency to global.",
    url="https://learn.microsoft.com/azure/ai-foundry/foundry-models/concepts/deployment-types",
    applies_to=DEPLOYMENT,
    control="",
    check=_check,
    settings={
        "residency": Setting(
            {"type": "string", "enum": list(SCOPES), "description": "Where requests may be processed at the most."},
            "dataZone",
        ),
        "allowDeveloperTier": Setting(
            {"type": "boolean", "description": "Whether DeveloperTier, which has no residency, is allowed."}, False
        ),
    },
    tags=("residency", "OWASP LLM02"),
)

"""CAP-03: throughput that is paid by the hour is bought with consent."""

from collections.abc import Iterator

from pulumi_policy import Severity

from ..capacity import is_provisioned
from ..options import flag, text
from ..resources import DEPLOYMENT, Resource
from ..rule import ResourceRule
from ..values import Value
from ..verdicts import Finding, NotApplicable, Undecided, finding


def check(deployment: Resource, settings: Value) -> Iterator[Finding]:
    """Consent is the configuration's, or a tag of the deployment that says who gave it."""
    sku, tag = deployment.inputs["sku"]["name"], settings["approvalTag"].text
    if not sku.unknown and not is_provisioned(sku):
        yield NotApplicable(f"SKU {sku} is not paid by the hour")
        return
    consent = deployment.inputs["tags"].at(tag)
    if settings["allowProvisioned"].is_true or consent.text.strip():
        return
    if consent.unknown:
        yield Undecided(consent.unknown_path)
    else:
        advice = f"Let tag {tag!r} say who approved it, or set allowProvisioned."
        yield finding(sku, f"is {sku}, which is paid by the hour whether it is used or not", advice)


RULE = ResourceRule(
    name="cap-03-provisioned-consent",
    title="Provisioned needs consent",
    description="Provisioned deployments need somebody's consent.",
    why="They cost from the minute they exist, and a forgotten one costs more than everything else in the stack.",
    remediation="Tag the deployment with who approved it, or set allowProvisioned.",
    severity=Severity.HIGH,
    target=DEPLOYMENT,
    tags=("capacity", "OWASP LLM10:2025"),
    url="https://learn.microsoft.com/azure/foundry/openai/how-to/provisioned-throughput-onboarding",
    options={
        "allowProvisioned": flag("Whether provisioned deployments need no tag."),
        "approvalTag": text("Tag of the deployment that says who approved it.", "provisioned-approved-by"),
    },
    check=check,
)

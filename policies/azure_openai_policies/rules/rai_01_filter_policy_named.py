"""RAI-01: a deployment says which content filter policy it runs under."""

from collections.abc import Iterator

from pulumi_policy import Severity

from azure_openai_catalog import content_filters, models

from ..options import text, texts
from ..patterns import matches_any
from ..resources import DEPLOYMENT, Resource
from ..rule import ResourceRule, benchmark
from ..values import Value
from ..verdicts import Finding, NotApplicable, finding


def check(deployment: Resource, settings: Value) -> Iterator[Finding]:
    """A blank name counts as none. Models that only transcribe take no filter."""
    policy, model = deployment.properties["raiPolicyName"], deployment.properties["model"]["name"]
    if policy.text.strip():
        return
    if _takes_no_filter(model.text.lower()):
        yield NotApplicable(f"model {model} takes no content filter")
    elif matches_any(model.text, settings["skipModels"].texts):
        yield NotApplicable(f"model {model} is skipped by the rule's configuration")
    else:
        yield finding(policy, f"is {policy}", "Name a RaiPolicy of the account, or Microsoft.DefaultV2.", given=[model])


def remedy(deployment: Resource, settings: Value) -> None:
    """Names the configured policy."""
    deployment.properties["raiPolicyName"].put(settings["defaultPolicyName"].text)


def _takes_no_filter(model: str) -> bool:
    versions = models.versions(model)
    return bool(versions) and not any(content_filters.can_be_filtered(version) for version in versions)


RULE = ResourceRule(
    name="rai-01-filter-policy-named",
    title="Filter policy named",
    description="Model deployments must name their content filter policy.",
    why="Without a name the deployment runs under whatever Azure takes for the default on that day.",
    remediation="Set properties.raiPolicyName to a RaiPolicy of the account, or to Microsoft.DefaultV2.",
    severity=Severity.HIGH,
    target=DEPLOYMENT,
    framework=benchmark("AI-2", version="v2 preview", mapped_by_microsoft=False),
    tags=("content-filters",),
    url="https://learn.microsoft.com/azure/foundry/guardrails/guardrails-overview",
    options={
        "defaultPolicyName": text("Policy that the remediation names.", "Microsoft.DefaultV2"),
        "skipModels": texts("Models that need no filter policy; `*` stands for anything, as in `text-embedding-*`."),
    },
    check=check,
    remedy=remedy,
)

"""MOD-02: models come from agreed publishers."""

from collections.abc import Iterator

from pulumi_policy import EnforcementLevel, Severity

from ..options import texts
from ..resources import DEPLOYMENT, Resource
from ..rule import ResourceRule, benchmark
from ..values import Value
from ..verdicts import Finding, choice, finding


def check(deployment: Resource, settings: Value) -> Iterator[Finding]:
    """The format names the publisher; where a publisher is given as well, both must be agreed."""
    allowed = settings["allowedFormats"].texts
    for key in ("format", "publisher"):
        value = deployment.properties["model"][key]
        if not value.is_text(*allowed) and (key == "format" or not value.missing):
            yield finding(value, f"is {value}", f"Choose a model of: {choice(allowed)}.")


RULE = ResourceRule(
    name="mod-02-allowed-publishers",
    title="Allowed publishers",
    description="Models must come from an allowed publisher.",
    why="Models of other publishers come under terms of their own, some through the marketplace.",
    remediation="Set properties.model.format to one of allowedFormats.",
    severity=Severity.MEDIUM,
    level=EnforcementLevel.ADVISORY,
    target=DEPLOYMENT,
    framework=benchmark("AI-1", version="v2 preview", mapped_by_microsoft=False),
    tags=("models", "OWASP LLM03:2025"),
    url="https://learn.microsoft.com/azure/foundry/foundry-models/concepts/models-sold-directly-by-azure",
    options={"allowedFormats": texts("Publishers, as `model.format` has them.", "OpenAI", "OpenAI-OSS", "Microsoft")},
    check=check,
)

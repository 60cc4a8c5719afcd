"""MOD-07: production runs no preview."""

from collections.abc import Iterator

from pulumi_policy import EnforcementLevel, Severity

from azure_openai_catalog.models import Stage

from ..environments import PRODUCTION, environment, is_production
from ..life_cycles import Model
from ..resources import DEPLOYMENT, Resource
from ..rule import ResourceRule, benchmark
from ..values import Value
from ..verdicts import Finding, NotApplicable, finding


def check(deployment: Resource, settings: Value) -> Iterator[Finding]:
    """A version is a preview if the catalogue says so, or if its name does."""
    if not is_production(deployment, settings):
        yield NotApplicable(f"environment {environment(deployment, settings)} is no production")
        return
    model = Model(deployment)
    name, version = model.value["name"], model.value["version"]
    stages = [known.lifecycle for known in model.known]
    named = "preview" in f"{model.published_name} {version.text}".casefold()
    if name.unknown or version.unknown or named or (stages and all(stage is Stage.preview for stage in stages)):
        what = f"is {model.label}, a preview, in environment {environment(deployment, settings)}"
        yield finding(model.value, what, "Deploy a version that is generally available.", given=[name, version])


RULE = ResourceRule(
    name="mod-07-no-preview",
    title="No preview in production",
    description="Production must not run preview models.",
    why="Azure replaces a preview within thirty days' notice and gives no service level for it.",
    remediation="Deploy a version that is generally available.",
    severity=Severity.MEDIUM,
    level=EnforcementLevel.ADVISORY,
    target=DEPLOYMENT,
    framework=benchmark("AI-1", version="v2 preview", mapped_by_microsoft=False),
    tags=("models", "OWASP LLM03:2025"),
    url="https://learn.microsoft.com/azure/foundry/openai/concepts/model-retirements",
    options=PRODUCTION,
    check=check,
)

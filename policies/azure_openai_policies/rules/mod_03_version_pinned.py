"""MOD-03: a deployment says which version it runs."""

from collections.abc import Iterator

from pulumi_policy import EnforcementLevel, Severity

from ..resources import DEPLOYMENT, Resource
from ..rule import ResourceRule, benchmark
from ..values import Value
from ..verdicts import Finding, finding


def check(deployment: Resource, settings: Value) -> Iterator[Finding]:
    """Without a version Azure takes its default of that day."""
    version = deployment.properties["model"]["version"]
    if not version.text.strip():
        yield finding(version, f"is {version}", "Set it to the version that was tested.")


RULE = ResourceRule(
    name="mod-03-version-pinned",
    title="Version pinned",
    description="Model deployments must name the version of their model.",
    why="The same program deploys another model next month, and nothing in it has changed.",
    remediation="Set properties.model.version.",
    severity=Severity.MEDIUM,
    level=EnforcementLevel.ADVISORY,
    target=DEPLOYMENT,
    framework=benchmark("AI-1", version="v2 preview", mapped_by_microsoft=False),
    tags=("models", "OWASP LLM03:2025"),
    url="https://learn.microsoft.com/azure/foundry/openai/how-to/working-with-models",
    check=check,
)

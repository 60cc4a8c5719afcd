"""MOD-05: no deployment asks for a model that Azure has retired."""

import datetime
from collections.abc import Iterator

from pulumi_policy import Severity

from azure_openai_catalog import models

from ..life_cycles import LIFE_CYCLE, Model, readable
from ..resources import DEPLOYMENT, Resource
from ..rule import ResourceRule, benchmark
from ..values import Value
from ..verdicts import Finding, finding


def check(deployment: Resource, settings: Value) -> Iterator[Finding]:
    """Without a version Azure takes one in service, so the model fails only if all its versions are retired."""
    read = readable(deployment, settings)
    if not isinstance(read, tuple):
        yield read
        return
    model, day = read
    retired = model.retired(settings, day)
    if retired:
        what = f"is {model.label}, which Azure has retired by {day}"
        yield finding(model.value, what, _advice(model, settings, day))
    elif retired is None:
        yield model.unknown_to_catalogue()


def _advice(model: Model, settings: Value, day: datetime.date) -> str:
    if model.is_fine_tuned:
        return "Fine-tune a newer model and deploy that."
    in_service = [known.version for known in model.in_service(settings, day, models.versions(model.name))]
    if in_service:
        return f"Deploy a version in service: {', '.join(in_service)}."
    known = models.find(model.name, model.version)
    return f"Deploy {known.replacement} instead." if known and known.replacement else "Deploy another model."


RULE = ResourceRule(
    name="mod-05-not-retired",
    title="Not retired",
    description="Model deployments must not ask for a retired model.",
    why="Azure refuses a new deployment of it, and answers calls to an old one with an error.",
    remediation="Set properties.model to a version in service.",
    severity=Severity.HIGH,
    target=DEPLOYMENT,
    framework=benchmark("AI-1", version="v2 preview", mapped_by_microsoft=False),
    tags=("models", "OWASP LLM03:2025"),
    url="https://learn.microsoft.com/azure/foundry/openai/concepts/model-retirement-schedule",
    options=LIFE_CYCLE,
    check=check,
)

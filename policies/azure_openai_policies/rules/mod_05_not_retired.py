"""MOD-05: no deployment asks for a model that Azure has retired."""

from collections.abc import Iterator
from datetime import date

from pulumi_policy import Severity

import azure_openai_catalog as catalog
from azure_openai_catalog import models
from azure_openai_catalog.models import Stage

from ..resources import DEPLOYMENT, Resource
from ..rule import ResourceRule, benchmark
from ..values import Value
from ..verdicts import Finding, NotApplicable, Undecided, finding


def check(deployment: Resource, settings: Value) -> Iterator[Finding]:
    """Without a version Azure takes one in service, so the model fails only if all its versions are retired."""
    model = deployment.properties["model"]
    name, version = model["name"], model["version"]
    unknown = next((value for value in (name, version) if value.unknown), None)
    if unknown:
        yield Undecided(unknown.unknown_path)
    elif not name.text:
        yield NotApplicable("names no model")
    else:
        try:
            yield from _life_cycle(model, settings)
        except ValueError as no_date:
            yield finding(model, f"cannot be judged: {no_date}", "Correct that date in the configuration.")


def _life_cycle(model: Value, settings: Value) -> Iterator[Finding]:
    """Raises ValueError for a configured date that is none."""
    chosen = settings["today"].text
    day = date.fromisoformat(chosen) if chosen else catalog.today()
    name, version = model["name"].text.lower(), model["version"].text
    retired = _retired(name, version, settings["table"], day)
    label = " ".join(filter(None, [name, version]))
    if retired:
        yield finding(model, f"is {label}, which Azure has retired by {day}", _advice(name, version, day))
    elif retired is None and _is_another_publishers(model["format"]):
        yield NotApplicable(f"{label} is no model of OpenAI")
    elif retired is None:
        why = f"is {label}, which the catalogue of {catalog.AS_OF} does not have; give its retirement date in `table`"
        yield Undecided(model.path, why)


def _retired(name: str, version: str, table: Value, day: date) -> bool | None:
    """Whether a model, or a version of it, is retired on a day; None if that is not known."""
    override = table[f"{name}@{version}"].text
    if override:
        return date.fromisoformat(override) <= day
    if models.was_retired_earlier(name, version):
        return True
    asked = [known for known in models.versions(name) if not version or known.version == version]
    return all(known.stage_on(day) is Stage.retired for known in asked) if asked else None


def _is_another_publishers(model_format: Value) -> bool:
    return bool(model_format.text) and not model_format.text.casefold().startswith("openai")


def _advice(name: str, version: str, day: date) -> str:
    in_service = [known.version for known in models.versions(name) if known.stage_on(day) is not Stage.retired]
    if in_service:
        return f"Deploy a version in service: {', '.join(in_service)}."
    known = models.find(name, version)
    return f"Deploy {known.replacement} instead." if known and known.replacement else "Deploy another model."


RULE = ResourceRule(
    name="mod-05-not-retired",
    title="Not retired",
    description="Model deployments must not ask for a retired model.",
    remediation="Set properties.model to a version in service.",
    severity=Severity.HIGH,
    target=DEPLOYMENT,
    framework=benchmark("AI-1", version="v2 preview", mapped_by_microsoft=False),
    tags=("models", "OWASP LLM03:2025"),
    url="https://learn.microsoft.com/azure/foundry/openai/concepts/model-retirement-schedule",
    options={
        "table": {
            "type": "object",
            "additionalProperties": {"type": "string", "format": "date"},
            "default": {},
            "description": "Retirement dates by `model@version`, instead of the catalogue's.",
        },
        "today": {
            "type": "string",
            "format": "date",
            "description": "Day to judge by. By default AZURE_OPENAI_TODAY, else the present day.",
        },
    },
    check=check,
)

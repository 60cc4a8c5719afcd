"""MOD-05: deployments serve models that are not retired."""

from collections.abc import Iterator
from datetime import date

from azure_openai_catalog import models, today
from azure_openai_catalog.models import Stage
from pulumi_policy import EnforcementLevel, Severity

from ..rule import Config, Finding, NotApplicable, Resource, Rule, Setting, Undecided, Violation
from ..tokens import DEPLOYMENT
from ..values import MISSING, UNKNOWN, at, show


def _check(resource: Resource, config: Config) -> Iterator[Finding]:
    name, version = (at(resource.inputs, f"properties.model.{part}") for part in ("name", "version"))
    if name is UNKNOWN or version is UNKNOWN:
        yield Undecided("properties.model")
    elif not isinstance(name, str):
        yield Violation(f"properties.model.name of {resource.name} is {show(name)}.")
    elif version is MISSING:
        yield NotApplicable(f"Azure chooses the version that {resource.name} serves")
    else:
        yield from _life_cycle(resource, name, str(version), config)


def _life_cycle(resource: Resource, name: str, version: str, config: Config) -> Iterator[Finding]:
    day = _date(config["today"]) or today()
    given = _date(config["retirementDates"].get(f"{name}@{version}", ""))
    known = models.find(name, version)
    retired_on = given or (known.retirement_date if known else None)
    retired = retired_on <= day if given and retired_on else bool(known and known.stage_on(day) is Stage.retired)
    if retired or models.was_retired_earlier(name, version):
        since = f" since {retired_on}" if retired_on else ""
        yield Violation(f"{resource.name} serves {name} {version}, which is retired{since}; choose a version in service.")


def _date(text: object) -> date | None:
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        return None


RULE = Rule(
    id="MOD-05",
    slug="not-retired",
    title="Not retired",
    description="Retired models answer every call with 410 Gone, and cannot be deployed.",
    severity=Severity.HIGH,
    level=EnforcementLevel.MANDATORY,
    remediation_steps="Choose a version in service; the catalogue and the retirement schedule list them.",
    url="https://learn.microsoft.com/azure/ai-foundry/openai/concepts/model-retirements",
    applies_to=DEPLOYMENT,
    control="",
    check=_check,
    settings={
        "today": Setting({"type": "string", "description": "Date to judge by, YYYY-MM-DD. Empty: today."}, ""),
        "retirementDates": Setting(
            {
                "type": "object",
                "additionalProperties": {"type": "string"},
                "description": "Dates that replace the catalogue's, by model@version.",
            },
            {},
        ),
    },
    tags=("models", "OWASP LLM03"),
)

"""MOD-06: nobody is surprised by a retirement, or by a catalogue that has grown old."""

from collections.abc import Iterator

from pulumi_policy import EnforcementLevel, Severity

import azure_openai_catalog as catalog

from ..life_cycles import LIFE_CYCLE, Model, readable
from ..options import number
from ..resources import DEPLOYMENT, Resource
from ..rule import ResourceRule, benchmark
from ..values import Value
from ..verdicts import Finding, finding


def check(deployment: Resource, settings: Value) -> Iterator[Finding]:
    """A model that is retired already is MOD-05's. One without a date on record retires on no known day."""
    read = readable(deployment, settings)
    if not isinstance(read, tuple):
        yield read
        return
    model, day = read
    age, oldest = (day - catalog.AS_OF).days, settings["maxTableAge"].number
    if oldest is not None and age > oldest:
        what = f"is judged by the catalogue of {catalog.AS_OF}, which is {age} days old"
        yield finding(model.value, what, "Update azure-openai-catalog.")
    retired = model.retired(settings, day)
    if retired is None:
        yield model.unknown_to_catalogue()
    elif not retired:
        retirement, notice = model.retirement(settings, day), settings["warnDays"].number or 0
        if retirement and (retirement - day).days < notice:
            what = f"is {model.label}, which Azure retires on {retirement}, in {(retirement - day).days} days"
            yield finding(model.value, what, _advice(model))


def _advice(model: Model) -> str:
    if model.is_fine_tuned:
        return "Fine-tune a newer model and move to that."
    return f"Move to its successor, {model.successor}." if model.successor else "Move to a newer model."


RULE = ResourceRule(
    name="mod-06-not-retiring-soon",
    title="Not retiring soon",
    description="Model deployments should not use a model that Azure retires soon.",
    why="Sixty days are the notice that Azure gives for a generally available model; tests of a successor take as long.",
    remediation="Deploy the successor under a new name, move the callers, remove the old deployment.",
    severity=Severity.MEDIUM,
    level=EnforcementLevel.ADVISORY,
    target=DEPLOYMENT,
    framework=benchmark("AI-1", version="v2 preview", mapped_by_microsoft=False),
    tags=("models", "OWASP LLM03:2025"),
    url="https://learn.microsoft.com/azure/foundry/openai/concepts/model-retirement-schedule",
    options={
        "warnDays": number("Days before the retirement from which on the rule speaks.", 60),
        "maxTableAge": number("Days after which the catalogue counts as old.", 90),
        **LIFE_CYCLE,
    },
    check=check,
)

"""MOD-01: deployments run agreed models only."""

from collections.abc import Iterator

from pulumi_policy import EnforcementLevel, Severity

from azure_openai_catalog import models

from ..options import texts
from ..patterns import matches_any
from ..resources import DEPLOYMENT, Resource
from ..rule import ResourceRule, benchmark
from ..values import Value
from ..verdicts import Finding, Undecided, finding

FORM = "as `name`, `name@version` or `format/name@version`; `*` stands for anything"


def check(deployment: Resource, settings: Value) -> Iterator[Finding]:
    """A denied model stays denied, whatever allows it."""
    model = deployment.properties["model"]
    parts = [model[key] for key in ("format", "name", "version")]
    allowed, denied = settings["allowedModels"].texts, settings["deniedModels"].texts
    unknown = next((part for part in parts if part.unknown), None)
    if _listed(parts, denied):
        yield finding(model, f"is {_label(parts)}, which is denied", "Deploy another model.")
    elif unknown and (allowed or denied):
        yield Undecided(unknown.unknown_path)
    elif allowed and not _listed(parts, allowed):
        yield finding(model, f"is {_label(parts)}, which is not allowed", f"Choose one of: {', '.join(allowed)}.")
    elif not parts[-1].text and (version := _denied_version(parts, denied)):
        why = f"is {parts[-1]}: which version Azure takes is not known, and {version} is denied"
        yield Undecided(parts[-1].path, why)


def _listed(parts: list[Value], entries: tuple[str, ...]) -> bool:
    publisher, name, version = (part.text for part in parts)
    return _is_listed(publisher, name, version, entries)


def _is_listed(publisher: str, name: str, version: str, entries: tuple[str, ...]) -> bool:
    forms = (name, f"{name}@{version}", f"{publisher}/{name}", f"{publisher}/{name}@{version}")
    return any(matches_any(form, entries) for form in forms)


def _denied_version(parts: list[Value], denied: tuple[str, ...]) -> str:
    """A version of the model that is denied: one that an entry names or that the catalogue has; empty if there is none."""
    publisher, name = parts[0].text, parts[1].text
    named = [entry.rpartition("@")[2] for entry in denied if "@" in entry]
    known = [version.version for version in models.versions(name.lower())]
    return next((version for version in (*named, *known) if _is_listed(publisher, name, version, denied)), "")


def _label(parts: list[Value]) -> str:
    return " ".join(part.text for part in parts if part.text) or "missing"


RULE = ResourceRule(
    name="mod-01-allowed-models",
    title="Allowed models",
    description="Model deployments must use an allowed model.",
    why="A model that nobody reviewed brings its own licence, price and behaviour.",
    remediation="Set properties.model to one of allowedModels.",
    severity=Severity.HIGH,
    level=EnforcementLevel.DISABLED,
    target=DEPLOYMENT,
    framework=benchmark("AI-1", version="v2 preview", mapped_by_microsoft=False),
    tags=("models", "OWASP LLM03:2025"),
    url="https://learn.microsoft.com/azure/foundry/foundry-models/concepts/models-sold-directly-by-azure",
    options={
        "allowedModels": texts(f"Models that may be deployed, {FORM}. Empty: all that are not denied."),
        "deniedModels": texts(f"Models that must not be deployed, {FORM}."),
    },
    check=check,
)

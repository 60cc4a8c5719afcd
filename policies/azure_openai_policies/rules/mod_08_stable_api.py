"""MOD-08: resources are declared with a stable version of Azure's API."""

import re
from collections.abc import Iterator

from pulumi_policy import EnforcementLevel, Severity

from ..options import texts
from ..patterns import matches_any
from ..resources import COGNITIVE_SERVICES, Resource
from ..rule import ResourceRule
from ..values import Value
from ..verdicts import Finding, Problem, Undecided

_VERSION = re.compile(r"v(\d{4})(\d{2})(\d{2})(preview)?")


def check(resource: Resource, settings: Value) -> Iterator[Finding]:
    """The version stands in the type or in the input that the provider adds. Without either it is the provider's own."""
    given = resource.inputs["azureApiVersion"]
    if given.unknown:
        yield Undecided(given.unknown_path)
    for version in dict.fromkeys((_in_type(resource.type), given.text)):
        if version.endswith("-preview") and not matches_any(version, settings["allowedVersions"].texts):
            yield Problem("type", f"{resource.type} uses the preview API {version}", "Use a version without preview.")


def _in_type(token: str) -> str:
    match = _VERSION.search(token)
    return "-".join(filter(None, match.groups())) if match else ""


RULE = ResourceRule(
    name="mod-08-stable-api",
    title="Stable API version",
    description="Cognitive Services resources should use a stable version of Azure's API.",
    why="Azure changes and removes preview versions; the resource then cannot be updated any more.",
    remediation="Use the type without a version, or a version without preview.",
    severity=Severity.LOW,
    level=EnforcementLevel.ADVISORY,
    target=COGNITIVE_SERVICES,
    tags=("models",),
    url="https://learn.microsoft.com/azure/templates/microsoft.cognitiveservices/accounts",
    options={"allowedVersions": texts("Preview versions that are fine, for example 2026-05-15-preview.")},
    check=check,
)

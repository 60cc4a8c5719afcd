"""RAI-05: harm filters block from the allowed severity on."""

from collections.abc import Iterator

from azure_openai_catalog.content_filters import DEFAULT_SEVERITY, HARM_CATEGORIES, SEVERITIES, severity_rank
from pulumi_policy import EnforcementLevel, Severity

from ..filters import SOURCES, entries, matching
from ..rule import Config, Finding, Resource, Rule, Setting, Undecided, Violation
from ..tokens import RAI_POLICY
from ..values import UNKNOWN, show


def _check(resource: Resource, config: Config) -> Iterator[Finding]:
    listed = entries(resource)
    if not isinstance(listed, list):
        if listed is UNKNOWN:
            yield Undecided("properties.contentFilters")
        return  # RAI-04 speaks of what is missing.
    ceiling = severity_rank(config["maxSeverity"])
    for category in HARM_CATEGORIES:
        for entry in (e for source in SOURCES for e in matching(listed, category, source)):
            if entry.severity is UNKNOWN:
                yield Undecided("properties.contentFilters")
                continue
            rank = severity_rank(entry.severity) if isinstance(entry.severity, str) else None
            if rank is None or ceiling is None or rank > ceiling:
                yield Violation(
                    f"severityThreshold of the {category} filter for {entry.source} of {resource.name} is "
                    f"{show(entry.severity)}; it must be {config['maxSeverity']} or stricter."
                )


RULE = Rule(
    id="RAI-05",
    slug="severity-ceiling",
    title="Severity ceiling",
    description="Harm filters block at the allowed severity or earlier; Low blocks most, High least.",
    severity=Severity.CRITICAL,
    level=EnforcementLevel.MANDATORY,
    remediation_steps="Lower severityThreshold of the entries to the allowed severity.",
    url="https://learn.microsoft.com/azure/ai-foundry/openai/concepts/content-filter",
    applies_to=RAI_POLICY,
    control="~AI-2",
    check=_check,
    settings={
        "maxSeverity": Setting(
            {"type": "string", "enum": list(SEVERITIES), "description": "The laxest threshold that is allowed."},
            DEFAULT_SEVERITY,
        )
    },
    tags=("content filters", "OWASP LLM05"),
)

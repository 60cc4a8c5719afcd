"""RAI-05: harm filters let through no more than agreed. `Low` blocks most, `High` least."""

from collections.abc import Iterator

from pulumi_policy import Severity

from azure_openai_catalog.content_filters import DEFAULT_SEVERITY, HARM_CATEGORIES, SEVERITIES, severity_rank

from ..filter_lists import SOURCES, candidates
from ..options import text
from ..resources import FILTER_POLICY, Resource
from ..rule import ResourceRule, benchmark
from ..values import Value
from ..verdicts import Finding, finding


def check(policy: Resource, settings: Value) -> Iterator[Finding]:
    """Judges the entries that are there; RAI-04 asks for those that are not."""
    for category in HARM_CATEGORIES:
        for source in SOURCES:
            ceiling = _ceiling(settings, category, source)
            for candidate in candidates(policy, category, source):
                threshold = candidate.entry["severityThreshold"]
                if not _within(threshold.text, ceiling):
                    what = f"is {threshold} for {category} ({source}), which may be {ceiling} at most"
                    yield finding(threshold, what, f"Set it to {ceiling}.", given=candidate.doubts)


def _ceiling(settings: Value, category: str, source: str) -> str:
    exceptions = settings["exceptions"]
    chosen = exceptions[f"{category}/{source}"].text or exceptions[category].text
    return chosen or settings["maxSeverity"].text


def _within(threshold: str, ceiling: str) -> bool:
    rank, limit = severity_rank(threshold), severity_rank(ceiling)
    return rank is not None and limit is not None and rank <= limit


_SEVERITY = {"type": "string", "enum": list(SEVERITIES)}

RULE = ResourceRule(
    name="rai-05-severity-ceiling",
    title="Severity ceiling",
    description="Harm filters must block from the agreed severity on.",
    why="A threshold of High lets everything through that is harmful in the second degree.",
    remediation="Set severityThreshold of the entry to the ceiling or stricter; Low is the strictest.",
    severity=Severity.CRITICAL,
    target=FILTER_POLICY,
    framework=benchmark("AI-2", version="v2 preview", mapped_by_microsoft=False),
    tags=("content-filters",),
    url="https://learn.microsoft.com/azure/foundry/openai/how-to/content-filters",
    options={
        "maxSeverity": text(
            "Laxest threshold that is allowed: Low, Medium or High, the strictest first.",
            DEFAULT_SEVERITY,
            among=SEVERITIES,
        ),
        "exceptions": {
            "type": "object",
            "patternProperties": {f"^({'|'.join(HARM_CATEGORIES)})(/({'|'.join(SOURCES)}))?$": _SEVERITY},
            "additionalProperties": False,
            "default": {},
            "description": "Other thresholds by category (`Hate`) or by category and source (`Hate/Completion`).",
        },
    },
    check=check,
)

"""RAI-13: agreed blocklists are part of every policy."""

from collections.abc import Iterator

from pulumi_policy import EnforcementLevel, Severity

from ..filter_lists import SOURCES
from ..options import texts
from ..resources import FILTER_POLICY, Resource
from ..rule import ResourceRule, benchmark
from ..values import Value
from ..verdicts import Finding, NotApplicable, finding


def check(policy: Resource, settings: Value) -> Iterator[Finding]:
    """Each list for both sources, blocking."""
    required, attached = settings["blocklists"].texts, policy.properties["customBlocklists"]
    if not required:
        yield NotApplicable("no blocklist is required by the configuration")
    for name in required:
        for source in SOURCES:
            entries = [entry for entry in attached.elements() if _may_be(entry, name, source)]
            if not any(_is(entry, name, source) and entry["blocking"].is_true for entry in entries):
                doubts = [entry[key] for entry in entries for key in ("blocklistName", "source", "blocking")]
                what = f"does not block with {name!r} ({source})"
                yield finding(attached, what, "Attach the list for both sources, with blocking true.", given=doubts)


def _is(entry: Value, name: str, source: str) -> bool:
    return entry["blocklistName"].is_text(name) and entry["source"].is_text(source)


def _may_be(entry: Value, name: str, source: str) -> bool:
    wanted = {entry["blocklistName"]: name, entry["source"]: source}
    return all(value.unknown or value.is_text(text) for value, text in wanted.items())


RULE = ResourceRule(
    name="rai-13-required-blocklists",
    title="Required blocklists",
    description="Content filter policies must block with the agreed blocklists.",
    why="Words that a company must not say are in nobody's general filter.",
    remediation="Attach each list in properties.customBlocklists, for Prompt and Completion, with blocking true.",
    severity=Severity.MEDIUM,
    level=EnforcementLevel.DISABLED,
    target=FILTER_POLICY,
    framework=benchmark("AI-2", version="v2 preview", mapped_by_microsoft=False),
    tags=("content-filters",),
    url="https://learn.microsoft.com/azure/foundry/openai/how-to/use-blocklists",
    options={"blocklists": texts("Blocklists that every policy must have.")},
    check=check,
)

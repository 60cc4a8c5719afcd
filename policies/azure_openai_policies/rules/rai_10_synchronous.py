"""RAI-10: nothing reaches the user before the filters have seen it."""

from collections.abc import Iterator

from pulumi_policy import Severity

from azure_openai_catalog.content_filters import MODES

from ..environments import PRODUCTION, environment, is_production
from ..options import flag, texts
from ..resources import FILTER_POLICY, Resource
from ..rule import ResourceRule, benchmark
from ..values import Value
from ..verdicts import Finding, NotApplicable, unless_among


def check(policy: Resource, settings: Value) -> Iterator[Finding]:
    """Where the mode is missing, Azure filters first. `Deferred` is the old name of `Asynchronous_filter`."""
    mode = policy.properties["mode"]
    if settings["onlyInProduction"].is_true and not is_production(policy, settings):
        yield NotApplicable(f"environment {environment(policy, settings)} is no production")
    elif not mode.missing:
        yield from unless_among(mode, settings["allowedModes"].texts)


RULE = ResourceRule(
    name="rai-10-synchronous",
    title="Synchronous filtering",
    description="Content filter policies must filter before they stream.",
    why="In asynchronous mode the user has read what a filter finds too late.",
    remediation="Leave properties.mode out, or set it to Default or Blocking.",
    severity=Severity.HIGH,
    target=FILTER_POLICY,
    framework=benchmark("AI-2", version="v2 preview", mapped_by_microsoft=False),
    tags=("content-filters", "OWASP LLM05:2025"),
    url="https://learn.microsoft.com/azure/foundry/openai/concepts/content-streaming",
    options={
        "allowedModes": texts("Modes that are allowed.", "Default", "Blocking", among=MODES),
        "onlyInProduction": flag("Whether other environments may use any mode."),
        **PRODUCTION,
    },
    check=check,
)

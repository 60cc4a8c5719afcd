"""LOG-02: a diagnostic setting records what an audit asks for."""

from collections.abc import Iterator

from pulumi_policy import EnforcementLevel, Severity

from ..diagnostics import target_of
from ..options import texts
from ..resources import DIAGNOSTIC_SETTING, Resource
from ..rule import ResourceRule, benchmark
from ..values import Value
from ..verdicts import Finding, NotApplicable, finding

CATEGORIES = ("Audit", "RequestResponse", "Trace", "AzureOpenAIRequestUsage")


def check(setting: Resource, settings: Value) -> Iterator[Finding]:
    """A category group will do, or each category by itself."""
    target = target_of(setting)
    if isinstance(target, NotApplicable):
        yield target
        return
    logs = setting.inputs["logs"]
    on = [log for log in logs.elements() if log["enabled"].is_true or log["enabled"].unknown]
    sure = [log for log in on if log["enabled"].is_true]
    if any(log["categoryGroup"].is_text(*settings["categoryGroups"].texts) for log in sure):
        return
    missing = [name for name in settings["categories"].texts if not any(log["category"].is_text(name) for log in sure)]
    if missing or not settings["categories"].texts:
        doubts = [log[key] for log in on for key in ("enabled", "categoryGroup", "category")]
        what = f"does not record {', '.join(missing) or 'a category group'}"
        yield finding(logs, what, "Record category group allLogs, or each category.", given=(*doubts, *target))


RULE = ResourceRule(
    name="log-02-categories",
    title="Right categories",
    description="Diagnostic settings of Azure OpenAI accounts must record the agreed categories.",
    why="A setting that records metrics alone looks like logging and answers no question.",
    remediation="Record category group audit or allLogs, or list the categories.",
    severity=Severity.MEDIUM,
    level=EnforcementLevel.ADVISORY,
    target=DIAGNOSTIC_SETTING,
    framework=benchmark("LT-3", mapped_by_microsoft=False),
    tags=("logging", "EU AI Act 12.1"),
    url="https://learn.microsoft.com/azure/azure-monitor/reference/supported-logs/microsoft-cognitiveservices-accounts-logs",
    options={
        "categoryGroups": texts("Groups of which one will do.", "audit", "allLogs"),
        "categories": texts("Categories that will do instead, all of them.", *CATEGORIES),
    },
    check=check,
)

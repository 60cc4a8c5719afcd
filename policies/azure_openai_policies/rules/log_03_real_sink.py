"""LOG-03: logs go somewhere, and where they should."""

from collections.abc import Iterator

from pulumi_policy import Severity

from .. import ids
from ..diagnostics import target_of
from ..options import text, texts
from ..patterns import matches_any
from ..resources import DIAGNOSTIC_SETTING, WORKSPACE, Resource
from ..rule import ResourceRule, benchmark
from ..values import Value
from ..verdicts import Finding, NotApplicable, finding

SINKS = {
    "workspace": ("workspaceId", WORKSPACE.arm_type),
    "storage": ("storageAccountId", "Microsoft.Storage/storageAccounts"),
    "eventHub": ("eventHubAuthorizationRuleId", "Microsoft.EventHub/namespaces"),
}
"""Input of each kind of sink, and the resource type in its id."""


def check(setting: Resource, settings: Value) -> Iterator[Finding]:
    """Any sink will do unless one is asked for. What is no id of a sink counts as none."""
    target = target_of(setting)
    if isinstance(target, NotApplicable):
        yield target
        return
    required, allowed = settings["requiredSink"].text, settings["allowedWorkspaceIds"].texts
    kinds = [required] if required in SINKS else list(SINKS)
    sinks = {kind: setting.inputs[SINKS[kind][0]] for kind in kinds}
    if not any(ids.parse_of_type(sink.text, SINKS[kind][1]) for kind, sink in sinks.items()):
        kind = next((kind for kind in kinds if sinks[kind].text.strip()), kinds[0])
        sink, advice = sinks[kind], f"Set it to an id of {SINKS[kind][1]}."
        yield finding(sink, f"is {sink}", advice, given=(*sinks.values(), *target))
    workspace = setting.inputs["workspaceId"]
    if allowed and not workspace.missing and not matches_any(workspace.text, allowed):
        yield finding(workspace, f"is {workspace}", f"Use one of: {', '.join(allowed)}.", given=target)


RULE = ResourceRule(
    name="log-03-real-sink",
    title="Real, allowed sink",
    description="Diagnostic settings of Azure OpenAI accounts must send logs to an allowed place.",
    why="Logs with prompts' metadata in a workspace of anybody's choice are a leak of their own.",
    remediation="Set workspaceId, storageAccountId or eventHubAuthorizationRuleId.",
    severity=Severity.MEDIUM,
    target=DIAGNOSTIC_SETTING,
    framework=benchmark("LT-5", mapped_by_microsoft=False),
    tags=("logging", "OWASP LLM02:2025"),
    url="https://learn.microsoft.com/azure/azure-monitor/platform/diagnostic-settings",
    options={
        "requiredSink": text("Kind of sink that must be there. By default any.", among=SINKS),
        "allowedWorkspaceIds": texts("Ids of the workspaces that may be used; `*` stands for anything. Empty: any."),
    },
    check=check,
)

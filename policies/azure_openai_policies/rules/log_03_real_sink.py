"""LOG-03: logs go somewhere, and where they should."""

from collections.abc import Iterator

from pulumi_policy import Severity

from ..diagnostics import target_of
from ..options import text, texts
from ..patterns import matches_any
from ..resources import DIAGNOSTIC_SETTING, Resource
from ..rule import ResourceRule, benchmark
from ..values import Value
from ..verdicts import Finding, NotApplicable, finding

SINKS = {
    "workspace": "workspaceId",
    "storage": "storageAccountId",
    "eventHub": "eventHubAuthorizationRuleId",
}


def check(setting: Resource, settings: Value) -> Iterator[Finding]:
    """Any sink will do unless one is asked for."""
    target = target_of(setting)
    if isinstance(target, NotApplicable):
        yield target
        return
    required, allowed = settings["requiredSink"].text, settings["allowedWorkspaceIds"].texts
    names = [SINKS[required]] if required in SINKS else list(SINKS.values())
    sinks = [setting.inputs[name] for name in names]
    if not any(sink.text.strip() for sink in sinks):
        yield finding(sinks[0], f"is {sinks[0]}", "Name a workspace.", given=(*sinks, *target))
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

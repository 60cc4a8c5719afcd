"""LOG-04: logs are kept as long as an investigation may need them."""

from collections.abc import Iterator

from pulumi_policy import EnforcementLevel, Severity

from ..answers import any_of
from ..diagnostics import target_of
from ..options import number
from ..resources import ACCOUNT, DIAGNOSTIC_SETTING, WORKSPACE
from ..rule import StackRule, benchmark
from ..stack import Stack, StackResource
from ..values import Value
from ..verdicts import Finding, NotApplicable, Undecided, finding


def check(workspace: StackResource, stack: Stack, settings: Value) -> Iterator[Finding]:
    """Judges workspaces that an account's logs go to. A missing value is Azure's 30 days."""
    used = any_of(_records_to(stack, setting, workspace) for setting in stack.of(DIAGNOSTIC_SETTING))
    if used is False:
        yield NotApplicable("receives no logs of an Azure OpenAI account")
        return
    days, least = workspace.inputs["retentionInDays"], settings["minDays"].number or 0
    if days.number is None or days.number < least:
        found = finding(days, f"is {days}", f"Set it to {least:g} or more.")
        yield found if used else Undecided("Whose logs it receives")


def _records_to(stack: Stack, setting: StackResource, workspace: StackResource) -> bool | None:
    target = target_of(setting)
    if isinstance(target, NotApplicable):
        return False
    leads = stack.points_at(setting, "workspaceId", setting.inputs["workspaceId"], workspace, WORKSPACE)
    if leads and any(value.unknown for value in target):
        accounts = stack.made_from(setting, "resourceUri", ACCOUNT)
        return True if accounts else None
    return leads


RULE = StackRule(
    name="log-04-retention",
    title="Log retention",
    description="Workspaces must keep the logs of Azure OpenAI accounts for the agreed time.",
    why="Most incidents are found after the thirty days that Azure keeps logs by default.",
    remediation="Set retentionInDays.",
    severity=Severity.LOW,
    level=EnforcementLevel.DISABLED,
    target=WORKSPACE,
    framework=benchmark("LT-6", mapped_by_microsoft=False),
    tags=("logging",),
    url="https://learn.microsoft.com/azure/azure-monitor/logs/data-retention-configure",
    options={"minDays": number("Days that logs must be kept.", 365, minimum=1)},
    check=check,
)

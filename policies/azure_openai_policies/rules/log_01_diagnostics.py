"""LOG-01: what happens on an account is recorded."""

from collections.abc import Iterator

from pulumi_policy import EnforcementLevel, Severity

from ..joins import lack
from ..options import flag
from ..resources import ACCOUNT, DIAGNOSTIC_SETTING
from ..rule import StackRule, benchmark
from ..stack import Stack, StackResource
from ..values import Value
from ..verdicts import Finding, NotApplicable


def check(account: StackResource, stack: Stack, settings: Value) -> Iterator[Finding]:
    """A setting counts if it records at least one log."""
    if settings["externallyManaged"].is_true:
        yield NotApplicable("diagnostic settings are managed outside the stack")
        return
    answers = [_records(stack, setting, account) for setting in stack.of(DIAGNOSTIC_SETTING)]
    yield from lack(answers, "has no diagnostic setting that records a log", "Declare one, or set externallyManaged.")


def _records(stack: Stack, setting: StackResource, account: StackResource) -> bool | None:
    leads = stack.points_at(setting, "resourceUri", setting.inputs["resourceUri"], account, ACCOUNT)
    switches = [log["enabled"] for log in setting.inputs["logs"].elements()]
    if leads is False or not any(switch.is_true or switch.unknown for switch in switches):
        return False
    return leads if any(switch.is_true for switch in switches) else None


RULE = StackRule(
    name="log-01-diagnostics",
    title="Diagnostics exist",
    description="Azure OpenAI accounts must record logs.",
    why="Without them nobody can say who called what when it is asked.",
    remediation="Declare a diagnostic setting for the account.",
    severity=Severity.MEDIUM,
    level=EnforcementLevel.ADVISORY,
    target=ACCOUNT,
    framework=benchmark("LT-3", mapped_by_microsoft=True),
    tags=("logging", "OWASP LLM02:2025", "EU AI Act 12.1"),
    url="https://learn.microsoft.com/azure/foundry/openai/how-to/monitor-openai",
    options={"externallyManaged": flag("Whether settings are made outside the stack, for example by an Azure policy.")},
    check=check,
)

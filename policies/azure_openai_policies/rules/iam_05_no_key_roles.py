"""IAM-05: while an account has keys, nobody gets a role that reads them."""

from collections.abc import Iterator

from pulumi_policy import EnforcementLevel, Severity

from ..assignments import KEY_ROLES, accounts, doubts, guid, guids, role_id, shown
from ..options import flag
from ..resources import ROLE_ASSIGNMENT
from ..rule import StackRule, benchmark
from ..stack import Stack, StackResource
from ..values import Value
from ..verdicts import Finding, NotApplicable, Undecided, finding


def check(assignment: StackResource, stack: Stack, settings: Value) -> Iterator[Finding]:
    """With keys off there is nothing to read, and IAM-04 alone decides."""
    found, role = accounts(assignment, stack), role_id(assignment)
    if isinstance(found, NotApplicable):
        yield found
        return
    if not role.unknown and guid(role) not in guids(KEY_ROLES):
        return
    given = list(doubts(assignment, stack, found))
    if settings["onlyWhenKeysOn"].is_true:
        keys_off = [account.properties["disableLocalAuth"] for account in found]
        if keys_off and all(off.is_true for off in keys_off):
            return
        if not keys_off and not any(doubt.unknown for doubt in given):
            yield Undecided("scope", "is an account outside the stack: whether its keys are on is not known")
            return
        given += keys_off
    yield finding(role, f"is {shown(role)}, which reads keys", "Turn keys off, or assign another role.", given=given)


RULE = StackRule(
    name="iam-05-no-key-roles",
    title="No key-listing roles",
    description="Roles that read keys must not be assigned on an Azure OpenAI account that has keys.",
    why="A key works for everybody who holds it, from anywhere, and leaves no name in the log.",
    remediation="Set disableLocalAuth of the account to true, or assign Cognitive Services OpenAI User.",
    severity=Severity.HIGH,
    level=EnforcementLevel.ADVISORY,
    target=ROLE_ASSIGNMENT,
    framework=benchmark("PA-7; IM-1", mapped_by_microsoft=False),
    tags=("identity", "OWASP LLM06:2025"),
    url="https://learn.microsoft.com/azure/foundry/concepts/rbac-foundry",
    options={"onlyWhenKeysOn": flag("Whether such roles are fine on an account whose keys are off.", True)},
    check=check,
)

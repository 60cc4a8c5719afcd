"""IAM-03: nobody may change an account by an assignment on it."""

from collections.abc import Iterator

from pulumi_policy import Severity

from ..assignments import CONTROL_ROLES, accounts, doubts, guid, guids, role_id, shown
from ..options import texts
from ..resources import ROLE_ASSIGNMENT
from ..rule import StackRule, benchmark
from ..stack import Stack, StackResource
from ..values import Value
from ..verdicts import Finding, NotApplicable, finding


def check(assignment: StackResource, stack: Stack, settings: Value) -> Iterator[Finding]:
    """Judges assignments on accounts and below; wider ones are IAM-07's."""
    found, role = accounts(assignment, stack), role_id(assignment)
    if isinstance(found, NotApplicable):
        yield found
    elif role.unknown or guid(role) in guids(settings["deniedRoles"].texts):
        what = f"is {shown(role)}, which controls the account"
        yield finding(role, what, "Assign a role for callers.", given=doubts(assignment, stack, found))


RULE = StackRule(
    name="iam-03-no-control-roles",
    title="No control roles on the account",
    description="Roles that control an Azure OpenAI account must not be assigned on it.",
    why="Who controls the account can turn keys and the public network on again and remove the content filters.",
    remediation="Assign Cognitive Services OpenAI User, or give control on the resource group by a reviewed process.",
    severity=Severity.HIGH,
    target=ROLE_ASSIGNMENT,
    framework=benchmark("PA-7", mapped_by_microsoft=False),
    tags=("identity", "OWASP LLM06:2025"),
    url="https://learn.microsoft.com/azure/foundry/concepts/rbac-foundry",
    options={"deniedRoles": texts("Roles that must not be assigned, by name or GUID.", *CONTROL_ROLES)},
    check=check,
)

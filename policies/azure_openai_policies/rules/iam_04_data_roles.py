"""IAM-04: whoever uses an account does so with an agreed role."""

from collections.abc import Iterator

from pulumi_policy import EnforcementLevel, Severity

from ..assignments import CALLER_ROLES, accounts, doubts, guid, guids, role_id, shown
from ..options import texts
from ..resources import ROLE_ASSIGNMENT
from ..rule import StackRule, benchmark
from ..stack import Stack, StackResource
from ..values import Value
from ..verdicts import Finding, NotApplicable, choice, finding


def check(assignment: StackResource, stack: Stack, settings: Value) -> Iterator[Finding]:
    """A role that nobody listed fails, whatever it allows."""
    found, role, allowed = accounts(assignment, stack), role_id(assignment), settings["allowedRoles"].texts
    if isinstance(found, NotApplicable):
        yield found
    elif role.unknown or guid(role) not in guids(allowed):
        advice = f"Assign one of: {choice(allowed)}."
        yield finding(role, f"is {shown(role)}", advice, given=doubts(assignment, stack, found))


RULE = StackRule(
    name="iam-04-data-roles",
    title="Data-role allow list",
    description="Assignments on an Azure OpenAI account must use an allowed role.",
    why="The broader roles of Cognitive Services and Foundry allow far more than calling a model.",
    remediation="Assign a role of allowedRoles, for example Cognitive Services OpenAI User.",
    severity=Severity.MEDIUM,
    level=EnforcementLevel.ADVISORY,
    target=ROLE_ASSIGNMENT,
    framework=benchmark("PA-7", mapped_by_microsoft=False),
    tags=("identity", "OWASP LLM06:2025"),
    url="https://learn.microsoft.com/azure/foundry/concepts/rbac-foundry",
    options={"allowedRoles": texts("Roles that may be assigned, by name or GUID.", *CALLER_ROLES)},
    check=check,
)

"""IAM-06: people get access through groups."""

from collections.abc import Iterator

from pulumi_policy import EnforcementLevel, Severity

from ..assignments import accounts, doubts
from ..options import texts
from ..resources import ROLE_ASSIGNMENT
from ..rule import StackRule, benchmark
from ..stack import Stack, StackResource
from ..values import Value
from ..verdicts import Finding, NotApplicable, unless_among


def check(assignment: StackResource, stack: Stack, settings: Value) -> Iterator[Finding]:
    """A missing type fails: nobody can tell then whom the assignment is for."""
    found, kind = accounts(assignment, stack), assignment.inputs["principalType"]
    if isinstance(found, NotApplicable):
        yield found
    else:
        allowed = settings["allowedPrincipalTypes"].texts
        yield from unless_among(kind, allowed, given=doubts(assignment, stack, found))


RULE = StackRule(
    name="iam-06-no-user-grants",
    title="No direct user grants",
    description="Access to an Azure OpenAI account must go to groups and service principals.",
    why="An assignment to a person stays when that person changes teams.",
    remediation="Assign the role to a group, and set principalType.",
    severity=Severity.MEDIUM,
    level=EnforcementLevel.ADVISORY,
    target=ROLE_ASSIGNMENT,
    framework=benchmark("PA-7", mapped_by_microsoft=False),
    tags=("identity",),
    url="https://learn.microsoft.com/azure/role-based-access-control/best-practices",
    options={"allowedPrincipalTypes": texts("Who may be given a role.", "ServicePrincipal", "Group")},
    check=check,
)

"""IAM-07: roles for AI data hold for an account or a resource group, not for a subscription."""

import re
from collections.abc import Iterator

from pulumi_policy import Severity

from ..assignments import role_id
from ..data_actions import label, reaches_ai_data
from ..options import text
from ..resources import ROLE_ASSIGNMENT
from ..rule import StackRule, benchmark
from ..stack import Stack, StackResource
from ..values import Value
from ..verdicts import Finding, NotApplicable, Undecided, finding

SCOPES = {
    "account": re.compile(r"/subscriptions/[^/]+/resourceGroups/[^/]+/providers/.+", re.IGNORECASE),
    "resourceGroup": re.compile(r"/subscriptions/[^/]+/resourceGroups/[^/]+(/.*)?", re.IGNORECASE),
}


def check(assignment: StackResource, stack: Stack, settings: Value) -> Iterator[Finding]:
    """A scope that is not an id of Azure fails: nobody knows how wide it is."""
    role, scope, widest = role_id(assignment), assignment.inputs["scope"], settings["maxScope"].text
    reaches, named = reaches_ai_data(assignment, stack), label(assignment, stack)
    if reaches is False:
        yield NotApplicable(f"role {named} reaches no data of Cognitive Services on record")
    elif widest in SCOPES and SCOPES[widest].fullmatch(scope.text):
        return
    elif reaches is None and not role.unknown:
        yield Undecided(role.path, f"is {named}, and whether that reaches data of Cognitive Services is not known")
    else:
        what = f"is {scope}, wider than {widest}, for role {named}"
        yield finding(scope, what, "Assign the role on the account.", given=() if reaches else [role])


RULE = StackRule(
    name="iam-07-narrow-scope",
    title="Narrow scope",
    description="Roles for AI data must be assigned on an account or a resource group.",
    why="On a subscription they open every account that anybody will ever make in it.",
    remediation="Set scope to the id of the account, or of its resource group.",
    severity=Severity.MEDIUM,
    target=ROLE_ASSIGNMENT,
    framework=benchmark("PA-7", mapped_by_microsoft=False),
    tags=("identity", "OWASP LLM06:2025"),
    url="https://learn.microsoft.com/azure/role-based-access-control/best-practices",
    options={"maxScope": text("Widest scope that is allowed.", "resourceGroup", among=SCOPES)},
    check=check,
)

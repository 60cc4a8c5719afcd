"""IAM-07: roles for AI data hold for an account or a resource group, not for a subscription."""

import re
from collections.abc import Iterator

from pulumi_policy import Severity

from azure_openai_catalog import roles

from ..assignments import guid, role_id, shown
from ..options import text
from ..resources import ROLE_ASSIGNMENT, Resource
from ..rule import ResourceRule, benchmark
from ..values import Value
from ..verdicts import Finding, NotApplicable, Undecided, finding

SCOPES = {
    "account": re.compile(r"/subscriptions/[^/]+/resourceGroups/[^/]+/providers/.+", re.IGNORECASE),
    "resourceGroup": re.compile(r"/subscriptions/[^/]+/resourceGroups/[^/]+(/.*)?", re.IGNORECASE),
}


FAMILIES = ("Cognitive Services ", "Foundry ", "Azure AI ")
"""How built-in roles on AI services are named. Where the catalogue does not have what one allows, that is not guessed."""


def check(assignment: Resource, settings: Value) -> Iterator[Finding]:
    """A scope that is not an id of Azure fails: nobody knows how wide it is."""
    role, scope, widest = role_id(assignment), assignment.inputs["scope"], settings["maxScope"].text
    reaches = _reaches_ai_data(guid(role)) if role.text else True
    if reaches is False:
        yield NotApplicable(f"role {shown(role)} reaches no data of Cognitive Services on record")
    elif widest in SCOPES and SCOPES[widest].fullmatch(scope.text):
        return
    elif reaches is None:
        yield Undecided(
            role.path, f"is {shown(role)}, and whether that reaches data of Cognitive Services is not known"
        )
    else:
        what = f"is {scope}, wider than {widest}, for role {shown(role)}"
        yield finding(scope, what, "Assign the role on the account.", given=[role])


def _reaches_ai_data(role: str) -> bool | None:
    """None where that is not known: of custom roles, and of built-in ones on AI services without actions on record."""
    known = roles.find(role)
    if known is None or (known.name.startswith(FAMILIES) and not known.actions and not known.data_actions):
        return None
    return any("CognitiveServices" in action for action in known.data_actions)


RULE = ResourceRule(
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

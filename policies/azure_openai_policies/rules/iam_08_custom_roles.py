"""IAM-08: custom roles allow no more of Azure OpenAI than they have to."""

from collections.abc import Iterator

from pulumi_policy import Severity

from ..options import texts
from ..patterns import matches_any
from ..resources import ROLE_DEFINITION, Resource
from ..rule import ResourceRule, benchmark
from ..values import Value
from ..verdicts import Finding, NotApplicable, finding

SERVICE = "Microsoft.CognitiveServices/"
KEY_ACTIONS = ("accounts/listkeys/action", "accounts/regeneratekey/action")
ANY_DATA = "accounts/any/data"
"""Stands for data of a kind that nobody names: only a pattern for all of it fits."""


def check(role: Resource, settings: Value) -> Iterator[Finding]:
    """A pattern counts as whatever it stands for: `*/action` reads keys as well."""
    name = role.inputs["roleName"]
    if matches_any(name.text, settings["allowedCustomRoles"].texts):
        yield NotApplicable("allowed by the rule's configuration")
        return
    for permission in role.inputs["permissions"].elements():
        for action in permission["actions"].elements():
            if action.unknown or _reads_keys(action.text):
                what = f"is {action}, which includes reading keys"
                yield finding(action, what, "Name the actions that are needed.", given=_doubts(name, settings))
        for action in permission["dataActions"].elements():
            if action.unknown or _is_all(action.text):
                what = f"is {action}, which includes all data"
                yield finding(action, what, "Name the data that is needed.", given=_doubts(name, settings))
    for scope in role.inputs["assignableScopes"].elements():
        if scope.unknown or scope.text == "/":
            yield finding(scope, f"is {scope}", "Name a subscription or less.", given=_doubts(name, settings))


def _doubts(name: Value, settings: Value) -> list[Value]:
    return [name] if settings["allowedCustomRoles"].elements() else []


def _reads_keys(action: str) -> bool:
    return any(matches_any(SERVICE + key_action, [action]) for key_action in KEY_ACTIONS)


def _is_all(data_action: str) -> bool:
    return matches_any(SERVICE + ANY_DATA, [data_action])


RULE = ResourceRule(
    name="iam-08-custom-roles",
    title="Custom roles stay narrow",
    description="Custom roles must not allow everything, all data of Cognitive Services or the reading of keys.",
    why="A wide custom role undoes every other rule about access, under a harmless name.",
    remediation="List the actions, data actions and assignable scopes that are needed.",
    severity=Severity.HIGH,
    target=ROLE_DEFINITION,
    framework=benchmark("PA-7", mapped_by_microsoft=True),
    tags=("identity", "OWASP LLM06:2025"),
    url="https://learn.microsoft.com/azure/role-based-access-control/custom-roles",
    options={"allowedCustomRoles": texts("Names of roles that are left alone; `*` stands for anything.")},
    check=check,
)

"""Role assignments: which role they give, and whether on an Azure OpenAI account."""

from azure_openai_catalog import roles
from azure_openai_catalog.roles import Role

from . import ids
from .resources import ACCOUNT, Resource
from .stack import Reference, Stack, StackResource
from .values import Value
from .verdicts import NotApplicable

CONTROL_ROLES = ("Owner", "Contributor", "User Access Administrator", "Role Based Access Control Administrator")
"""Roles that change the account, or who may use it."""

KEY_ROLES = ("Cognitive Services User", "Cognitive Services Contributor", "Foundry User", "Contributor", "Owner")
"""Roles that may read an account's keys."""

CALLER_ROLES = ("Cognitive Services OpenAI User", "Cognitive Services OpenAI Contributor", "Foundry User", "Reader")
"""Roles for those who call models or look after deployments."""


def role_id(assignment: Resource) -> Value:
    """Id of the role definition."""
    return assignment.inputs["roleDefinitionId"]


def guid(definition: Value) -> str:
    """GUID of a role definition, in lower case."""
    return ids.last_segment(definition.text).casefold()


def guids(names: tuple[str, ...]) -> frozenset[str]:
    """GUIDs of roles by name or GUID; a name that nobody knows stands for itself."""
    return frozenset(role.guid if (role := roles.find(name)) else name.casefold() for name in names)


def shown(definition: Value) -> str:
    """A role as messages show it: its name where that is known."""
    known: Role | None = roles.find(guid(definition)) if definition.text else None
    return repr(known.name) if known else str(definition)


def accounts(assignment: StackResource, stack: Stack) -> NotApplicable | tuple[StackResource, ...]:
    """The accounts of the stack that an assignment may be on; empty for an account of another stack or an unknown one.

    An account that is not in the stack counts as Azure OpenAI's: nothing in its id says otherwise.
    """
    scope = assignment.inputs["scope"]
    if scope.unknown:
        made_from = stack.made_from(assignment, "scope", ACCOUNT)
        if assignment.property_dependencies.get("scope") and not made_from:
            return NotApplicable("is made on no account")
        return _azure_openai(made_from)
    known = ids.parse(scope.text)
    if known is None or not known.is_of_type(ACCOUNT.arm_type):
        return NotApplicable("is made on no account")
    named = Reference(known.group, known.name)
    return _azure_openai(tuple(own for own in stack.of_type(ACCOUNT) if named.same_as(stack.reference(own, ACCOUNT))))


def doubts(assignment: StackResource, found: tuple[StackResource, ...]) -> tuple[Value, ...]:
    """Unknown values that decide whether the assignment is on an account."""
    scope = assignment.inputs["scope"]
    return (*([scope] if not found else []), *(account.inputs["kind"] for account in found))


def _azure_openai(found: tuple[StackResource, ...]) -> NotApplicable | tuple[StackResource, ...]:
    ours = tuple(account for account in found if not isinstance(ACCOUNT.scope(account), NotApplicable))
    if found and not ours:
        return NotApplicable("is made on an account of another kind")
    return ours

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
    """GUID of a role definition, in lower case. A name in its place stands for the role's GUID, if anybody knows it."""
    return _guid(ids.last_segment(definition.text))


def guids(names: tuple[str, ...]) -> frozenset[str]:
    """GUIDs of roles by name or GUID; a name that nobody knows stands for itself."""
    return frozenset(map(_guid, names))


def _guid(name_or_guid: str) -> str:
    known = roles.find(name_or_guid)
    return known.guid if known else name_or_guid.casefold()


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
        if stack.leads_elsewhere(assignment, "scope", ACCOUNT):
            return NotApplicable("is made on no account")
        return _azure_openai(stack.made_from(assignment, "scope", ACCOUNT))
    named = _named(scope)
    if named is None:
        return NotApplicable("is made on no account")
    return _azure_openai(tuple(own for own in stack.of_type(ACCOUNT) if named.same_as(stack.reference(own, ACCOUNT))))


def doubts(assignment: StackResource, stack: Stack, found: tuple[StackResource, ...]) -> tuple[Value, ...]:
    """Unknown values that decide whether the assignment is on an account of Azure OpenAI's."""
    if found:
        return tuple(account.inputs["kind"] for account in found)
    scope = assignment.inputs["scope"]
    named = _named(scope)
    strangers = [own for own in stack.of_type(ACCOUNT) if ACCOUNT.scope(own) != ()]
    may_be = [own for own in strangers if named and named.same_as(stack.reference(own, ACCOUNT)) is None]
    return (scope, *(own.azure_name(ACCOUNT) for own in may_be))


def _named(scope: Value) -> Reference | None:
    known = ids.parse_of_type(scope.text, ACCOUNT.arm_type)
    return Reference(known.group, known.name) if known else None


def _azure_openai(found: tuple[StackResource, ...]) -> NotApplicable | tuple[StackResource, ...]:
    ours = tuple(account for account in found if not isinstance(ACCOUNT.scope(account), NotApplicable))
    if found and not ours:
        return NotApplicable("is made on an account of another kind")
    return ours

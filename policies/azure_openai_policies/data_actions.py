"""What roles allow on the data of Cognitive Services."""

from azure_openai_catalog import roles
from azure_openai_catalog.roles import Role

from .answers import Answer, any_of
from .assignments import guid, role_id, shown
from .patterns import matches_any
from .resources import ROLE_DEFINITION
from .stack import Stack, StackResource
from .values import Value

SERVICE = "Microsoft.CognitiveServices/"

_ANY_DATA = "accounts/any/data"
"""Stands for data of a kind that nobody names: only a pattern for all of it fits."""

_FAMILIES = ("Cognitive Services ", "Foundry ", "Azure AI ")
"""How roles on AI services are named; what such a role allows is not guessed where the catalogue does not say it."""


def is_all(data_action: str) -> bool:
    """Whether a pattern stands for all data, whatever its kind."""
    return matches_any(SERVICE + _ANY_DATA, [data_action])


def reaches_ai_data(assignment: StackResource, stack: Stack) -> Answer:
    """Whether an assignment's role allows anything on data of Cognitive Services; None if that cannot be told.

    A custom role is judged by its declaration, if that is in the stack. No role at all counts as one that does.
    """
    role = role_id(assignment)
    if not role.text and not role.unknown:
        return True
    if declared := _declared(assignment, stack):
        answers = {_is_given_by(definition) for definition in declared}
        return answers.pop() if len(answers) == 1 else None
    known = roles.find(guid(role)) if role.text else None
    return _is_given_by_built_in(known) if known else None


def label(assignment: StackResource, stack: Stack) -> str:
    """A role as messages show it; a custom role of the stack by its name."""
    declared = _declared(assignment, stack)
    return repr(declared[0].inputs["roleName"].text or declared[0].name) if declared else shown(role_id(assignment))


def _declared(assignment: StackResource, stack: Stack) -> tuple[StackResource, ...]:
    """The custom roles of the stack that it may be; empty for any other role."""
    role = role_id(assignment)
    if role.unknown:
        return stack.made_from(assignment, "roleDefinitionId", ROLE_DEFINITION)
    definitions = stack.of(ROLE_DEFINITION)
    return tuple(own for own in definitions if guid(own.azure_name(ROLE_DEFINITION)) == guid(role))


def _is_given_by_built_in(role: Role) -> Answer:
    if role.name.startswith(_FAMILIES) and not role.actions and not role.data_actions:
        return None
    return any(SERVICE in action for action in role.data_actions)


def _is_given_by(definition: StackResource) -> Answer:
    return any_of(
        _reaches(action, permission["notDataActions"])
        for permission in definition.inputs["permissions"].elements()
        for action in permission["dataActions"].elements()
    )


def _reaches(action: Value, excepted: Value) -> Answer:
    """Whether a pattern fits data of Cognitive Services that is not excepted; None for one like `*/read`, which may."""
    if action.unknown:
        return None
    beginning, service = action.text.casefold().split("*", 1)[0], SERVICE.casefold()
    is_narrow = beginning.startswith(service)
    if not is_narrow and not ("*" in action.text and service.startswith(beginning)):
        return False
    if matches_any(action.text if is_narrow else f"{SERVICE}*", excepted.texts):
        return False
    sure = (is_narrow or is_all(action.text)) and not any(entry.unknown for entry in excepted.elements())
    return True if sure else None

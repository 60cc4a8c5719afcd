"""Built-in roles: names, GUIDs and what they allow."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ._data import data, derived


@dataclass(frozen=True, slots=True)
class Role:
    """A built-in role."""

    name: str
    guid: str
    allows: str
    former_name: str | None
    actions: tuple[str, ...]
    data_actions: tuple[str, ...]
    not_data_actions: tuple[str, ...]
    """What `data_actions` would cover and the role has not."""


def names() -> tuple[str, ...]:
    """All role names."""
    return tuple(_roles())


def find(name_or_guid: str) -> Role | None:
    """A role by name, former name or GUID, whatever the casing."""
    wanted = name_or_guid.lower()
    matches = (role for role in _roles().values() if wanted in (role.name.lower(), role.guid, _lower(role.former_name)))
    return next(matches, None)


def role_definition_id(subscription_id: str, guid: str) -> str:
    """Resource id of a role definition as role assignments take it."""
    return f"/subscriptions/{subscription_id}/providers/Microsoft.Authorization/roleDefinitions/{guid}"


def bundles() -> Mapping[str, tuple[str, ...]]:
    """Ready-made sets of roles by task: the names of the least that does it."""
    return {task: tuple(facts["roles"]) for task, facts in data("role_bundles")["bundles"].items()}


def _lower(text: str | None) -> str | None:
    return text.lower() if text else None


@derived
def _roles() -> Mapping[str, Role]:
    return {name: _role(name, facts) for name, facts in data("roles")["roles"].items()}


def _role(name: str, facts: dict[str, Any]) -> Role:
    return Role(
        name=name,
        guid=facts["guid"],
        allows=facts["allows"],
        former_name=facts.get("former_name"),
        actions=tuple(facts.get("actions", ())),
        data_actions=tuple(facts.get("data_actions", ())),
        not_data_actions=tuple(facts.get("not_data_actions", ())),
    )

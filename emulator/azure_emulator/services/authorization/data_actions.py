"""What a principal may do on the data plane: its role assignments decide."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from azure_openai_catalog import roles

from ...arm.ids import contains
from ...arm.types import Context
from .names import ROLE_ASSIGNMENTS, ROLE_DEFINITIONS, guid_of

Permission = tuple[Iterable[str], Iterable[str]]
"""Data actions that a role has, and those that it excepts from them."""


def has_data_action(context: Context, principal: str, data_action: str, scope: str) -> bool:
    """Whether a role assignment at a scope, or above it, gives a principal a data action."""
    for assignment in context.store.of_type(ROLE_ASSIGNMENTS):
        held = assignment["properties"]
        if held["principalId"].lower() != principal.lower() or not contains(held["scope"], scope):
            continue
        if any(_permits(permission, data_action) for permission in _permissions(context, held["roleDefinitionId"])):
            return True
    return False


def _permissions(context: Context, role_definition_id: str) -> Iterator[Permission]:
    guid = guid_of(role_definition_id).lower()
    built_in = roles.find(guid)
    if built_in:
        yield built_in.data_actions, built_in.not_data_actions
    for role in context.store.of_type(ROLE_DEFINITIONS):
        if role["name"].lower() == guid:
            for permission in role["properties"]["permissions"]:
                yield permission.get("dataActions") or (), permission.get("notDataActions") or ()


def _permits(permission: Permission, data_action: str) -> bool:
    granted, excepted = permission
    return _matches(granted, data_action) and not _matches(excepted, data_action)


def _matches(patterns: Iterable[str], data_action: str) -> bool:
    """Whether one of the patterns, in which an asterisk stands for anything, is the data action."""
    return any(
        re.fullmatch(re.escape(pattern).replace(r"\*", ".*"), data_action, re.IGNORECASE) for pattern in patterns
    )

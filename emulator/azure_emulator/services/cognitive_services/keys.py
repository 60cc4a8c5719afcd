"""The two keys of an account. They are derived, never stored: only how often each was regenerated is."""

from __future__ import annotations

from ...arm import errors
from ...arm.errors import ArmError
from ...arm.ids import parse
from ...arm.store import Body
from ...arm.types import Context
from ..common import properties, stable_hex
from .names import ACCOUNTS

GENERATIONS = "keyGenerations"
"""Property that counts regenerations; readers do not see it."""

KEYS = ("key1", "key2")


def list_keys(context: Context, account: Body, asked: Body) -> Body:
    """Both keys, unless keys are turned off."""
    if account["properties"].get("disableLocalAuth"):
        raise ArmError(400, "BadRequest", "Failed to list key. disableLocalAuth is set to be true")
    counts = account["properties"].get(GENERATIONS, {})
    return {key: stable_hex(account["id"], key, str(counts.get(key, 0))) for key in KEYS}


def regenerate(context: Context, account: Body, asked: Body) -> Body:
    """Replace the key that the request names by a new one."""
    key = str(asked.get("keyName", "")).lower()
    if key not in KEYS:
        raise errors.invalid(f"There is no key '{asked.get('keyName')}': use Key1 or Key2.")
    counts = properties(account).setdefault(GENERATIONS, {})
    counts[key] = counts.get(key, 0) + 1
    answer = list_keys(context, account, asked)
    context.store.put(ACCOUNTS, parse(account["id"]).parent, account)
    return answer


def hide(context: Context, account: Body) -> Body:
    """The account as a reader sees it."""
    properties(account).pop(GENERATIONS, None)
    return account

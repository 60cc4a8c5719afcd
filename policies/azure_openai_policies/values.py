"""Reading properties. Nothing here raises, whatever a program sends.

The policy SDK wraps properties so that reading an unknown value raises, and a policy that raises counts as not run,
a mandatory one too. So everything is read once, into plain values in which unknown ones are marked.
"""

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Any, cast

from pulumi_policy.proxy import UnknownValueError

UNKNOWN_SENTINELS = frozenset(
    {
        "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
        "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
        "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
        "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
        "030794c1-ac77-496b-92df-f27374a8bd58",
        "e48ece36-62e2-4504-bad9-02848725956a",
        "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
    }
)
"""How the engine's protocol writes values that are not known yet. Remediations see them as they are."""


class Absence(Enum):
    """Why there is no value."""

    UNKNOWN = "not known before the update"
    MISSING = "missing"


UNKNOWN, MISSING = Absence.UNKNOWN, Absence.MISSING


def plain(value: Any) -> Any:
    """A property tree as dicts, lists and scalars, with UNKNOWN for what is not known yet."""
    if isinstance(value, str):
        return UNKNOWN if value in UNKNOWN_SENTINELS else value
    if isinstance(value, Mapping):
        mapping = cast(Mapping[Any, Any], value)
        return {str(key): _item(mapping, key) for key in mapping}
    if isinstance(value, Sequence) and not isinstance(value, bytes):
        sequence = cast(Sequence[Any], value)
        return [_item(sequence, index) for index in range(len(sequence))]
    return value


def _item(container: Any, key: Any) -> Any:
    try:
        return plain(container[key])
    except UnknownValueError:
        return UNKNOWN


def at(tree: Any, path: str) -> Any:
    """The value at a dotted path; MISSING where there is none, UNKNOWN where it or what holds it is not known."""
    for part in path.split("."):
        if tree is UNKNOWN:
            return UNKNOWN
        tree = cast(dict[str, Any], tree).get(part, MISSING) if isinstance(tree, dict) else MISSING
    return MISSING if tree is None else tree


def items(tree: Any, path: str) -> Any:
    """The list at a path: its entries, or the Absence that stands in its place."""
    found = at(tree, path)
    if isinstance(found, Absence):
        return found
    return cast(list[Any], found) if isinstance(found, list) else MISSING


def same(value: Any, wanted: str) -> bool:
    """Whether a value is a text, compared as Azure does: without regard to case."""
    return isinstance(value, str) and value.lower() == wanted.lower()


def show(value: Any) -> str:
    """A value as messages have it."""
    return value.value if isinstance(value, Absence) else repr(value)

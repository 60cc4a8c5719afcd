"""Resource ids of Azure."""

import re
from dataclasses import dataclass

_ID = re.compile(
    r"/subscriptions/(?P<subscription>[^/]+)/resourceGroups/(?P<group>[^/]+)/providers/(?P<type>[^/]+/[^/]+)/(?P<name>[^/]+)(?:/.*)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class ResourceId:
    """The parts of an id that rules read: where the top-level resource is, which may have children below."""

    subscription: str
    group: str
    type: str
    """For example `Microsoft.CognitiveServices/accounts`, in the casing of the id."""
    name: str


def parse(text: str) -> ResourceId | None:
    """The parts of an id, None for another text or for an id of something that is in no resource group."""
    match = _ID.fullmatch(text)
    return ResourceId(**match.groupdict()) if match else None


def parse_of_type(text: str, arm_type: str) -> ResourceId | None:
    """The parts of an id whose top-level resource is of a type, whatever the casing; None for any other text."""
    known = parse(text)
    return known if known and known.type.casefold() == arm_type.casefold() else None


def last_segment(text: str) -> str:
    """What stands after the last slash: the name of the resource itself, or a role's GUID."""
    return text.rstrip("/").rsplit("/", 1)[-1]

"""Resource ids: parsing, parents, comparison. Azure compares them without regard to case."""

from __future__ import annotations

from dataclasses import dataclass

from .errors import ArmError


@dataclass(frozen=True)
class ResourceId:
    """A resource id, taken apart."""

    text: str
    scope: str
    """What the resource lives in: a subscription, a resource group, or the resource it extends."""
    namespace: str
    types: tuple[str, ...]
    names: tuple[str, ...]

    @property
    def key(self) -> str:
        """What the id is compared and stored by."""
        return self.text.lower()

    @property
    def type(self) -> str:
        """Type, for example `Microsoft.CognitiveServices/accounts/deployments`."""
        return "/".join((self.namespace, *self.types))

    @property
    def name(self) -> str:
        """Last name in the id."""
        return self.names[-1]

    @property
    def title(self) -> str:
        """Type and names, as errors call a resource."""
        return "/".join((self.type, *self.names))

    @property
    def parent(self) -> str:
        """Id of the resource, group or subscription that must exist for this one to."""
        return self.text.rsplit("/", 2)[0] if len(self.names) > 1 else self.scope

    @property
    def is_group(self) -> bool:
        """Whether it is a resource group."""
        return self.type == RESOURCE_GROUP_TYPE

    @property
    def resource_group_id(self) -> str:
        """Id of the resource group in the id, which has one."""
        return "/".join(self.text.split("/")[:5])

    @property
    def resource_group(self) -> str | None:
        """Name of the resource group in the id."""
        segments = self.text.split("/")
        return segments[4] if len(segments) > 4 and segments[3].lower() == "resourcegroups" else None


RESOURCE_GROUP_TYPE = "Microsoft.Resources/resourceGroups"


def parse(text: str) -> ResourceId:
    """Take an id apart; raises ArmError for what is no resource id."""
    text = text.rstrip("/")
    segments = text.split("/")
    lower = [segment.lower() for segment in segments]
    if len(segments) == 5 and lower[1] == "subscriptions" and lower[3] == "resourcegroups":
        namespace, kind = RESOURCE_GROUP_TYPE.split("/")
        return ResourceId(text, "/".join(segments[:3]), namespace, (kind,), (segments[4],))
    scope, rest = _split(segments)
    if len(rest) < 3 or len(rest) % 2 == 0 or not all(rest):
        raise ArmError(400, "InvalidResourceId", f"'{text}' is no resource id.")
    return ResourceId(text, scope, rest[0], tuple(rest[1::2]), tuple(rest[2::2]))


def is_collection(path: str) -> bool:
    """Whether a path names resources of a type rather than one."""
    _, rest = _split(path.rstrip("/").split("/"))
    return len(rest) % 2 == 0


def collection(path: str) -> tuple[str, str]:
    """The type that a collection path names, and the id below which its members lie."""
    segments = path.rstrip("/").split("/")
    scope, rest = _split(segments)
    if not rest:
        return RESOURCE_GROUP_TYPE, "/".join(segments[:-1])
    return "/".join([rest[0], *rest[1::2]]), scope if len(rest) == 2 else "/".join(segments[:-1])


def contains(scope: str, resource: str) -> bool:
    """Whether a resource is a scope or lies below it."""
    return f"{resource}/".lower().startswith(f"{scope.rstrip('/')}/".lower())


def _split(segments: list[str]) -> tuple[str, list[str]]:
    """The scope, and what follows the last `providers`."""
    lower = [segment.lower() for segment in segments]
    if "providers" not in lower:
        return "/".join(segments), [] if len(segments) % 2 == 0 else ["Microsoft.Resources"] * 3
    at = len(lower) - 1 - lower[::-1].index("providers")
    return "/".join(segments[:at]), segments[at + 1 :]


def child(parent: str, *pairs: str) -> str:
    """Id below a parent: `child(account, "deployments", "chat")`."""
    return "/".join((parent, *pairs))

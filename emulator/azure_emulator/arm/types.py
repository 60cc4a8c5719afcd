"""How a resource type is described: what it declares, and what it does when it is written, read and deleted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import zip_longest
from typing import Any

from . import errors
from .ids import ResourceId
from .settings import Settings
from .store import Body, Store

ANY = "any"
"""Shape of a value that is not looked into."""

Shape = Any
"""ANY, a mapping of declared properties, a list with the shape of its items, or MapOf."""


@dataclass(frozen=True)
class MapOf:
    """Shape of a mapping with free keys."""

    item: Shape


@dataclass(frozen=True)
class Context:
    """What a type may look at when it is written or deleted."""

    store: Store
    settings: Settings
    today: date
    """The day against which life cycles are judged."""
    now: float
    """The moment by the clock of operations, in seconds."""


@dataclass(frozen=True)
class Asked:
    """A request that is answered from what is held and from the catalogue."""

    context: Context
    parts: Mapping[str, str]
    """What stands in the path where the query has names in braces."""
    options: Mapping[str, str]
    """Options of the URL beside api-version."""
    body: Body


@dataclass(frozen=True)
class Query:
    """A path that answers a question instead of holding a resource, for example the models of a region."""

    method: str
    path: str
    """The path, with names in braces where it varies: `/subscriptions/{subscription}/locations`."""
    api_versions: tuple[str, ...]
    answer: Callable[[Asked], Body]
    """Raises ArmError."""

    @property
    def type(self) -> str:
        """What errors call it: the path's last namespace and the types below it."""
        segments = [segment for segment in self.path.split("/") if segment and not segment.startswith("{")]
        return "/".join(segments[segments.index("providers") + 1 :] if "providers" in segments[:-1] else segments)


@dataclass(frozen=True)
class Seconds:
    """How long the operations of a type take. Assumptions that show the right order, never measured on Azure."""

    create: float = 0
    update: float = 0
    delete: float = 0
    """0: a delete is over when it is answered, with 200. Else it is answered with 202, however short it is."""


@dataclass(frozen=True)
class SoftDelete:
    """How deleted resources of a type are kept, listed and purged."""

    retention_seconds: Callable[[Body], float]
    collection: str
    """Last segment of the path that lists them, for example `deletedAccounts`."""
    listed_id: Callable[[Body], str]
    """Id under which one is listed and purged."""
    purge: tuple[str, str]
    """HTTP method and end of the path of a purge."""
    refuse_purge: Callable[[Body], None] = lambda body: None
    """Raises ArmError where Azure refuses to purge."""


def _accept(context: Context, resource: ResourceId, body: Body, existing: Body | None) -> None:
    return None


def _unfiltered(context: Context, scope: str, members: list[Body], condition: str) -> list[Body]:
    if condition:
        raise errors.unknown_filter(condition)
    return members


def _no_locks(resource: ResourceId, body: Body) -> list[str]:
    return []


WITHOUT_PATCH = ("GET", "PUT", "DELETE")
"""Methods of types that Azure lets be replaced, not changed."""


@dataclass(frozen=True)
class ResourceType:
    """A resource type."""

    name: str
    api_versions: tuple[str, ...]
    declared: Mapping[str, Shape]
    """Properties a body may have beside id, name and type."""
    fill: Callable[[Context, ResourceId, Body, Body | None], None] = _accept
    """Checks a new body and fills in what Azure fills in; gets the existing body, if any. Raises ArmError."""
    refuse_delete: Callable[[Context, ResourceId, Body], None] = lambda context, resource, body: None
    """Raises ArmError where Azure refuses the delete."""
    present: Callable[[Context, Body], Body] = lambda context, body: body
    """The body as a reader sees it."""
    locks: Callable[[ResourceId, Body], list[str]] = _no_locks
    """Ids of resources of which no other child may be written meanwhile."""
    seconds: Seconds = Seconds()
    states: bool = True
    """Whether the properties carry a provisioningState."""
    soft_delete: SoftDelete | None = None
    put_statuses: tuple[int, int] = (201, 200)
    """HTTP status of a PUT that creates, and of one that changes."""
    methods: tuple[str, ...] = ("GET", "PUT", "PATCH", "DELETE")
    """What Resource Manager can do with it."""
    actions: Mapping[str, Callable[[Context, Body, Body], Body]] = field(default_factory=dict)
    """POST actions by name; each gets the resource and the body of the request."""
    defaults_on_read: Callable[[ResourceId], Body | None] = lambda resource: None
    """What is there without having been written, for example system policies."""
    always_there: tuple[str, ...] = ()
    """Names of those; collections list them."""
    select: Callable[[Context, str, list[Body], str], list[Body]] = _unfiltered
    """What a collection lists: gets its scope, the members below it and the request's `$filter`. Raises ArmError."""


def only_declared(shape: Shape, value: Any) -> Any:
    """The value without what Azure has filled in beside what may be written."""
    if isinstance(shape, MapOf) and isinstance(value, dict):
        return {key: only_declared(shape.item, item) for key, item in value.items()}
    if isinstance(shape, Mapping) and isinstance(value, dict):
        return {key: only_declared(shape[key], item) for key, item in value.items() if key in shape}
    if isinstance(shape, list) and isinstance(value, list):
        return [only_declared(shape[0], item) for item in value]
    return value


def accepted(resource_type: ResourceType, body: Body, shown: Body) -> Body:
    """What a request may write, given what readers are shown of the resource.

    What they are shown and nobody may write is dropped when it is sent back, as Azure does. Other properties that the
    type does not declare are refused, by path.
    """
    shape = {**resource_type.declared, "id": ANY, "name": ANY, "type": ANY}
    sent: Body = _without_answers(shape, body, shown)
    _check(resource_type.name, sent, shape, "")
    return sent


def _without_answers(shape: Shape, value: Any, shown: Any) -> Any:
    if isinstance(shape, MapOf) and isinstance(value, dict) and isinstance(shown, dict):
        return {key: _without_answers(shape.item, item, shown.get(key)) for key, item in value.items()}
    if isinstance(shape, Mapping) and isinstance(value, dict) and isinstance(shown, dict):
        sent = {key: item for key, item in value.items() if key in shape or key not in shown}
        return {key: _without_answers(shape.get(key, ANY), item, shown.get(key)) for key, item in sent.items()}
    if isinstance(shape, list) and isinstance(value, list) and isinstance(shown, list):
        return [_without_answers(shape[0], item, like) for item, like in zip_longest(value, shown[: len(value)])]
    return value


def _check(name: str, value: Any, shape: Shape, path: str) -> None:
    if shape == ANY or value is None:
        return
    if isinstance(shape, MapOf) and isinstance(value, dict):
        for key, item in value.items():
            _check(name, item, shape.item, f"{path}.{key}")
    elif isinstance(shape, list) and isinstance(value, list):
        for index, item in enumerate(value):
            _check(name, item, shape[0], f"{path}[{index}]")
    elif isinstance(shape, Mapping) and isinstance(value, dict):
        for key, item in value.items():
            where = f"{path}.{key}" if path else key
            if key not in shape:
                raise errors.undeclared(where, name)
            _check(name, item, shape[key], where)
    elif isinstance(shape, (Mapping, list, MapOf)):
        raise errors.invalid(f"'{path}' has the wrong type for {name}.")

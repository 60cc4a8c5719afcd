"""What a collection lists."""

from __future__ import annotations

from . import errors, ids
from .store import Body, Store
from .types import Context, ResourceType


def members(context: Context, resource_type: ResourceType, path: str, scope: str, condition: str) -> list[Body]:
    """Resources of a type below a scope, what is always there included, as far as they meet a `$filter`."""
    _check_scope(context.store, scope)
    held = [body for body in context.store.of_type(resource_type.name) if ids.contains(scope, body["id"])]
    names = {body["name"].lower() for body in held}
    given = (
        resource_type.defaults_on_read(ids.parse(f"{path.rstrip('/')}/{name}"))
        for name in resource_type.always_there
        if name.lower() not in names
    )
    return resource_type.select(context, scope, [*held, *(body for body in given if body)], condition)


def _check_scope(store: Store, scope: str) -> None:
    """Groups and resources must exist for their collections to; the subscription does."""
    if scope.count("/") <= 2:
        return
    resource = ids.parse(scope)
    group = resource.resource_group
    if group and store.get(resource.resource_group_id) is None:
        raise errors.group_not_found(group)
    if store.get(resource.text) is None:
        raise errors.not_found(resource)

"""What becomes of deleted resources: soft-deleted ones are kept, listed, restored and purged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from . import errors
from .errors import ArmError
from .ids import parse
from .response import Response
from .store import Body, Store
from .types import Context, ResourceType, SoftDelete


def answer(
    context: Context, types: Iterable[ResourceType], method: str, path: str, api_version: str
) -> Response | None:
    """Answer a request that concerns soft-deleted resources; None for all others."""
    for resource_type in types:
        rules = resource_type.soft_delete
        if rules and f"/{rules.collection}".lower() in path.lower():
            errors.check_api_version(resource_type.name, api_version, resource_type.api_versions)
            return _answer(context, resource_type, rules, method, path.lower().rstrip("/"))
    return None


def remove(context: Context, types: Mapping[str, ResourceType], body: Body) -> None:
    """Take a resource away with everything below it; what its type says is kept for a restore."""
    going = [body, *context.store.below(body["id"])]
    for gone in going:
        rules = types[gone["type"].lower()].soft_delete
        if rules:
            # What other providers keep on a resource, such as role assignments, goes for good.
            family = f"{gone['type']}/".lower()
            kept = [held for held in context.store.below(gone["id"]) if held["type"].lower().startswith(family)]
            context.store.soft_delete([gone, *kept], context.now + rules.retention_seconds(gone))
    for gone in going:
        context.store.remove(gone["id"])


def restore(store: Store, resource_id: str) -> None:
    """Bring back what was below a soft-deleted resource; the resource itself is written by the request."""
    _, *below = store.soft_deleted_resource(resource_id) or [{}]
    store.purge(resource_id)
    for held in below:
        store.put(held["type"], parse(held["id"]).parent, held)


def _answer(context: Context, resource_type: ResourceType, rules: SoftDelete, method: str, path: str) -> Response:
    store = context.store
    listed = {rules.listed_id(bodies[0]).lower(): bodies[0] for bodies in store.soft_deleted(resource_type.name)}
    if method == "GET" and path.endswith(f"/{rules.collection}".lower()):
        return Response(
            200, {"value": [_listed(rules, resource_type.present(context, body)) for body in listed.values()]}
        )
    purge_method, suffix = rules.purge
    if method == purge_method and path.endswith(suffix) and (body := listed.get(path.removesuffix(suffix))):
        rules.refuse_purge(body)
        store.purge(body["id"])
        return Response(200)
    if method == "GET" and path in listed:
        return Response(200, _listed(rules, resource_type.present(context, listed[path])))
    raise ArmError(404, "ResourceNotFound", f"There is no soft-deleted {resource_type.name} '{path}'.")


def _listed(rules: SoftDelete, body: Body) -> Body:
    return {**body, "id": rules.listed_id(body), "originalId": body["id"]}

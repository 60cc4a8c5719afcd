"""Long-running operations: what they bring about, and where their callers ask what became of them."""

from collections.abc import Mapping

from .. import SUBSCRIPTION_ID
from . import deleted, ids
from .errors import ArmError
from .response import Response
from .store import Body, Operation, Store
from .types import Context, ResourceType

EMULATOR = f"/subscriptions/{SUBSCRIPTION_ID}/providers/Microsoft.Emulator"
_STATES = f"{EMULATOR}/operations"
"""Where Azure-AsyncOperation points to: the state of an operation."""
_RESULTS = f"{EMULATOR}/operationResults"
"""Where Location points to: 202 until an operation has ended."""


def settle(context: Context, types: Mapping[str, ResourceType]) -> None:
    """Bring about what has come by now: operations that end, and soft-deleted resources that were kept long enough."""
    context.store.expire(context.now)
    for operation in context.store.ended(context.now):
        finish(context, types, operation)


def finish(context: Context, types: Mapping[str, ResourceType], operation: Operation) -> None:
    """End an operation."""
    context.store.settle(operation)
    body = context.store.get(operation.resource)
    if body is not None and operation.action == "put":
        _keep(context.store, types[body["type"].lower()], body)
    elif body is not None:
        deleted.remove(context, types, body)


def _keep(store: Store, resource_type: ResourceType, body: Body) -> None:
    if resource_type.states:
        body["properties"]["provisioningState"] = "Succeeded"
    resource = ids.parse(body["id"])
    if body == resource_type.defaults_on_read(resource):
        # What is as it was before anybody wrote it is not held.
        store.remove(body["id"])
    else:
        store.put(resource_type.name, resource.parent, body)


def headers(operation: Operation, duration: float) -> dict[str, str]:
    """Headers of the answer that starts an operation; the caller should ask about ten times while it lasts."""
    wait = {"Retry-After": str(max(1, round(duration / 10))), "retry-after-ms": str(round(duration * 1000 / 10))}
    location = {"Location": f"{_RESULTS}/{operation.id}"} if operation.action == "delete" else {}
    return {**location, "Azure-AsyncOperation": f"{_STATES}/{operation.id}", **wait}


def state(store: Store, now: float, path: str) -> Response:
    """Answer at one of the addresses that `headers` names."""
    where, operation_id = path.rsplit("/", 1)
    operation = store.operation(operation_id)
    if operation is None:
        raise ArmError(404, "OperationNotFound", f"Operation '{operation_id}' was not found.")
    if operation.done:
        return Response(204) if where == _RESULTS else Response(200, {"name": operation.id, "status": "Succeeded"})
    left = max(operation.ends_at - now, 0)
    wait = {"Retry-After": str(max(1, round(left))), "retry-after-ms": str(max(1, round(left * 1000)))}
    if where == _RESULTS:
        return Response(202, None, {"Location": path, **wait})
    return Response(200, {"name": operation.id, "status": "InProgress"}, wait)

"""Long-running operations as their callers see them: where to ask, how long to wait, what became of them."""

from .. import SUBSCRIPTION_ID
from .errors import ArmError
from .response import Response
from .store import Operation, Store

EMULATOR = f"/subscriptions/{SUBSCRIPTION_ID}/providers/Microsoft.Emulator"
_STATES = f"{EMULATOR}/operations"
"""Where Azure-AsyncOperation points to: the state of an operation."""
_RESULTS = f"{EMULATOR}/operationResults"
"""Where Location points to: 202 until an operation has ended."""


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

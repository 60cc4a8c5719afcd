"""Faults on demand, to see how a program copes: throttling, conflicts, server errors, lost answers."""

from __future__ import annotations

import json
from dataclasses import dataclass
from fnmatch import fnmatch
from typing import Any

from . import errors
from .response import Response
from .settings import Settings
from .store import Store


@dataclass(frozen=True)
class Fault:
    """A fault that a request meets."""

    kind: str

    @property
    def before(self) -> bool:
        """Whether it strikes before anything is done; a lost answer strikes after."""
        return self.kind != "lost_answer"

    def response(self, path: str) -> Response:
        """What the caller gets."""
        if self.kind == "conflict":
            error = errors.request_conflict(path.rsplit("/", 2)[0])
            return Response(error.status, error.body())
        status, code, message = _ANSWERS[self.kind]
        return Response(
            status, {"error": {"code": code, "message": message}}, {"Retry-After": "1", "retry-after-ms": "10"}
        )


_ANSWERS = {
    "throttled": (429, "TooManyRequests", "The request is being throttled."),
    "server_error": (500, "InternalServerError", "An internal error occurred."),
    "lost_answer": (504, "GatewayTimeout", "The gateway did not receive a response within the specified time period."),
}


def of(settings: Settings, store: Store, method: str, path: str) -> Fault | None:
    """The fault that strikes a request, if any. Counts are shared by all processes on a state file."""
    if settings.faults is None:
        return None
    planned: list[dict[str, Any]] = json.loads(settings.faults.read_text(encoding="utf-8"))
    for number, fault in enumerate(planned):
        if fnmatch(f"{method} {path}".lower(), fault["match"].lower()):
            with store.transaction():
                if store.use_fault(number, fault["times"]):
                    return Fault(fault["kind"])
    return None

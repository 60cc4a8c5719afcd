"""An answer of the Resource Manager."""

from __future__ import annotations

from dataclasses import dataclass, field

from .store import Body


@dataclass(frozen=True)
class Response:
    """HTTP status, JSON body, headers."""

    status: int
    body: Body | None = None
    headers: dict[str, str] = field(default_factory=dict)

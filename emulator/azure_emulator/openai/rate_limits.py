"""How much a deployment may serve in a minute: its capacity decides.

A minute begins with the first call that counts and lasts until its end, as the `renewalPeriod` of 60 seconds says; Azure
looks at shorter stretches too.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from azure_openai_catalog import ptu, skus
from azure_openai_catalog.problems import NotKnown

from ..arm.store import Body

WINDOW_SECONDS = 60


@dataclass(frozen=True)
class Cost:
    """What a call uses, in tokens; what it may answer at most counts as if it did."""

    prompt: int
    output: int


@dataclass(eq=False)
class Exhausted(Exception):
    """A call that does not fit into the minute."""

    kind: str
    """What ran out: `call` or `token`."""
    seconds: float
    """Until the minute is over."""

    def wait(self) -> dict[str, str]:
        """Headers that say when to try again."""
        return {
            "retry-after": str(math.ceil(self.seconds)),
            "retry-after-ms": str(math.ceil(self.seconds * 1000)),
        }


@dataclass
class _Window:
    ends_at: float
    requests: int = 0
    tokens: float = 0


class RateLimits:
    """What the deployments have served in their present minutes."""

    def __init__(self) -> None:
        self._windows: dict[str, _Window] = {}

    def take(self, deployment: Body, cost: Cost, now: float) -> dict[str, str]:
        """Count a call; the headers say what is left. Raises Exhausted for one that does not fit."""
        limits = _limits(deployment)
        window = self._windows.get(deployment["id"].lower())
        if window is None or window.ends_at <= now:
            window = self._windows[deployment["id"].lower()] = _Window(now + WINDOW_SECONDS)
        tokens = limits.weigh(cost)
        if limits.requests is not None and window.requests + 1 > limits.requests:
            raise Exhausted("call", window.ends_at - now)
        if limits.tokens is not None and window.tokens + tokens > limits.tokens:
            raise Exhausted("token", window.ends_at - now)
        window.requests += 1
        window.tokens += tokens
        return limits.headers(window) if limits.reported else {}


@dataclass(frozen=True)
class _Limits:
    requests: int | None
    tokens: int | None
    """In plain input tokens; None where it is not known."""
    weights: ptu.TokenWeights
    reported: bool
    """Whether answers say what is left; those of provisioned deployments do not."""

    def weigh(self, cost: Cost) -> float:
        return cost.prompt * self.weights.input + cost.output * self.weights.output

    def headers(self, window: _Window) -> dict[str, str]:
        known = {"requests": (self.requests, window.requests), "tokens": (self.tokens, window.tokens)}
        return {
            f"x-ratelimit-{what}-{kind}": str(int(count))
            for kind, (limit, used) in known.items()
            if limit is not None
            for what, count in (("limit", limit), ("remaining", limit - used))
        }


_UNWEIGHTED = ptu.TokenWeights(1, 1, 1, 1)


def _limits(deployment: Body) -> _Limits:
    model, sku = deployment["properties"]["model"]["name"], deployment["sku"]
    if skus.resolve(sku["name"]).billing != "provisioned":
        counts = {limit["key"]: limit["count"] for limit in deployment["properties"].get("rateLimits") or []}
        return _Limits(counts.get("request"), counts.get("token"), _UNWEIGHTED, reported=True)
    try:
        sizing = ptu.sizing(model)
    except NotKnown:
        return _Limits(None, None, _UNWEIGHTED, reported=False)
    tokens = sku["capacity"] * sizing.input_tokens_per_minute
    return _Limits(None, tokens, sizing.short_context, reported=False)

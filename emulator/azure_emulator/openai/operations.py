"""What the operations of the data plane have in common: what a call asks, and what comes of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from azure_openai_catalog.models import ModelVersion

from ..arm.store import Body
from . import made_up
from .rate_limits import Cost


@dataclass(frozen=True)
class Call:
    """A call as it comes in."""

    host: str
    headers: Mapping[str, str]
    """By name in lower case."""
    deployment: str
    api_version: str
    """Of the dated API, or `v1`."""
    body: Body


@dataclass(frozen=True)
class Asked:
    """What a call asks of the model."""

    prompt: str
    """All that is read."""
    said: str
    """What was said last."""
    max_output_tokens: int | None = None
    stream: bool = False


@dataclass(frozen=True)
class Completion:
    """What comes of a call."""

    id: str
    created: int
    """Unix time in seconds."""
    model: str
    """Name and version of the model."""
    version: ModelVersion
    """What the catalogue has of it; of its base where it is fine-tuned."""
    prompt: str
    text: str
    """The answer as far as it is shown."""
    ended: str
    """`stop`, `length` or `content_filter`."""
    prompt_results: Body = field(default_factory=dict)
    """Result of each filter; none where filters do not look."""
    completion_results: Body = field(default_factory=dict)
    asynchronous: bool = False
    """Whether it was shown before it was filtered."""

    @property
    def cost(self) -> Cost:
        """Tokens used."""
        return Cost(made_up.count_tokens(self.prompt), made_up.count_tokens(self.text))


@dataclass(frozen=True)
class Operation:
    """An operation of the data plane on a deployment."""

    api: str
    """Name in the catalogue's list of a model's APIs."""
    title: str
    """What Azure calls it where a model does not have it."""
    id: str
    """What Azure calls it where a rate limit is reached."""
    data_action: str
    route: str
    """What Azure calls it where a role is missing."""
    ask: Callable[[Body], Asked]
    """Reads the body of a call. Raises Refusal."""
    answer: Callable[[Body, Completion], Body]
    stream: Callable[[Body, Completion], Iterator[str]] | None = None
    """Server-sent events; None for an operation that has none."""
    filtered: bool = True
    """Whether content filters look at it."""


def event(data: Mapping[str, Any], name: str | None = None) -> str:
    """A server-sent event."""
    head = f"event: {name}\n" if name else ""
    return f"{head}data: {json.dumps(data)}\n\n"

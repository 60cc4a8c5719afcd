"""What `verify` tells: a line for each check of a stack, an account or a deployment."""

from dataclasses import dataclass
from enum import StrEnum


class Check(StrEnum):
    """The checks, in the order in which they are told."""

    token = "token"
    dns = "dns"
    public_path = "public-path-refused"
    keys = "keys-refused"
    role = "role"
    chat_dated = "chat-completions-dated"
    chat_v1 = "chat-completions-v1"
    responses = "responses-v1"
    embeddings_dated = "embeddings-dated"
    embeddings_v1 = "embeddings-v1"
    other_apis = "other-apis"
    content_filter = "content-filter"
    rate_limit = "rate-limit"


class Outcome(StrEnum):
    """What came of a check."""

    passed = "passed"
    failed = "failed"
    accepted = "accepted"
    """Failed, and the user said that it may."""
    not_checked = "not checked"


@dataclass(frozen=True, slots=True)
class Found:
    """What a check found, in words."""

    outcome: Outcome
    said: str


def passed(said: str) -> Found:
    """It is as it should be."""
    return Found(Outcome.passed, said)


def failed(said: str) -> Found:
    """It is not as it should be."""
    return Found(Outcome.failed, said)


def not_checked(why: str) -> Found:
    """Nobody knows, and why."""
    return Found(Outcome.not_checked, why)


@dataclass(frozen=True, slots=True)
class Line:
    """A check of something, and what came of it."""

    where: str
    """`stack`, an account by its key, or a deployment, for example `eu.chat`."""
    check: Check
    outcome: Outcome
    said: str

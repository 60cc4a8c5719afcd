"""Calling what a stack has deployed: does it answer its callers, and nobody else?"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from ..live.connection import HOW_TO_SIGN_IN
from . import account_checks, deployment_checks
from .calls import Way
from .lines import Check, Found, Line, Outcome, failed, passed
from .places import BlockedPrompt, CannotTell, Place
from .platform import Account, Platform

STACK = "stack"
"""Where a line stands that is about all of it."""

_OUTSIDE = "This machine is outside of the network, which lets nobody in from there."
_NO_TOKEN = "There is no token to call with."


def verify(
    platform: Platform, place: Place, prompt: BlockedPrompt | None, accepted: Collection[Check]
) -> Iterator[Line]:
    """Check a platform, line by line. What fails and is accepted is told as that.

    The prompt is one that every filter must block; None where no such prompt is known.
    """
    token, found = _token(place, platform.entra_scope)
    yield _line(STACK, Check.token, found, accepted)
    for account in platform.accounts:
        for where, check, found in _account(account, place, token, prompt):
            yield _line(where, check, found, accepted)


def _line(where: str, check: Check, found: Found, accepted: Collection[Check]) -> Line:
    may_fail = found.outcome is Outcome.failed and check in accepted
    return Line(where, check, Outcome.accepted if may_fail else found.outcome, found.said)


def _token(place: Place, scope: str) -> tuple[str | None, Found]:
    try:
        token = place.token(scope)
    except CannotTell as why:
        return None, failed(f"Nobody is signed in: {why} {HOW_TO_SIGN_IN}")
    return token, passed(f"A token for {scope.removesuffix('/.default')}.")


def _account(
    account: Account, place: Place, token: str | None, prompt: BlockedPrompt | None
) -> Iterator[tuple[str, Check, Found]]:
    way = Way(place.inside(account.host), token, place.http)
    refused = account_checks.public_path(place, account.host, token)
    yield account.key, Check.dns, account_checks.dns(place, account.host)
    yield account.key, Check.public_path, refused
    yield account.key, Check.keys, account_checks.keys(way)
    why_not = _why_not_called(place, token, refused)
    for deployment in account.deployments:
        found = deployment_checks.unchecked(why_not) if why_not else deployment_checks.check(way, deployment, prompt)
        for check, told in found:
            yield f"{account.key}.{deployment.key}", check, told


def _why_not_called(place: Place, token: str | None, refused: Found) -> str | None:
    if token is None:
        return _NO_TOKEN
    return _OUTSIDE if place.has_one_way and refused.outcome is Outcome.passed else None

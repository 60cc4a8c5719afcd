"""Tokens that stand for Entra's: who calls, and for which audience. Both HTTP doors read them.

Whoever can reach the emulator may have a token for any principal. The signature keeps nobody out: it tells the emulator's
tokens from real ones, which must never be sent here. What a principal may do is not in the token: role assignments say so.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import jwt

from . import TENANT_ID

LIFETIME_SECONDS = 3600
"""How long a token is valid; Entra's are between 60 and 90 minutes."""

MANAGEMENT_AUDIENCES = ("https://management.azure.com", "https://management.core.windows.net")
"""Audiences of the management door, without a slash at the end."""

_KEY = b"This signs tokens of an Azure emulator and opens nothing else."
_ALGORITHM = "HS256"
_ISSUER = f"https://sts.windows.net/{TENANT_ID}/"


class TokenRefused(ValueError):
    """A token that the emulator did not issue, or that is over; the message says which."""


class TokenExpired(TokenRefused):
    """A token that is over."""


@dataclass(frozen=True)
class Claims:
    """What a token says."""

    object_id: str
    """Object id of the principal that calls (`oid`)."""
    audience: str
    """Whom the token is for (`aud`), for example `https://ai.azure.com`, without a slash at the end."""
    expires_at: int
    """Unix time in seconds (`exp`)."""


def issue(object_id: str, scope: str, now: Callable[[], float] = time.time) -> str:
    """A token for a principal; the scope is an audience with `/.default`, as credentials ask for it."""
    issued_at = int(now())
    claims = {
        "iss": _ISSUER,
        "tid": TENANT_ID,
        "oid": object_id,
        "sub": object_id,
        "aud": scope.removesuffix("/.default").rstrip("/"),
        "iat": issued_at,
        "exp": issued_at + LIFETIME_SECONDS,
    }
    return jwt.encode(claims, _KEY, algorithm=_ALGORITHM)


def read(token: str, now: Callable[[], float] = time.time) -> Claims:
    """What a token says; raises TokenRefused."""
    try:
        # The clock is ours, so that tests can move it.
        claims = jwt.decode(
            token,
            _KEY,
            algorithms=[_ALGORITHM],
            issuer=_ISSUER,
            options={
                "require": ["oid", "aud", "exp"],
                "verify_aud": False,
                "verify_exp": False,
                "verify_iat": False,
                "verify_nbf": False,
            },
        )
    except jwt.InvalidTokenError as error:
        raise TokenRefused(f"The access token was not issued by the emulator: {error}.") from None
    if claims["exp"] <= now():
        raise TokenExpired("The access token expired.")
    return Claims(claims["oid"], claims["aud"], claims["exp"])


def bearer(authorization: str | None, now: Callable[[], float] = time.time) -> Claims | None:
    """What the token of an Authorization header says; None without a header. Raises TokenRefused."""
    if authorization is None:
        return None
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise TokenRefused("The Authorization header holds no Bearer token.")
    return read(token.strip(), now)

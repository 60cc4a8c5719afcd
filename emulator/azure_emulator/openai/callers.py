"""Who calls, and whether they may."""

from __future__ import annotations

from collections.abc import Mapping

from azure_openai_catalog import networking

from .. import tokens
from ..arm.store import Body
from ..arm.types import Context
from ..services.authorization.data_actions import has_data_action
from ..services.cognitive_services.keys import list_keys
from . import errors

AUDIENCES = tuple(scope.removesuffix("/.default") for scope in (networking.ENTRA_SCOPE, networking.ENTRA_SCOPE_OLDER))
"""Audiences of tokens that open the data plane."""


def check(
    context: Context, account: Body, headers: Mapping[str, str], data_action: str, scope: str, route: str
) -> None:
    """Refuse a caller without a key, or without a token and a role. Raises Refusal."""
    key, token = _credentials(headers)
    if key is not None:
        _check_key(context, account, key)
    else:
        principal = _principal(context, token)
        if not has_data_action(context, principal, data_action, scope):
            raise errors.lacks_data_action(principal, data_action, route)


def _credentials(headers: Mapping[str, str]) -> tuple[str | None, str | None]:
    """Key and token of a call. The v1 API takes keys as Bearer too: what has not a token's three parts is one."""
    scheme, _, bearer = headers.get("authorization", "").partition(" ")
    if "api-key" in headers:
        return headers["api-key"], None
    if scheme.lower() != "bearer" or not bearer:
        return None, None
    return (None, bearer) if bearer.count(".") == 2 else (bearer, None)


def _check_key(context: Context, account: Body, key: str) -> None:
    if account["properties"]["disableLocalAuth"]:
        raise errors.keys_disabled()
    if key not in list_keys(context, account, {}).values():
        raise errors.wrong_key()


def _principal(context: Context, token: str | None) -> str:
    if token is None:
        raise errors.wrong_token()
    try:
        claims = tokens.read(token, lambda: context.now)
    except tokens.TokenRefused:
        raise errors.wrong_token() from None
    if claims.audience not in AUDIENCES:
        raise errors.wrong_token()
    return claims.object_id

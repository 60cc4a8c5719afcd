"""The sign-in door: what azure-identity asks of Entra for an application that has a secret.

The client id stands for the application's object id. Any secret is right: there is nothing here to keep secret.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from .. import TENANT_ID, tokens
from ..services.authorization.names import is_guid

_GRANT = "client_credentials"


class SignIn:
    """Hands out tokens."""

    def __init__(self, now: Callable[[], float] = time.time):
        self._now = now

    async def discover(self, request: Request) -> Response:
        """Where tokens are handed out, as OpenID Connect describes it."""
        base = f"{request.url.scheme}://{request.url.netloc}/{request.path_params['tenant']}"
        return JSONResponse(
            {
                "issuer": f"{base}/v2.0",
                "authorization_endpoint": f"{base}/oauth2/v2.0/authorize",
                "token_endpoint": f"{base}/oauth2/v2.0/token",
            }
        )

    async def token(self, request: Request) -> Response:
        """A token for the application that asks."""
        asked = {name: values[0] for name, values in parse_qs((await request.body()).decode()).items()}
        if request.path_params["tenant"] != TENANT_ID:
            tenant = request.path_params["tenant"]
            return _refusal("invalid_request", f"Tenant '{tenant}' not found: the emulator has only '{TENANT_ID}'.")
        if asked.get("grant_type") != _GRANT:
            return _refusal("unsupported_grant_type", f"The emulator signs in with '{_GRANT}' alone.")
        if not is_guid(asked.get("client_id", "")):
            return _refusal("unauthorized_client", "client_id must be the object id of the principal, a GUID.")
        scopes = [scope for scope in asked.get("scope", "").split() if scope.endswith("/.default")]
        if len(scopes) != 1:
            return _refusal("invalid_scope", "Ask for one scope that ends in '/.default'.")
        return JSONResponse(
            {
                "token_type": "Bearer",
                "expires_in": tokens.LIFETIME_SECONDS,
                "access_token": tokens.issue(asked["client_id"], scopes[0], self._now),
            }
        )


def _refusal(error: str, description: str) -> Response:
    return JSONResponse({"error": error, "error_description": description}, 400)

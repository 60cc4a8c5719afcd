"""One application for all doors; the host name of a request, or the beginning of its path, says which one it knocks at."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Host, Mount, Route, Router

from .. import openai
from ..arm import Arm
from .account_paths import AccountPaths
from .certificate import DATA_HOSTS
from .management import Management
from .sign_in import SignIn

METHODS = ["GET", "HEAD", "PUT", "PATCH", "POST", "DELETE"]


def app(arm: Arm) -> Starlette:
    """The doors of one subscription."""
    sign_in = SignIn()
    data = openai.app(arm)
    by_path = AccountPaths(data)
    management = Router(
        [
            *(Mount(f"/{{subdomain}}.{host}", by_path) for host in DATA_HOSTS),
            Route("/{tenant}/v2.0/.well-known/openid-configuration", sign_in.discover),
            Route("/{tenant}/oauth2/v2.0/token", sign_in.token, methods=["POST"]),
            Route("/{path:path}", Management(arm).answer, methods=METHODS),
        ]
    )
    hosts = [Host(f"{{subdomain}}.{host}", data) for host in DATA_HOSTS]
    return Starlette(routes=[*hosts, Host("{host:path}", management)], exception_handlers={Exception: _failed})


async def _failed(request: Request, error: Exception) -> Response:
    """What a bug looks like from outside; the log has the rest."""
    message = "The emulator failed to answer. Its log says more."
    return JSONResponse({"error": {"code": "InternalServerError", "message": message}}, 500)

"""Accounts by path instead of host name: `https://127.0.0.1:8463/ai.openai.azure.com/openai/v1/...`.

An account's host names are real ones, which lead nowhere or to Azure. A base address with the host name in its path is
all that a client needs to be told, whatever it is written in.
"""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Receive, Scope, Send

from ..openai.accounts import NETWORK_PATH_HEADER, PRIVATE_ENDPOINT

PRIVATE_LINK = ".privatelink."
"""In the name of an account's host, as private DNS zones have it: the call comes through the private endpoint."""


class AccountPaths:
    """Leads a call whose path begins with the host name of an account to the data plane, as a call of that host."""

    def __init__(self, data: ASGIApp):
        self._data = data

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a call."""
        host, _, path = scope["path"].lstrip("/").partition("/")
        headers = MutableHeaders(raw=list(scope["headers"]))
        if PRIVATE_LINK in host:
            host = host.replace(PRIVATE_LINK, ".", 1)
            headers[NETWORK_PATH_HEADER] = PRIVATE_ENDPOINT
        headers["host"] = host
        called = {"path": f"/{path}", "raw_path": f"/{path}".encode(), "root_path": "", "headers": headers.raw}
        await self._data({**scope, **called}, receive, send)

"""The HTTP side: paths, bodies, streams. Every answer says that it comes from the emulator."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from ..arm import Arm
from ..arm.store import Body
from ..arm.types import Context
from . import calls, errors, model_list, reading
from .chat import CHAT_COMPLETIONS
from .embeddings import EMBEDDINGS
from .errors import Refusal
from .operations import Call, Operation
from .rate_limits import RateLimits
from .responses import RESPONSES

NOTICE_HEADER = "x-azure-emulator"
NOTICE = "not Azure: the answer is made up, only the configuration has effect"

V1 = "v1"
"""Stands for the API version of calls to the v1 API, which has none."""

_API_VERSION = re.compile(r"\d{4}-\d{2}-\d{2}(-preview)?")


def app(arm: Arm) -> Starlette:
    """The data plane of all accounts that an Azure holds, each under the host names it has on Azure.

    The Azure must have been opened in the thread that serves. How much of a minute's capacity is used is kept in the
    app; everything else is read anew for each call.
    """
    door = _Door(arm)
    routes = [
        Route("/openai/deployments/{deployment}/chat/completions", door.dated(CHAT_COMPLETIONS), methods=["POST"]),
        Route("/openai/deployments/{deployment}/embeddings", door.dated(EMBEDDINGS), methods=["POST"]),
        Route("/openai/v1/chat/completions", door.v1(CHAT_COMPLETIONS), methods=["POST"]),
        Route("/openai/v1/embeddings", door.v1(EMBEDDINGS), methods=["POST"]),
        Route("/openai/v1/responses", door.v1(RESPONSES), methods=["POST"]),
        Route("/openai/v1/models", door.models),
        Route("/openai/models", door.models),
    ]
    return Starlette(routes=routes, exception_handlers={Refusal: _refused, HTTPException: _not_found})


class _Door:
    def __init__(self, arm: Arm):
        self._arm, self._limits = arm, RateLimits()

    def dated(self, operation: Operation) -> Callable[[Request], Any]:
        """Serves an operation of the dated API, which names the deployment in the path."""

        async def serve(request: Request) -> Response:
            version = _dated_version(request)
            return self._serve(request, operation, request.path_params["deployment"], version, await _body(request))

        return serve

    def v1(self, operation: Operation) -> Callable[[Request], Any]:
        """Serves an operation of the v1 API, which names the deployment as model."""

        async def serve(request: Request) -> Response:
            body = await _body(request)
            return self._serve(request, operation, str(reading.required(body, "model")), V1, body)

        return serve

    async def models(self, request: Request) -> Response:
        """Lists the models of an account."""
        version = V1 if request.url.path.startswith("/openai/v1/") else _dated_version(request)
        call = _call(request, "", version, {})

        def listed(context: Context) -> Body:
            account = calls.open_account(context, call, model_list.DATA_ACTION, model_list.ROUTE)
            return model_list.answer(context, account)

        return _answer(self._arm.act(listed))

    def _serve(self, request: Request, operation: Operation, deployment: str, version: str, body: Body) -> Response:
        call = _call(request, deployment, version, body)
        completion, headers = self._arm.act(lambda context: calls.complete(context, call, operation, self._limits))
        if operation.stream and body.get("stream"):
            events = operation.stream(body, completion)
            return StreamingResponse(events, headers=_with_notice(headers), media_type="text/event-stream")
        return _answer(operation.answer(body, completion), headers=headers)


def _call(request: Request, deployment: str, version: str, body: Body) -> Call:
    host = request.headers.get("host", "").partition(":")[0].lower()
    return Call(host, request.headers, deployment, version, body)


def _dated_version(request: Request) -> str:
    version = request.query_params.get("api-version", "")
    if not _API_VERSION.fullmatch(version):
        raise errors.path_not_found()
    return version


async def _body(request: Request) -> Body:
    try:
        body = json.loads(await request.body())
        # What cannot be written again is refused here: half a character, or NaN.
        json.dumps(body, ensure_ascii=False, allow_nan=False).encode()
    except (ValueError, RecursionError):
        raise errors.invalid_request("The body is no JSON that can be read.") from None
    if not isinstance(body, dict):
        raise errors.invalid_request("The body is no JSON object.")
    return body


async def _refused(_: Request, refusal: Exception) -> Response:
    assert isinstance(refusal, Refusal)
    return _answer(refusal.body, refusal.status, refusal.headers)


async def _not_found(request: Request, _: Exception) -> Response:
    return await _refused(request, errors.path_not_found())


def _answer(body: Mapping[str, Any], status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    return JSONResponse(body, status, _with_notice(headers or {}))


def _with_notice(headers: Mapping[str, str]) -> dict[str, str]:
    return {**headers, NOTICE_HEADER: NOTICE}

"""The management door: Azure Resource Manager's REST interface over `Arm.request`."""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from .. import tokens
from ..arm import Arm
from ..arm import Response as Answer
from ..arm.errors import ArmError
from ..arm.store import Body

PAGE_SIZE = 100
"""Longest page of a list; Azure's differ by service."""

_SKIP = "$skiptoken"
_LINKS = ("Location", "Azure-AsyncOperation")


class Management:
    """Answers requests of management clients."""

    def __init__(self, arm: Arm, now: Callable[[], float] = time.time):
        self._arm, self._now = arm, now

    async def answer(self, request: Request) -> Response:
        """Answer a request; refusals are answers too."""
        try:
            self._check_token(request.headers.get("authorization"))
            answer = self._ask(request, await _body(request))
        except ArmError as error:
            answer = Answer(error.status, error.body())
        return _written(request, answer)

    def _check_token(self, authorization: str | None) -> None:
        try:
            claims = tokens.bearer(authorization, self._now)
        except tokens.TokenExpired as error:
            raise ArmError(401, "ExpiredAuthenticationToken", str(error)) from None
        except tokens.TokenRefused as error:
            raise ArmError(401, "InvalidAuthenticationToken", str(error)) from None
        if claims is None:
            raise ArmError(401, "AuthenticationFailed", "Authentication failed. The 'Authorization' header is missing.")
        if claims.audience not in tokens.MANAGEMENT_AUDIENCES:
            allowed = ",".join(f"'{audience}'" for audience in tokens.MANAGEMENT_AUDIENCES)
            raise ArmError(
                401,
                "InvalidAuthenticationTokenAudience",
                f"The access token has been obtained for wrong audience or resource '{claims.audience}'. "
                f"It should exactly match with one of the allowed audiences {allowed}.",
            )

    def _ask(self, request: Request, body: Body | None) -> Answer:
        options = dict(request.query_params)
        api_version = options.pop("api-version", "")
        if not api_version:
            raise ArmError(
                400,
                "MissingApiVersionParameter",
                "The api-version query parameter (?api-version=) is required for all requests.",
            )
        answer = self._arm.request(
            request.method, request.url.path, api_version=api_version, body=body, options=options
        )
        return _page(request, answer, options)


async def _body(request: Request) -> Body | None:
    text = await request.body()
    try:
        read: Any = json.loads(text) if text else None
    except ValueError as error:
        raise _unreadable(str(error)) from None
    if read is not None and not isinstance(read, dict):
        raise _unreadable("it is no JSON object")
    return read


def _unreadable(reason: str) -> ArmError:
    return ArmError(
        400,
        "InvalidRequestContent",
        f"The request content was invalid and could not be deserialized: '{reason}'.",
    )


def _page(request: Request, answer: Answer, options: dict[str, str]) -> Answer:
    """A page of a list that is longer than one, with the address of the next."""
    if request.method != "GET" or answer.status != 200 or not isinstance((answer.body or {}).get("value"), list):
        return answer
    members: list[Any] = (answer.body or {})["value"]
    if "$top" in options:
        members = members[: _number("$top", options["$top"])]
    start = _number(_SKIP, options.get(_SKIP, "0"))
    end = start + PAGE_SIZE
    page: Body = {"value": members[start:end]}
    if end < len(members):
        page["nextLink"] = _address(request, request.url.path, {**request.query_params, _SKIP: str(end)})
    return Answer(200, page, answer.headers)


def _number(name: str, text: str) -> int:
    if not text.isdecimal():
        raise ArmError(400, "InvalidQueryParameterValue", f"The value '{text}' of '{name}' is no number.")
    return int(text)


def _written(request: Request, answer: Answer) -> Response:
    """An answer with addresses where `Arm` has paths, and with the ids that every answer of Azure has."""
    version = {"api-version": request.query_params.get("api-version", "")}
    headers = {
        name: _address(request, value, version) if name in _LINKS else value for name, value in answer.headers.items()
    }
    headers["x-ms-request-id"] = str(uuid.uuid4())
    headers["x-ms-correlation-request-id"] = request.headers.get("x-ms-correlation-request-id") or str(uuid.uuid4())
    if answer.body is None:
        return Response(status_code=answer.status, headers=headers)
    return JSONResponse(answer.body, answer.status, headers)


def _address(request: Request, path: str, options: dict[str, str]) -> str:
    return f"{request.url.scheme}://{request.url.netloc}{path}?{urlencode(options)}"

"""Microsoft's own client, down to a transport that answers for Azure."""

import json
import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from azure.core.credentials import AccessToken
from azure.core.exceptions import ClientAuthenticationError, ServiceRequestError
from azure.core.pipeline.transport import HttpTransport
from azure.core.rest import HttpRequest
from azure.core.rest._http_response_impl import HttpResponseImpl

from azure_openai_cli.live import connection

SUBSCRIPTION = "11111111-2222-4333-8444-555555555555"
PROVIDER = f"/subscriptions/{SUBSCRIPTION}/providers/Microsoft.CognitiveServices"


class _Credential:
    """A signed-in user, or nobody, with what Microsoft's credential says of the ways it tried."""

    def __init__(self, refused: str | None = None):
        self.refused = refused

    def get_token(self, *scopes: str, **_: Any) -> AccessToken:
        if self.refused is not None:
            raise ClientAuthenticationError(f"DefaultAzureCredential failed.\nAttempted credentials:\n{self.refused}")
        return AccessToken("token-of-the-test", int(time.time()) + 3600)


class _Response(HttpResponseImpl):
    def __init__(self, request: HttpRequest, status: int, body: Any):
        headers = {"Content-Type": "application/json"}
        super().__init__(
            request=request, internal_response=None, status_code=status, reason="", headers=headers,
            content_type="application/json", stream_download_generator=None,
        )  # fmt: skip
        self._content = json.dumps(body).encode()
        self._is_closed = self._is_stream_consumed = True

    def body(self) -> bytes:
        return self._content or b""


class _Azure(HttpTransport[HttpRequest, _Response]):
    """Answers by path; keeps what was asked."""

    def __init__(self, answers: dict[str, tuple[int, Any]]):
        self.answers, self.asked = answers, list[HttpRequest]()

    def send(self, request: HttpRequest, **_: Any) -> _Response:
        self.asked.append(request)
        path = re.sub(r"^https://[^/]+|\?.*$", "", request.url)
        if path not in self.answers:
            raise ServiceRequestError("no route to host")
        status, body = self.answers[path]
        return _Response(request, status, body)

    def open(self) -> None: ...

    def close(self) -> None: ...

    def __exit__(self, *_: object) -> None: ...


@pytest.fixture
def azure(monkeypatch: pytest.MonkeyPatch) -> Callable[..., _Azure]:
    """Puts an Azure that answers so behind the client."""
    real = connection.connect

    def put(answers: dict[str, tuple[int, Any]], refused: str | None = None) -> _Azure:
        transport = _Azure({f"{PROVIDER}{path}": answer for path, answer in answers.items()})

        def connect(subscription: str) -> Any:
            return real(subscription, _Credential(refused), transport=transport, retry_total=0)

        monkeypatch.setattr(connection, "connect", connect)
        return transport

    return put


def usage(counter: str, used: float, limit: float) -> dict[str, Any]:
    return {"name": {"value": counter}, "currentValue": used, "limit": limit, "unit": "Count"}


def deleted(name: str, group: str = "rg") -> dict[str, Any]:
    return {"name": name, "id": f"{PROVIDER}/locations/swedencentral/resourceGroups/{group}/deletedAccounts/{name}"}


def model(name: str, version: str, status: str = "GenerallyAvailable", **more: Any) -> dict[str, Any]:
    described = {"name": name, "version": version, "format": "OpenAI", "lifecycleStatus": status,
                 "skus": [{"name": "GlobalStandard"}], **more}  # fmt: skip
    return {"kind": "OpenAI", "skuName": "S0", "model": described}

"""`azure-openai verify` as on Azure, where all calls take one way: inside of the network, outside, or nowhere."""

import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx2
import pytest
from azure.core.credentials import AccessToken
from azure.core.exceptions import ClientAuthenticationError

from azure_emulator import tokens
from azure_openai_cli.doors import Doors
from azure_openai_cli.verify.places import Azure

from ..conftest import Command, Ran
from .conftest import CALLS_OF_CHAT, lines, said
from .platform import CALLER, Platform


class _Credential:
    """A signed-in user, or nobody."""

    def __init__(self, signed_in: bool = True):
        self._signed_in = signed_in

    def get_token(self, scope: str) -> AccessToken:
        if not self._signed_in:
            raise ClientAuthenticationError("DefaultAzureCredential failed\nmany lines follow")
        return AccessToken(tokens.issue(CALLER, scope), int(time.time()) + 3600)

    def close(self) -> None:
        pass


class _ToDoors(httpx2.HTTPTransport):
    """Leads what goes to Azure's host names to the doors of the local Azure."""

    def __init__(self, found: Doors, network_path: str):
        super().__init__(verify=_trusting(found))
        self._port, self._network_path = int(found.url.rsplit(":", 1)[1]), network_path

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        assert request.url.scheme == "https" and request.url.host.endswith(".openai.azure.com")
        request.headers["x-azure-emulator-network-path"] = self._network_path
        request.url = request.url.copy_with(host="127.0.0.1", port=self._port)
        return super().handle_request(request)


def _trusting(found: Doors) -> Any:
    import ssl

    return ssl.create_default_context(cafile=found.ca)


@pytest.fixture
def on_azure(
    command: Command, platform: Platform, opened: tuple[Path, Doors], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Ran]:
    """Runs `verify` as on Azure: with what a resolver answers, and the way that calls take then."""
    resolver = socket.getaddrinfo

    def run(address: str | None, *more: object, signed_in: bool = True) -> Ran:
        def resolve(host: str, *more: Any, **named: Any) -> list[Any]:
            if not host.endswith(".openai.azure.com"):
                return resolver(host, *more, **named)
            if address is None:
                raise socket.gaierror
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 443))]

        way = "private-endpoint" if address and address.startswith("10.") else address or ""
        http = httpx2.Client(transport=_ToDoors(opened[1], way))
        monkeypatch.setattr(Azure, "from_here", lambda: Azure(_Credential(signed_in), http))
        monkeypatch.setattr(socket, "getaddrinfo", resolve)
        return command("verify", "--outputs", platform.outputs(), "--json", *more)

    return run


def test_inside_of_the_network_calls_go_to_azures_names(on_azure: Callable[..., Ran]) -> None:
    ran = on_azure("10.0.1.4")
    assert ran.code == 0
    assert lines(ran, "not checked") == {"eu public-path-refused", "eu.chat content-filter"}
    assert "outside of the network" in said(ran, "eu", "public-path-refused")
    assert "--blocked-prompt" in said(ran, "eu.chat", "content-filter")
    blocked = on_azure("10.0.1.4", "--blocked-prompt", "[emulator:prompt:hate:low]")
    assert lines(blocked, "not checked") == {"eu public-path-refused"}


def test_outside_of_the_network_only_what_an_outsider_sees_is_checked(on_azure: Callable[..., Ran]) -> None:
    ran = on_azure("20.1.2.3")
    assert lines(ran, "failed") == {"eu dns"} and "20.1.2.3" in said(ran, "eu", "dns")
    assert lines(ran, "passed") == {"stack token", "eu public-path-refused"}
    assert "outside of the network" in said(ran, "eu.chat", "role")
    assert on_azure("20.1.2.3", "--accept", "dns").code == 0


def test_without_a_sign_in_the_rest_is_checked(on_azure: Callable[..., Ran], platform: Platform) -> None:
    ran = on_azure("10.0.1.4", signed_in=False)
    assert (ran.code, lines(ran, "failed")) == (4, {"stack token"})
    assert "az login" in said(ran, "stack", "token") and "many lines" not in ran.out
    assert lines(ran, "passed") == {"eu dns", "eu keys-refused"}
    platform.set(publicNetworkAccess="Enabled")
    open_to_all = on_azure("20.1.2.3", signed_in=False)
    assert open_to_all.code == 3 and "eu public-path-refused" in lines(open_to_all, "failed")


def test_a_name_that_resolves_to_nothing_is_red(on_azure: Callable[..., Ran]) -> None:
    ran = on_azure(None)
    assert "eu dns" in lines(ran, "failed") and "resolves to nothing" in said(ran, "eu", "dns")


def test_an_account_that_nobody_answers_for_is_red(
    on_azure: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any) -> httpx2.Response:
        raise httpx2.ConnectError("Connection refused")

    monkeypatch.setattr(_ToDoors, "handle_request", refuse)
    ran = on_azure("10.0.1.4")
    assert ran.code == 3
    assert lines(ran, "failed") == {f"eu.chat {check}" for check in CALLS_OF_CHAT}
    assert said(ran, "eu.chat", "responses-v1") == "failed: Nobody answers: Connection refused"


@pytest.mark.parametrize(("status", "text"), [(200, "<html>Sign in</html>"), (403, "<html>Blocked</html>")])
def test_what_a_proxy_answers_is_no_answer_of_azure(
    on_azure: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch, status: int, text: str
) -> None:
    monkeypatch.setattr(_ToDoors, "handle_request", lambda *_: httpx2.Response(status, text=text))
    for address in ("10.0.1.4", "20.1.2.3"):
        ran = on_azure(address)
        assert {f"eu.chat {check}" for check in CALLS_OF_CHAT} <= lines(ran, "failed")
        assert not {"eu public-path-refused", "eu keys-refused"} & lines(ran, "passed")

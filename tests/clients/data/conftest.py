"""An account behind the data door, served over HTTP on the loopback, and OpenAI's own clients for it."""

import socket
import threading
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from openai import AzureOpenAI, DefaultHttpxClient, OpenAI

from azure_emulator import SUBSCRIPTION_ID, tokens
from azure_emulator.arm import Arm
from azure_emulator.openai import app
from azure_openai_catalog import networking, roles

from ...api_versions import version_of
from ...bodies import account_body, deployment_body

GROUP = f"/subscriptions/{SUBSCRIPTION_ID}/resourceGroups/rg"
ACCOUNT = f"{GROUP}/providers/Microsoft.CognitiveServices/accounts/ai"
CALLER = "11111111-1111-1111-1111-111111111111"


@dataclass
class Azure:
    """What is deployed, and the clients that call it."""

    arm: Arm
    clock: list[float]
    url: str
    http: Any
    """Connections that the clients share: to make some for each would take longer than the calls."""

    def put(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """Writes a resource; paths without a slash at the beginning are below the account."""
        full = path if path.startswith("/") else f"{ACCOUNT}/{path}"
        response = self.arm.request("PUT", full, api_version=version_of(full), body=body)
        assert response.status < 300, response.body
        return response.body or {}

    def set(self, **properties: Any) -> None:
        """Changes properties of the account."""
        response = self.arm.request("PATCH", ACCOUNT, api_version=version_of(ACCOUNT), body={"properties": properties})
        assert response.status < 300, response.body

    def deploy(self, name: str = "chat", **changes: Any) -> None:
        self.put(f"deployments/{name}", deployment_body(**changes))

    def grant(self, role: str = "Cognitive Services OpenAI User", scope: str = ACCOUNT, to: str = CALLER) -> None:
        """Assigns a role by name or GUID."""
        built_in = roles.find(role)
        role_id = roles.role_definition_id(SUBSCRIPTION_ID, built_in.guid if built_in else role)
        name = uuid.uuid5(uuid.NAMESPACE_URL, scope + role + to)
        body = {"properties": {"principalId": to, "roleDefinitionId": role_id}}
        self.put(f"{scope}/providers/Microsoft.Authorization/roleAssignments/{name}", body)

    def filter(self, name: str, **properties: Any) -> None:
        self.put(f"raiPolicies/{name}", {"properties": {"basePolicyName": "Microsoft.DefaultV2", **properties}})

    def block(self, name: str, *patterns: str, regex: bool = False) -> None:
        """Makes a blocklist."""
        self.put(f"raiBlocklists/{name}", {"properties": {}})
        for number, pattern in enumerate(patterns):
            held = {"properties": {"pattern": pattern, "isRegex": regex}}
            self.put(f"raiBlocklists/{name}/raiBlocklistItems/item{number}", held)

    def key(self) -> str:
        response = self.arm.request("POST", f"{ACCOUNT}/listKeys", api_version=version_of(ACCOUNT))
        return (response.body or {})["key1"]

    def wait(self, seconds: float) -> None:
        self.clock[0] += seconds

    def token(self, scope: str = networking.ENTRA_SCOPE, principal: str = CALLER) -> str:
        return tokens.issue(principal, scope, lambda: self.clock[0])

    def dated(self, client: type[Any] = AzureOpenAI, **options: Any) -> Any:
        """A client of the dated API; by default with a token of the caller."""
        given = {"api_version": "2024-10-21", "azure_ad_token_provider": self.token, **options}
        return self._made(client, azure_endpoint=self.url, **given)

    def v1(self, client: type[Any] = OpenAI, **options: Any) -> Any:
        """A client of the v1 API; by default with a token of the caller."""
        return self._made(client, base_url=f"{self.url}/openai/v1/", **{"api_key": self.token(), **options})

    def _made(self, client: type[Any], host: str = "ai.openai.azure.com", path: str = "", **options: Any) -> Any:
        headers = {"Host": host, **({"x-azure-emulator-network-path": path} if path else {})}
        shared = {} if client.__name__.startswith("Async") else {"http_client": self.http}
        return client(default_headers={**headers, **options.pop("headers", {})}, max_retries=0, **shared, **options)


@pytest.fixture(scope="session")
def http() -> Iterator[Any]:
    """Connections for all clients."""
    with DefaultHttpxClient() as connections:
        yield connections


@pytest.fixture
def empty(tmp_path: Path, http: Any) -> Iterator[Azure]:
    """An account that nobody may call yet, without a deployment."""
    state, clock = tmp_path / "azure.sqlite", [1_795_000_000.0]
    arm = Arm.open(state, now=lambda: clock[0])
    listener = socket.create_server(("127.0.0.1", 0))
    serving = _Serving(state, lambda: clock[0], listener)
    serving.start()
    azure = Azure(arm, clock, f"http://127.0.0.1:{listener.getsockname()[1]}", http)
    azure.put(GROUP, {"location": "swedencentral"})
    azure.put(ACCOUNT, account_body())
    yield azure
    serving.stop()
    arm.close()


@pytest.fixture
def azure(empty: Azure) -> Azure:
    """An account with deployment `chat`, which the caller may call."""
    empty.deploy()
    empty.grant()
    return empty


class _Serving(threading.Thread):
    """The door in a thread of its own, on an Azure of its own that shares the state file."""

    def __init__(self, state: Path, now: Callable[[], float], listener: socket.socket):
        super().__init__(daemon=True)
        self._state, self._now, self._listener = state, now, listener
        self._server: uvicorn.Server | None = None
        self._ready = threading.Event()

    def run(self) -> None:
        arm = Arm.open(self._state, now=self._now)
        self._server = uvicorn.Server(uvicorn.Config(app(arm), lifespan="off", log_level="warning"))
        self._ready.set()
        self._server.run(sockets=[self._listener])
        arm.close()

    def stop(self) -> None:
        self._ready.wait()
        assert self._server is not None
        self._server.should_exit = True
        self.join(timeout=10)
        assert not self.is_alive()

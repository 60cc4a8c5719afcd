"""The Resource Manager on a clock that tests turn by hand."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from azure_emulator.__main__ import main
from azure_emulator.arm import Arm, Response, Settings

from ...api_versions import version_of
from ...bodies import account_body, deployment_body

SUBSCRIPTION = "/subscriptions/00000000-0000-0000-0000-000000000000"


@dataclass
class Azure:
    """Requests below one resource group, with paths written short."""

    arm: Arm
    clock: list[float] = field(default_factory=lambda: [1000.0])

    group = f"{SUBSCRIPTION}/resourceGroups/rg"
    account = "Microsoft.CognitiveServices/accounts/ai"

    def id(self, path: str) -> str:
        """Full id of a path below the group; full ids stay."""
        return path if path.startswith("/") else f"{self.group}/providers/{path}" if path else self.group

    def request(self, method: str, path: str, body: dict[str, Any] | None = None) -> Response:
        full = self.id(path)
        return self.arm.request(method, full, api_version=version_of(full), body=body)

    def put(self, path: str, body: dict[str, Any]) -> Response:
        response = self.request("PUT", path, body)
        assert response.status < 300, response.body
        return response

    def get(self, path: str) -> dict[str, Any]:
        response = self.request("GET", path)
        assert response.status == 200, response.body
        return response.body or {}

    def delete(self, path: str) -> Response:
        response = self.request("DELETE", path)
        assert response.status < 300, response.body
        return response

    def refused(self, method: str, path: str, body: dict[str, Any] | None = None) -> str:
        """Status, code and message of a refusal."""
        response = self.request(method, path, body)
        assert response.status >= 400, response.body
        error = (response.body or {})["error"]
        return f"{response.status} {error['code']}: {error['message']}"

    def wait(self, seconds: float) -> None:
        self.clock[0] += seconds

    def with_account(self, **properties: Any) -> "Azure":
        self.put("", {"location": "swedencentral"})
        self.put(self.account, account_body(**properties))
        return self

    def deploy(self, name: str = "chat", **changes: Any) -> Response:
        return self.put(f"{self.account}/deployments/{name}", deployment_body(**changes))


@pytest.fixture
def make_azure(tmp_path: Path) -> Iterator[Callable[..., Azure]]:
    """Makes Azures on one state file."""
    opened: list[Azure] = []

    def make(**settings: Any) -> Azure:
        clock = opened[0].clock if opened else [1000.0]
        azure = Azure(Arm.open(tmp_path / "azure.sqlite", Settings(**settings), now=lambda: clock[0]), clock)
        opened.append(azure)
        return azure

    yield make
    for azure in opened:
        azure.arm.close()


@pytest.fixture
def azure(make_azure: Callable[..., Azure]) -> Azure:
    """An Azure where everything is done at once."""
    return make_azure()


@pytest.fixture
def slow(make_azure: Callable[..., Azure]) -> Azure:
    """An Azure where operations take their realistic times."""
    return make_azure(latency=1.0)


@pytest.fixture
def bodies() -> Any:
    """Makers of request bodies."""

    class Bodies:
        account = staticmethod(account_body)
        deployment = staticmethod(deployment_body)

    return Bodies


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """Runs `python -m azure_emulator` on the state file of the test."""
    monkeypatch.setenv("AZURE_EMULATOR_STATE", str(tmp_path / "azure.sqlite"))

    def run(*arguments: str) -> str:
        monkeypatch.setattr(sys, "argv", ["azure_emulator", *arguments])
        main()
        return capsys.readouterr().out

    return run

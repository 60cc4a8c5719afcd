"""Both doors of one Azure, each on an Azure of its own that shares the state file, where waiting takes no time."""

import asyncio
import selectors
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

import httpx2

from azure_emulator import tokens
from azure_emulator.arm import Arm, Settings
from azure_emulator.http.app import app
from azure_emulator.provider.server import AzureNative

from ..api_versions import version_of
from .conftest import APPLICATION, MANAGEMENT


class _VirtualTime(asyncio.SelectorEventLoop):
    """A loop in which waiting takes no time: the clock moves on instead."""

    def __init__(self) -> None:
        self.now = 1000.0
        super().__init__(_Impatient(self))

    def time(self) -> float:
        return self.now


class _Impatient(selectors.SelectSelector):
    def __init__(self, loop: _VirtualTime):
        super().__init__()
        self._loop = loop

    def select(self, timeout: float | None = None) -> Any:
        assert timeout is not None, "something waits for what never comes"
        self._loop.now += max(timeout, 0)
        return super().select(0)


class BothDoors:
    """Both doors of one Azure, on a loop of virtual time."""

    def __init__(self, state: Path):
        self.loop = _VirtualTime()
        self._arms = [Arm.open(state, Settings(latency=1.0), now=self.loop.time) for _ in range(2)]
        self.pulumi = AzureNative(self._arms[0], "3.29.0")
        self._client = httpx2.AsyncClient(
            transport=httpx2.ASGITransport(app(self._arms[1])),
            base_url="https://127.0.0.1",
            headers={"Authorization": f"Bearer {tokens.issue(APPLICATION, MANAGEMENT)}"},
        )

    def run(self, coroutine: Coroutine[Any, Any, Any]) -> Any:
        return self.loop.run_until_complete(coroutine)

    def ask(self, method: str, path: str, body: Any = None) -> httpx2.Response:
        """Ask at the management door."""
        answer = self.run(self._client.request(method, f"{path}?api-version={version_of(path)}", json=body))
        assert answer.status_code < 500, answer.text
        return answer

    def begin(self, call: Coroutine[Any, Any, Any]) -> "asyncio.Task[Any]":
        """Let the Pulumi door begin what may take its time: it has been accepted or refused when this returns."""
        task = self.loop.create_task(call)
        for _ in range(5):
            self.run(asyncio.sleep(0))
        return task

    def close(self) -> None:
        self.run(self._client.aclose())
        self.loop.close()
        for arm in self._arms:
            arm.close()

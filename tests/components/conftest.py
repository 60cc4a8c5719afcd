"""Runs programs through mocks and tells what they registered: inputs, options, and what waits for what."""

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

import pulumi
import pytest
from pulumi.runtime import mocks, rpc
from pulumi.runtime.proto import resource_pb2

from azure_openai import Account
from azure_openai.checks.accounts import account_problems
from azure_openai.checks.problems import Problem
from azure_openai.checks.reading import read
from azure_openai_catalog import AS_OF

SUBSCRIPTION = "00000000-0000-0000-0000-000000000000"


class Registered(dict[str, Any]):
    """The inputs of a registered resource."""

    def __init__(self, request: resource_pb2.RegisterResourceRequest):
        super().__init__(rpc.deserialize_properties(request.object))
        self.request = request
        """What the engine was asked, options included."""

    @property
    def waits_for(self) -> set[str]:
        """What it depends on, as `Class name`."""
        return {_title(*urn.split("::", 3)[2:]) for urn in self.request.dependencies}


class _Answers(mocks.Mocks):
    """Answers as azure-native does in a preview: inputs are known."""

    def new_resource(self, args: mocks.MockResourceArgs) -> tuple[str | None, dict[str, Any]]:
        return f"{args.name}-id", {**args.inputs}

    def call(self, args: mocks.MockCallArgs) -> dict[str, Any]:
        return {"subscriptionId": SUBSCRIPTION, "tenantId": "t", "clientId": "c", "objectId": "o"}


class _Monitor(mocks.MockMonitor):
    def __init__(self, answers: mocks.Mocks):
        super().__init__(answers)
        self.registered: dict[str, Registered] = {}

    def RegisterResource(self, request: resource_pb2.RegisterResourceRequest) -> Any:
        answer = super().RegisterResource(request)
        if request.type != "pulumi:pulumi:Stack":
            self.registered[_title(request.type, request.name)] = Registered(request)
        return answer


def _title(type_path: str, name: str) -> str:
    return f"{type_path.rsplit(':', 1)[-1]} {name}"


LOOP = asyncio.new_event_loop()
"""One loop for all tests, never closed: that would end the mocks' threads, whose own loops nobody closes."""


@pytest.fixture(autouse=True)
def loop() -> Iterator[None]:
    """Pulumi takes the thread's loop, and `asyncio.run` in another test leaves none behind."""
    asyncio.set_event_loop(LOOP)
    yield
    asyncio.set_event_loop(None)


@pytest.fixture
def resources_of() -> Callable[[Callable[[], Any]], dict[str, Registered]]:
    """Runs a program and returns what it registered, by `Class name`."""

    def run(program: Callable[[], Any]) -> dict[str, Registered]:
        monitor = _Monitor(_Answers())
        mocks.set_mocks(monitor.mocks, preview=True, monitor=monitor)
        pulumi.runtime.test(program)()
        return monitor.registered

    return run


def deployment(sku: str = "DataZoneStandard", capacity: int = 15, **changes: Any) -> dict[str, Any]:
    """Settings of a deployment of gpt-5.1."""
    model = {"name": "gpt-5.1", "version": "2025-11-13"}
    return {"model": model, "sku": {"name": sku, "capacity": capacity}, **changes}


def problems_of(**account: Any) -> list[Problem]:
    """The problems of an account, in eastus2 unless said otherwise."""
    value, found = read(Account, account)
    return [*found, *account_problems(value, "test", value.location or "eastus2", AS_OF)] if value else found


def told_of(**account: Any) -> dict[str, str]:
    """What is told of an account, by path."""
    return {problem.where: f"{problem.what} {problem.instead}" for problem in problems_of(**account)}

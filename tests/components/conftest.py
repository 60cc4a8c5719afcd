"""Runs programs through mocks and tells what they registered: inputs, options, and what waits for what."""

from collections.abc import Callable
from typing import Any

import pulumi
import pytest
from pulumi.runtime import mocks, rpc
from pulumi.runtime.proto import resource_pb2

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


@pytest.fixture
def resources_of() -> Callable[[Callable[[], Any]], dict[str, Registered]]:
    """Runs a program and returns what it registered, by `Class name`."""

    def run(program: Callable[[], Any]) -> dict[str, Registered]:
        monitor = _Monitor(_Answers())
        mocks.set_mocks(monitor.mocks, preview=True, monitor=monitor)
        pulumi.runtime.test(program)()
        return monitor.registered

    return run

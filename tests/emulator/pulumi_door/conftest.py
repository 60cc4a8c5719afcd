"""The provider as the engine meets it, through its protocol."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import grpc
import pytest
import yaml
from google.protobuf import json_format, struct_pb2
from pulumi.runtime.proto import provider_pb2 as protocol

from azure_emulator.arm import Arm, Settings
from azure_emulator.provider.server import AzureNative

SAMPLES: dict[str, dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "samples.yaml").read_text(encoding="utf-8")
)
KINDS = protocol.PropertyDiff.Kind


class Refusal(Exception):
    """What the engine would show."""


class Context:
    """Takes the provider's refusals."""

    async def abort(self, code: grpc.StatusCode, details: str) -> None:
        raise Refusal(details)


class Engine:
    """Calls the provider as the engine does, with and without previews."""

    UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
    Refusal = Refusal

    def __init__(self, arm: Arm):
        self.arm = arm
        self.provider = AzureNative(arm, "3.29.0")
        self.call(self.provider.Configure, protocol.ConfigureRequest(args=struct({})))

    def call(self, method: Any, request: Any) -> Any:
        return asyncio.run(method(request, Context()))

    def check(
        self, kind: str, news: dict[str, Any], olds: dict[str, Any] | None = None, name: str = "res"
    ) -> tuple[dict[str, Any], dict[str, str]]:
        request = protocol.CheckRequest(
            urn=urn(kind, name), news=struct(news), olds=struct(olds or {}), randomSeed=b"seed"
        )
        answer = self.call(self.provider.Check, request)
        return plain(answer.inputs), {failure.property: failure.reason for failure in answer.failures}

    def create(self, kind: str, news: dict[str, Any], preview: bool = False) -> tuple[str, dict[str, Any]]:
        inputs, failures = self.check(kind, news)
        assert failures == {}
        answer = self.call(
            self.provider.Create, protocol.CreateRequest(urn=urn(kind), properties=struct(inputs), preview=preview)
        )
        return answer.id, plain(answer.properties)

    def diff(
        self, kind: str, old: dict[str, Any], new: dict[str, Any], outputs: dict[str, Any] | None = None
    ) -> dict[str, str]:
        request = protocol.DiffRequest(
            urn=urn(kind), old_inputs=struct(old), olds=struct(outputs or {}), news=struct(new)
        )
        self.last_diff = self.call(self.provider.Diff, request)
        return {path: KINDS.Name(entry.kind) for path, entry in self.last_diff.detailedDiff.items()}

    def update(self, kind: str, id: str, outputs: dict[str, Any], news: dict[str, Any]) -> dict[str, Any]:
        request = protocol.UpdateRequest(id=id, urn=urn(kind), olds=struct(outputs), news=struct(news))
        return plain(self.call(self.provider.Update, request).properties)

    def delete(self, kind: str, id: str) -> None:
        self.call(self.provider.Delete, protocol.DeleteRequest(id=id, urn=urn(kind)))

    def read(
        self, kind: str, id: str, outputs: dict[str, Any] | None = None, inputs: dict[str, Any] | None = None
    ) -> tuple[str, dict[str, Any], dict[str, Any]]:
        """Id, outputs and inputs; an import where no state is given, else a refresh."""
        request = protocol.ReadRequest(
            id=id, urn=urn(kind), properties=struct(outputs or {}), inputs=struct(inputs or {})
        )
        answer = self.call(self.provider.Read, request)
        return answer.id, plain(answer.properties), plain(answer.inputs)

    def check_config(self, **config: str) -> list[str]:
        answer = self.call(self.provider.CheckConfig, protocol.CheckRequest(news=struct(config)))
        return [failure.reason for failure in answer.failures]

    def invoke(self, token: str, **args: Any) -> dict[str, Any]:
        answer = self.call(self.provider.Invoke, protocol.InvokeRequest(tok=token, args=struct(args)))
        return plain(getattr(answer, "return"))


def urn(kind: str, name: str = "res") -> str:
    return f"urn:pulumi:dev::test::azure-native:{kind}::{name}"


def struct(values: dict[str, Any]) -> struct_pb2.Struct:
    made = struct_pb2.Struct()
    made.update(values)
    return made


def plain(values: struct_pb2.Struct) -> dict[str, Any]:
    return json_format.MessageToDict(values)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    arm = Arm.open(tmp_path / "azure.sqlite", Settings())
    yield Engine(arm)
    arm.close()


@pytest.fixture
def with_account(engine: Engine) -> Engine:
    engine.create("resources:ResourceGroup", SAMPLES["resources:ResourceGroup"])
    engine.create("cognitiveservices:Account", SAMPLES["cognitiveservices:Account"])
    return engine


@pytest.fixture(scope="session")
def samples() -> dict[str, dict[str, Any]]:
    """Inputs by module and class name."""
    return SAMPLES

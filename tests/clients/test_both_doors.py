"""What one door wrote, the other reads: the Pulumi door and the management door share one Azure."""

import copy
from collections.abc import Iterator
from typing import Any

import pytest

from azure_emulator.arm import Arm
from azure_emulator.provider.metadata import TYPES

from ..emulator.pulumi_door.conftest import SAMPLES, Engine


@pytest.fixture
def engine(doors: Any) -> Iterator[Engine]:
    """The Pulumi door on the state file of the management door."""
    arm = Arm.open(doors.state)
    yield Engine(arm)
    arm.close()


def read(doors: Any, id: str, version: str) -> dict[str, Any]:
    """A resource as the management door shows it."""
    answer = doors.request("GET", f"{id}?api-version={version}")
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_what_pulumi_wrote_is_read_and_written_back_without_a_difference(engine: Engine, doors: Any) -> None:
    for kind, inputs in SAMPLES.items():
        id, outputs = engine.create(kind, inputs)
        version = TYPES[kind].api_version
        shown = read(doors, id, version)
        assert shown == engine.arm.request("GET", id, api_version=version).body, kind
        assert shown["name"] == outputs["name"], kind
        patched = doors.request("PATCH", f"{id}?api-version={version}", json={})
        assert patched.status_code in (200, 405), (kind, patched.text)
        assert engine.read(kind, id)[1] == outputs, kind


def test_what_is_shown_can_be_sent_back_and_changes_nothing(engine: Engine, doors: Any) -> None:
    for kind, inputs in SAMPLES.items():
        id, _ = engine.create(kind, inputs)
        version = TYPES[kind].api_version
        shown = read(doors, id, version)
        again = doors.request("PUT", f"{id}?api-version={version}", json=shown)
        assert again.status_code in (200, 201), (kind, again.text)
        assert read(doors, id, version) == shown, kind


def test_what_a_client_wrote_can_be_imported(engine: Engine, doors: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: dict[str, dict[str, Any]] = {}
    request = engine.arm.request

    def keep(method: str, path: str, *, api_version: str, body: dict[str, Any] | None = None) -> Any:
        if method == "PUT":
            sent[path] = copy.deepcopy(body or {})
        return request(method, path, api_version=api_version, body=body)

    monkeypatch.setattr(engine.arm, "request", keep)
    created = {kind: engine.create(kind, inputs) for kind, inputs in SAMPLES.items()}
    engine.arm.reset()
    for kind, (id, outputs) in created.items():
        made = doors.request("PUT", f"{id}?api-version={TYPES[kind].api_version}", json=sent[id])
        assert made.status_code in (200, 201), (kind, made.text)
        assert engine.read(kind, id)[1] == outputs, kind

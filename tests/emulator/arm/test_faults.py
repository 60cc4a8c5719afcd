"""Faults on demand."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ACCOUNT = "Microsoft.CognitiveServices/accounts/ai"
CHAT = f"{ACCOUNT}/deployments/chat"


@pytest.fixture
def faulty(make_azure: Callable[..., Any], tmp_path: Path) -> Callable[..., Any]:
    """Makes an Azure with planned faults."""

    def make(*planned: dict[str, Any]) -> Any:
        file = tmp_path / "faults.json"
        file.write_text(json.dumps(planned), encoding="utf-8")
        return make_azure(faults=file)

    return make


def fault(kind: str, times: int = 1, match: str = "PUT */deployments/*") -> dict[str, Any]:
    return {"match": match, "kind": kind, "times": times}


@pytest.mark.parametrize(
    ("kind", "status", "code"),
    [
        ("throttled", 429, "TooManyRequests"),
        ("server_error", 500, "InternalServerError"),
        ("conflict", 409, "RequestConflict"),
    ],
)
def test_a_fault_strikes_before_anything_is_done(
    faulty: Callable[..., Any], bodies: Any, kind: str, status: int, code: str
) -> None:
    azure = faulty(fault(kind)).with_account()
    assert azure.refused("PUT", CHAT, bodies.deployment()).startswith(f"{status} {code}")
    assert "ResourceNotFound" in azure.refused("GET", CHAT)
    azure.deploy()


def test_throttling_says_when_to_come_back(faulty: Callable[..., Any], bodies: Any) -> None:
    azure = faulty(fault("throttled")).with_account()
    answer = azure.request("PUT", CHAT, bodies.deployment())
    assert int(answer.headers["Retry-After"]) > 0 and int(answer.headers["retry-after-ms"]) > 0


def test_after_a_lost_answer_the_write_has_happened(faulty: Callable[..., Any], bodies: Any) -> None:
    azure = faulty(fault("lost_answer")).with_account()
    assert azure.refused("PUT", CHAT, bodies.deployment()).startswith("504 GatewayTimeout")
    assert azure.get(CHAT)["properties"]["provisioningState"] == "Succeeded"


def test_what_azure_refuses_anyway_is_answered_with_the_refusal(faulty: Callable[..., Any], bodies: Any) -> None:
    azure = faulty(fault("lost_answer")).with_account()
    assert "DeploymentModelNotSupported" in azure.refused("PUT", CHAT, bodies.deployment(model="gpt-9"))


def test_a_fault_strikes_as_often_as_planned_over_all_processes(faulty: Callable[..., Any], bodies: Any) -> None:
    planned = fault("throttled", times=3)
    one, two = faulty(planned), faulty(planned)
    one.with_account()
    statuses = [azure.request("PUT", CHAT, bodies.deployment()).status for azure in (one, two, one, two, one)]
    assert statuses == [429, 429, 429, 201, 200]


def test_faults_are_used_up_in_order_and_spare_what_they_do_not_match(faulty: Callable[..., Any], bodies: Any) -> None:
    azure = faulty(fault("throttled"), fault("server_error", match="put *"), fault("conflict", match="DELETE *"))
    statuses = [azure.request("PUT", "", {"location": "swedencentral"}).status for _ in range(2)]
    assert statuses == [500, 201]
    azure.put(ACCOUNT, bodies.account())
    statuses = [azure.request("PUT", CHAT, bodies.deployment()).status for _ in range(2)]
    assert statuses == [429, 201]
    assert azure.get(CHAT)["name"] == "chat"

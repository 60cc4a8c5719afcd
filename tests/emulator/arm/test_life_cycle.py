"""Models retire on their day, and only for those who come new."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from azure_emulator.arm import Arm, Settings
from azure_openai_catalog import models

GROUP = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg"
CHAT = f"{GROUP}/providers/Microsoft.CognitiveServices/accounts/ai/deployments/chat"
MODEL = models.find("gpt-5.1", "2025-11-13")


@pytest.fixture
def on(tmp_path: Path, bodies: Any) -> Iterator[Callable[[date], Callable[..., Any]]]:
    """Makes something that deploys on a day, into one account on one state file."""
    opened: list[Arm] = []

    def make(day: date) -> Callable[..., Any]:
        arm = Arm.open(tmp_path / "azure.sqlite", Settings(), today=lambda: day)
        opened.append(arm)
        arm.request("PUT", GROUP, api_version="2024-03-01", body={"location": "swedencentral"})
        arm.request("PUT", CHAT.rsplit("/", 2)[0], api_version="2025-06-01", body=bodies.account())
        return lambda **changes: arm.request("PUT", CHAT, api_version="2025-06-01", body=bodies.deployment(**changes))

    yield make
    for arm in opened:
        arm.close()


def retirement() -> date:
    assert MODEL and MODEL.retirement_date
    return MODEL.retirement_date


def test_a_version_can_be_deployed_until_the_day_before_it_retires(on: Any) -> None:
    assert on(retirement() - timedelta(days=1))().status == 201


def test_a_retired_version_is_refused_with_its_day(on: Any) -> None:
    answer = on(retirement())()
    assert answer.status == 400
    assert answer.body["error"] == {
        "code": "ServiceModelDeprecated",
        "message": "The model 'Format:OpenAI,Name:gpt-5.1,Version:2025-11-13' has been deprecated since "
        f"{retirement():%m/%d/%Y}",
    }


def test_what_runs_on_a_retired_version_can_still_be_changed(on: Any) -> None:
    on(retirement() - timedelta(days=1))()
    assert on(retirement())(capacity=20).status == 200


def test_the_version_that_azure_chose_stays_when_none_is_sent_again(on: Any) -> None:
    chosen = on(retirement() - timedelta(days=1))(version=None).body["properties"]["model"]
    assert on(retirement())(version=None).body["properties"]["model"] == chosen

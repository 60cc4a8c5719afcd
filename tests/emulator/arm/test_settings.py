"""What the environment may say, and the command that looks into the state."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from azure_emulator.arm import Settings
from azure_emulator.arm.settings import state_path

ACCOUNT = "Microsoft.CognitiveServices/accounts/ai"


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, Settings(latency=0.0, quota_tier=1, faults=None)),
        ({"AZURE_EMULATOR_LATENCY": "none"}, Settings(latency=0.0)),
        ({"AZURE_EMULATOR_LATENCY": "realistic"}, Settings(latency=1.0)),
        ({"AZURE_EMULATOR_LATENCY": "0.01"}, Settings(latency=0.01)),
        ({"AZURE_EMULATOR_QUOTA_TIER": "6"}, Settings(quota_tier=6)),
        ({"AZURE_EMULATOR_FAULTS": "/f.json"}, Settings(faults=Path("/f.json"))),
    ],
)
def test_settings_are_read(environment: dict[str, str], expected: Settings) -> None:
    assert Settings.from_environment(environment) == expected


@pytest.mark.parametrize(
    ("name", "value"),
    [("AZURE_EMULATOR_LATENCY", "slow"), ("AZURE_EMULATOR_QUOTA_TIER", "7"), ("AZURE_EMULATOR_QUOTA_TIER", "free")],
)
def test_a_setting_that_cannot_be_read_is_named(name: str, value: str) -> None:
    with pytest.raises(ValueError, match=name):
        Settings.from_environment({name: value})


def test_a_missing_state_file_setting_is_named() -> None:
    with pytest.raises(ValueError, match="AZURE_EMULATOR_STATE"):
        state_path({})


@pytest.fixture
def command(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs the command on the state file that `azure` uses, or on none."""

    def run(word: str, state: str | None = str(tmp_path / "azure.sqlite")) -> subprocess.CompletedProcess[str]:
        environment = {key: value for key, value in os.environ.items() if key != "AZURE_EMULATOR_STATE"}
        if state:
            environment["AZURE_EMULATOR_STATE"] = state
        asked = [sys.executable, "-m", "azure_emulator", word]
        return subprocess.run(asked, env=environment, capture_output=True, text=True, check=False)

    return run


def test_the_command_shows_purges_and_resets(azure: Any, bodies: Any, command: Any) -> None:
    # The command goes by the wall clock, and would find what was deleted long ago expired.
    azure.wait(10**10)
    azure.with_account()
    azure.put("Microsoft.CognitiveServices/accounts/gone", bodies.account(customSubDomainName="gone"))
    azure.delete("Microsoft.CognitiveServices/accounts/gone")
    shown = json.loads(command("show").stdout)
    assert [resource["name"] for resource in shown["resources"]] == ["rg", "ai"]
    assert [account["name"] for account in shown["softDeleted"]] == ["gone"]
    assert command("purge").stdout == "purged gone\n"
    assert json.loads(command("show").stdout)["softDeleted"] == []
    command("reset")
    assert json.loads(command("show").stdout) == {"resources": [], "softDeleted": []}


def test_a_reader_that_ends_early_ends_show_without_a_word(tmp_path: Path) -> None:
    reader, output = os.pipe()
    os.close(reader)
    show, environment = (
        [sys.executable, "-m", "azure_emulator", "show"],
        {**os.environ, "AZURE_EMULATOR_STATE": str(tmp_path / "a")},
    )
    done = subprocess.run(show, env=environment, stdout=output, stderr=subprocess.PIPE, check=False)
    os.close(output)
    assert (done.returncode, done.stderr) == (-signal.SIGPIPE, b"")


def test_the_command_says_what_it_needs(command: Any) -> None:
    without = command("show", None)
    assert without.returncode != 0 and "AZURE_EMULATOR_STATE" in without.stderr
    assert "Traceback" not in without.stderr

"""A platform in the local Azure, to be broken and verified, and what is read of the lines."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from azure_emulator.arm import Arm, Settings
from azure_openai_cli import doors
from azure_openai_cli.doors import Doors

from ..conftest import Command, Ran
from .platform import Platform

CHECKS_OF_CHAT = {
    "role",
    "chat-completions-dated",
    "chat-completions-v1",
    "responses-v1",
    "content-filter",
    "rate-limit",
}
CALLS_OF_CHAT = CHECKS_OF_CHAT - {"role", "content-filter", "rate-limit"}


@pytest.fixture(scope="session")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Doors]]:
    """State file of a local Azure whose doors are open, and where they are."""
    state = tmp_path_factory.mktemp("verify") / "azure.sqlite"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AZURE_OPENAI_TODAY", "catalog")
        found = doors.start(state, port=0)
    yield state, found
    doors.stop(state, found)


_numbers = count()


@pytest.fixture
def platform(opened: tuple[Path, Doors], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Platform]:
    """A platform of a name of its own: its deployments have served nothing in this minute."""
    state, _ = opened
    monkeypatch.setenv("AZURE_EMULATOR_STATE", str(state))
    # Filters may be turned off, so that it can be seen that they are.
    arm = Arm.open(state, replace(Settings.from_environment(), modified_filters=True))
    yield Platform(arm, tmp_path, f"ai{next(_numbers)}", {}).build()
    arm.close()


Verify = Callable[..., Ran]


@pytest.fixture
def verify(command: Command, platform: Platform) -> Verify:
    """Runs `verify --local` on the platform."""
    return lambda *more: command("verify", "--local", "--outputs", platform.outputs(), *more)


def lines(ran: Ran, outcome: str) -> set[str]:
    """Where and what, of the lines with an outcome."""
    return {f"{line['where']} {line['check']}" for line in ran.document["checks"] if line["outcome"] == outcome}


def said(ran: Ran, where: str, check: str) -> str:
    """What a line says, its outcome first."""
    (line,) = [one for one in ran.document["checks"] if (one["where"], one["check"]) == (where, check)]
    return f"{line['outcome']}: {line['said']}"

"""`azure-openai local`: the emulator's doors as a background process."""

import json
import os
import shlex
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

PROGRAM = """
import os
from azure.identity import DefaultAzureCredential
from azure.mgmt.resource.resources import ResourceManagementClient

credential = DefaultAzureCredential(disable_instance_discovery=True)
url, subscription = os.environ["AZURE_RESOURCE_MANAGER_URL"], os.environ["AZURE_SUBSCRIPTION_ID"]
with ResourceManagementClient(credential, subscription, base_url=url) as client:
    client.resource_groups.create_or_update("rg", {"location": "swedencentral"})
    print([group.name for group in client.resource_groups.list()])
"""


@pytest.fixture
def local(command: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Runs a command on a state file of its own, and leaves no process behind."""
    monkeypatch.setenv("AZURE_EMULATOR_STATE", str(tmp_path / "azure.sqlite"))

    def run(*arguments: object) -> Any:
        return command("local", *arguments)

    yield run
    run("stop")


def test_a_program_that_knows_only_the_variables_finds_its_way(local: Any) -> None:
    assert local("start", "--port", 0).code == 0
    exported = dict(shlex.split(line)[1].split("=", 1) for line in local("env").out.splitlines())
    assert exported == local("env", "--json").document
    environment = {name: value for name, value in os.environ.items() if "proxy" not in name.lower()}
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM], env=environment | exported, capture_output=True, text=True, timeout=60
    )
    assert ran.stdout.strip() == "['rg']", ran.stderr


def test_doors_open_once_and_close_and_what_is_held_stays_until_it_is_reset(local: Any, tmp_path: Path) -> None:
    assert local("status", "--json").document == {"running": False}
    started = local("start", "--port", 0, "--json").document
    assert local("start", "--json").document == started == local("status", "--json").document
    assert started["running"] and started["url"] in local("logs").out
    assert len(local("logs", "-n", 1).out.splitlines()) == 1
    assert local("logs", "-n", 2, "--json").document["lines"] == local("logs", "-n", 2).out.splitlines()
    assert local("reset", "--json").document == {"reset": str(tmp_path / "azure.sqlite")}
    assert local("stop", "--json").document == {"running": False}
    assert (tmp_path / "azure.sqlite").is_file()
    assert local("status", "--json").document == {"running": False}
    assert "Nothing runs" in local("stop").out


def test_what_a_killed_process_left_behind_does_not_count(local: Any, tmp_path: Path) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    for left in (f'{{"url": "https://127.0.0.1:9", "pid": {gone.pid}, "ca": "x"}}', "{", "[]", '{"url": 1}'):
        (tmp_path / "azure.doors.json").write_text(left)
        assert local("status", "--json").document == {"running": False}


def test_another_server_on_the_port_is_left_alone(local: Any, tmp_path: Path) -> None:
    other = tmp_path / "other" / "azure.sqlite"
    started = local("start", "--port", 0, "--json").document
    beside = local("start", "--state", other, "--port", 0, "--json").document
    assert local("stop", "--state", other).code == 0
    left = beside | {"url": started["url"], "pid": started["pid"]}
    other.with_suffix(".doors.json").write_text(json.dumps(left))
    assert local("stop", "--state", other, "--json").document == {"running": False}
    assert local("status", "--json").document == started


def test_a_start_that_fails_says_why(local: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ran = local("start", "--port", port)
    assert ran.code == 2 and f"Port {port} cannot be used" in ran.err


def test_what_needs_open_doors_says_how_to_open_them(local: Any) -> None:
    for name in ("env", "logs"):
        ran = local(name)
        assert ran.code == 2 and "azure-openai local start" in ran.err

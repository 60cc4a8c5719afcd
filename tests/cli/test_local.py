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
from azure.mgmt.authorization import AuthorizationManagementClient
from azure.mgmt.cognitiveservices import CognitiveServicesManagementClient
from azure.mgmt.resource.resources import ResourceManagementClient
from openai import AzureOpenAI, OpenAI

from azure_openai_catalog import roles

subscription, url = os.environ["AZURE_SUBSCRIPTION_ID"], os.environ["AZURE_RESOURCE_MANAGER_URL"]
credential = DefaultAzureCredential(disable_instance_discovery=True)
azure = {"credential": credential, "subscription_id": subscription, "base_url": url}
ResourceManagementClient(**azure).resource_groups.create_or_update("rg", {"location": "swedencentral"})
services = CognitiveServicesManagementClient(**azure)
account = services.accounts.begin_create("rg", "ai", {
    "location": "swedencentral", "kind": "OpenAI", "sku": {"name": "S0"}, "properties": {"customSubDomainName": "ai"},
}).result()
services.deployments.begin_create_or_update("rg", "ai", "chat", {
    "sku": {"name": "GlobalStandard", "capacity": 10},
    "properties": {"model": {"format": "OpenAI", "name": "gpt-5.1", "version": "2025-11-13"}},
}).result()
authorization = AuthorizationManagementClient(**azure)
authorization.role_assignments.create(account.id, "22222222-2222-4222-8222-222222222222", {
    "role_definition_id": roles.role_definition_id(subscription, roles.find("Cognitive Services OpenAI User").guid),
    "principal_id": os.environ["AZURE_CLIENT_ID"], "principal_type": "ServicePrincipal",
})
for client in (OpenAI(), AzureOpenAI()):
    said = client.chat.completions.create(model="chat", messages=[{"role": "user", "content": "Hello"}])
    print(said.choices[0].finish_reason)
"""


@pytest.fixture
def local(command: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Runs a command on a state file of its own, and leaves no process behind."""
    monkeypatch.setenv("AZURE_EMULATOR_STATE", str(tmp_path / "azure.sqlite"))

    def run(*arguments: object) -> Any:
        return command("local", *arguments)

    yield run
    run("stop")


def exported(ran: Any) -> dict[str, str]:
    """What a shell makes of it."""
    return dict(shlex.split(line)[1].split("=", 1) for line in ran.out.splitlines())


def test_a_program_that_knows_only_the_variables_finds_its_way(local: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    assert local("start", "--port", 0).code == 0
    variables = exported(local("env", "--account", "ai"))
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM], env=os.environ | variables, capture_output=True, text=True, timeout=120
    )
    assert ran.stdout.split() == ["stop", "stop"], ran.stderr
    assert local("env", "--account", "ai").err == ""
    assert "no account with the subdomain 'ai2' yet. It has: ai." in local("env", "--account", "ai2").err
    called = subprocess.run(
        ["sh", "-c", 'curl -sS -H "Authorization: Bearer $OPENAI_API_KEY" "$OPENAI_BASE_URL/models"'],
        env=os.environ | variables, capture_output=True, text=True, timeout=30,
    )  # fmt: skip
    assert json.loads(called.stdout)["object"] == "list", called.stderr


def test_the_variables_lead_through_the_private_endpoint_when_asked(local: Any) -> None:
    assert local("start", "--port", 0).code == 0
    plain = local("env", "--json").document
    assert exported(local("env")) == plain
    assert not any(name.startswith("OPENAI_") for name in plain)
    private = local("env", "--account", "ai", "--private-endpoint", "--json").document
    assert private["OPENAI_BASE_URL"] == f"{plain['AZURE_AUTHORITY_HOST']}/ai.privatelink.openai.azure.com/openai/v1"


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
    places = {"url": "https://127.0.0.1:9", "ca": "x", "tenant": "t", "subscription": "s"}
    for left in (json.dumps({**places, "pid": gone.pid}), "{", "[]", "{}"):
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

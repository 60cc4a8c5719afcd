"""What asks Azure, against the local Azure as against Azure: the way there and the sign-in are those of `local env`."""

import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from azure_openai_cli.live import connection

from ..conftest import Command, Ran

COUNTER = "OpenAI.DataZoneStandard.gpt-5.1"


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("local") / "azure.sqlite"


@pytest.fixture
def azure(command: Command, state: Path, project: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Microsoft's client for a local Azure with a group, where the variables of `local env` are set."""
    monkeypatch.setenv("AZURE_EMULATOR_STATE", str(state))
    for name in ("AZURE_CLIENT_ID", "AZURE_TENANT_ID", "ARM_SUBSCRIPTION_ID"):
        monkeypatch.delenv(name, raising=False)
    assert command("local", "start", "--port", 0).code == 0
    for name, value in command("local", "env", "--json").document.items():
        monkeypatch.setenv(name, value)
    assert command("local", "reset").code == 0
    with connection.connect("00000000-0000-0000-0000-000000000000") as client:
        yield _Azure(client)
    command("local", "stop")


class _Azure:
    def __init__(self, client: Any):
        self.client = client

    def make(self, name: str, group: str = "rg") -> None:
        """An account with a deployment."""
        from azure.mgmt.resource.resources import ResourceManagementClient

        config = self.client._config
        with ResourceManagementClient(
            config.credential, config.subscription_id, base_url=self.client._client._base_url
        ) as resources:
            resources.resource_groups.create_or_update(group, {"location": "swedencentral"})
        account = {"location": "swedencentral", "kind": "OpenAI", "sku": {"name": "S0"}}
        subdomain = {"properties": {"customSubDomainName": f"{name}-{uuid.uuid4().hex[:8]}"}}
        self.client.accounts.begin_create(group, name, account | subdomain).result()

    def deploy(self, name: str, capacity: int) -> None:
        model = {"format": "OpenAI", "name": "gpt-5.1", "version": "2025-11-13"}
        body = {"sku": {"name": "DataZoneStandard", "capacity": capacity}, "properties": {"model": model}}
        self.client.deployments.begin_create_or_update("rg", name, "chat", body).result()

    def delete(self, name: str, group: str = "rg") -> None:
        self.client.accounts.begin_delete(group, name).result()

    def deleted(self) -> list[str]:
        return sorted(account.name for account in self.client.deleted_accounts.list())


def test_quota_takes_what_the_local_azure_holds(command: Command, azure: _Azure) -> None:
    azure.make("gone")
    azure.delete("gone")
    azure.make("other")
    azure.deploy("other", 250)
    ran = command("quota", "--live", "--json")
    assert ran.code == 3, ran.err
    pool = next(pool for pool in ran.document["pools"] if pool["pool"]["counter"] == COUNTER)
    assert (pool["held_by_others"], pool["limit_from"]) == (250, "Azure's usages")
    assert "gone" in ran.err


def test_the_catalogue_finds_nothing_to_correct_in_what_it_told_itself(
    command: Command, azure: _Azure, overlay_of_ones_own: None
) -> None:
    ran = command("catalog", "refresh", "--region", "swedencentral", "-o", "o.json", "--json")
    assert ran.code == 0, ran.err
    assert ran.document == {"regions": ["swedencentral"], "models": {}}


def test_models_are_those_that_may_be_deployed(command: Command, azure: _Azure) -> None:
    ran = command("models", "--live", "--region", "swedencentral", "--json")
    assert ran.code == 0, ran.err
    assert "gpt-5.1" in {model["model"] for model in ran.document["models"]}


def test_deleted_accounts_are_listed_and_those_that_are_named_are_purged(command: Command, azure: _Azure) -> None:
    assert command("purge", "--json").document == {"purged": [], "deleted": []}
    for name in ("one", "two"):
        azure.make(name)
        azure.delete(name)
    listed = command("purge")
    assert "one" in listed.out and "two" in listed.out and azure.deleted() == ["one", "two"]
    ran = command("purge", "ONE", "one", "--yes", "--json")
    assert ran.code == 0, ran.err
    assert [account["name"] for account in ran.document["purged"]] == ["one"]
    assert [account["name"] for account in ran.document["deleted"]] == azure.deleted() == ["two"]


def test_a_name_that_is_not_one_accounts_is_refused_before_anything_is_purged(command: Command, azure: _Azure) -> None:
    for group in ("rg", "other"):
        azure.make("twin", group)
        azure.delete("twin", group)
    ran = command("purge", "twin", "nobody", "--yes")
    assert ran.code == 2
    assert "Several deleted accounts" in ran.err and "No deleted account is called so" in ran.err
    assert azure.deleted() == ["twin", "twin"]
    held = command("purge", "--json").document["deleted"]
    assert command("purge", held[0]["id"], "--yes").code == 0
    assert azure.deleted() == ["twin"]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], None]:
    """Puts somebody who answers so at the terminal."""

    def put(answer: bool) -> None:
        monkeypatch.setattr("sys.stdin.isatty", lambda: True)
        monkeypatch.setattr(typer, "confirm", lambda question, **_: answer)

    return put


def test_purging_asks_and_where_nobody_can_answer_wants_to_be_told(
    command: Command, azure: _Azure, asked: Callable[[bool], None]
) -> None:
    azure.make("one")
    azure.delete("one")
    unasked: Ran = command("purge", "one")
    assert unasked.code == 2 and "--yes" in unasked.err
    asked(False)
    assert command("purge", "one").code == 0 and azure.deleted() == ["one"]
    asked(True)
    assert command("purge", "one").code == 0 and azure.deleted() == []

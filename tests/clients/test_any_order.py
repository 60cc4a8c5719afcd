"""Random operations through both doors of one Azure at once: whatever their order, some things always hold.

Each door has an Azure of its own on the shared state file, as the processes of Pulumi and of the server have. Time is
virtual: writes take as long as on Azure, overlap, and nobody waits for them.
"""

import asyncio
import re
import tempfile
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

import httpx2
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from pulumi.runtime.proto import provider_pb2 as protocol

from azure_emulator import SUBSCRIPTION_ID

from ..emulator.pulumi_door.conftest import Context, Refusal, plain, struct
from .conftest import GROUP
from .virtual_time import BothDoors

COGNITIVE = "providers/Microsoft.CognitiveServices"
REGIONS = {"a": "swedencentral", "b": "francecentral"}
COUNTER = "OpenAI.DataZoneStandard.gpt-5.1"
"""Quota of all deployments here: both regions draw from the pool of one data zone."""
LIMIT = 300
REFUSALS = {
    "RequestConflict",
    "InsufficientQuota",
    "ParentResourceNotFound",
    "FlagMustBeSetForRestore",
    "CannotDeleteResource",
}

doors = st.sampled_from(["pulumi", "management"])
accounts = st.sampled_from(sorted(REGIONS))
deployments = st.sampled_from("xy")
values = st.sampled_from([1, 100, 200, 300])


class AnyOrder(RuleBasedStateMachine):
    """Random operations; beside them what must be held."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.doors = BothDoors(Path(self.folder.name) / "azure.sqlite")
        self.written: dict[str, int] = {}
        """The value of each resource as last written, by id."""
        self.going: set[str] = set()
        """Ids of what is being deleted."""
        self.kept: dict[str, dict[str, int]] = {}
        """What soft-deleted accounts hold, by id."""
        self.begun: list[asyncio.Task[Any]] = []

    # Both ways to write and to delete; the answer is the code of a refusal, None where there was none.

    def put(self, door: str, id: str, kind: str, inputs: dict[str, Any]) -> str | None:
        if door == "management":
            names = ("resourceGroupName", "accountName", "deploymentName")
            return code_of(self.doors.ask("PUT", id, {key: inputs[key] for key in inputs if key not in names}))
        urn = f"urn:pulumi:s::p::azure-native:{kind}::res"
        if id in self.written:
            request = protocol.UpdateRequest(id=id, urn=urn, olds=struct({}), news=struct(inputs))
            return self.begin(self.doors.pulumi.Update(request, Context()))
        request = protocol.CreateRequest(urn=urn, properties=struct(inputs))
        return self.begin(self.doors.pulumi.Create(request, Context()))

    def delete(self, door: str, id: str, kind: str) -> str | None:
        if door == "management":
            return code_of(self.doors.ask("DELETE", id))
        request = protocol.DeleteRequest(id=id, urn=f"urn:pulumi:s::p::azure-native:{kind}::res")
        return self.begin(self.doors.pulumi.Delete(request, Context()))

    def begin(self, call: Coroutine[Any, Any, Any]) -> str | None:
        task = self.doors.begin(call)
        if task.done() and isinstance(task.exception(), Refusal):
            found = re.search(r'Code="(\w+)"', str(task.exception()))
            assert found, task.exception()
            return found[1]
        self.begun.append(task)
        return None

    # What is there.

    def seen(self) -> dict[str, dict[str, Any]]:
        """Accounts and deployments that the management door shows, by id."""
        found: dict[str, dict[str, Any]] = {}
        for name in REGIONS:
            answer = self.doors.ask("GET", account_id(name))
            if answer.status_code == 200:
                below = self.doors.ask("GET", f"{account_id(name)}/deployments").json()["value"]
                found |= {body["id"]: body for body in (answer.json(), *below)}
        return found

    def is_busy(self, name: str) -> bool:
        """Whether a write of an account or of its children is running."""
        seen = self.seen()
        return any(is_running(body) for id, body in seen.items() if f"{id}/".startswith(f"{account_id(name)}/"))

    def judge(self, refusal: str | None, busy: bool) -> bool:
        """Whether a write was accepted. It is refused for another one that is running, and only then."""
        assert refusal is None or refusal in REFUSALS, refusal
        assert not (busy and refusal is None), "two writes of an account at once"
        assert busy or refusal != "RequestConflict"
        return refusal is None

    def catch_up(self) -> dict[str, dict[str, Any]]:
        """What is there; forgets what has gone by now. How has ended what was begun? What was accepted must not fail."""
        seen = self.seen()
        for id in sorted(self.going - set(seen), reverse=True):
            if id in ACCOUNTS:
                self.kept[id] = {held: self.written.pop(held) for held in list(self.written) if is_below(held, id)}
            self.written.pop(id)
            self.going.remove(id)
        for task in [task for task in self.begun if task.done()]:
            task.result()
            self.begun.remove(task)
        return seen

    # What happens.

    @initialize()
    def two_accounts_are_made(self) -> None:
        self.a_group_is_made()
        for name in REGIONS:
            self.an_account_is_written("management", name, 1, restore=False)
        self.everything_ends()

    def a_group_is_made(self) -> None:
        assert self.doors.ask("PUT", GROUP, {"location": "swedencentral"}).status_code == 201

    @rule(seconds=st.sampled_from([1, 12, 40]))
    def time_passes(self, seconds: int) -> None:
        self.doors.run(asyncio.sleep(seconds))
        self.catch_up()

    @rule(door=doors, name=accounts, value=values, restore=st.booleans())
    def an_account_is_written(self, door: str, name: str, value: int, restore: bool) -> None:
        id, busy = account_id(name), self.is_busy(name)
        inputs = {
            **{"resourceGroupName": "rg", "accountName": name, "location": REGIONS[name]},
            **{"kind": "OpenAI", "sku": {"name": "S0"}, "tags": {"value": str(value)}},
            "properties": {"customSubDomainName": f"sub-{name}", **({"restore": True} if restore else {})},
        }
        if self.judge(self.put(door, id, "cognitiveservices:Account", inputs), busy):
            assert restore or id not in self.kept
            self.written |= {id: value, **self.kept.pop(id, {})}

    @rule(door=doors, account=accounts, name=deployments, value=values)
    def a_deployment_is_written(self, door: str, account: str, name: str, value: int) -> None:
        id, busy = f"{account_id(account)}/deployments/{name}", self.is_busy(account)
        model = {"format": "OpenAI", "name": "gpt-5.1", "version": "2025-11-13"}
        inputs = {
            **{"resourceGroupName": "rg", "accountName": account, "deploymentName": name},
            **{"sku": {"name": "DataZoneStandard", "capacity": value}, "properties": {"model": model}},
        }
        if self.judge(self.put(door, id, "cognitiveservices:Deployment", inputs), busy):
            assert account_id(account) in self.written, "an orphan"
            self.written[id] = value

    @rule(door=doors, account=accounts, name=deployments)
    def a_deployment_is_deleted(self, door: str, account: str, name: str) -> None:
        self.something_is_deleted(door, f"{account_id(account)}/deployments/{name}", account, "Deployment")

    @rule(door=doors, name=accounts)
    def an_account_is_deleted(self, door: str, name: str) -> None:
        self.something_is_deleted(door, account_id(name), name, "Account")

    def something_is_deleted(self, door: str, id: str, account: str, kind: str) -> None:
        busy = self.is_busy(account) and id in self.written
        if self.judge(self.delete(door, id, f"cognitiveservices:{kind}"), busy) and id in self.written:
            self.going.add(id)

    @precondition(lambda self: self.written and not self.begun)
    @rule()
    def the_group_is_deleted_and_made_again(self) -> None:
        self.everything_ends()
        assert self.doors.ask("DELETE", GROUP).status_code == 202
        self.going |= {id for id in self.written if id in ACCOUNTS}
        self.everything_ends()
        self.a_group_is_made()

    @rule()
    def everything_ends(self) -> None:
        self.doors.run(asyncio.sleep(200))
        seen = self.catch_up()
        assert not self.begun and not self.going
        assert not any(is_running(body) for body in seen.values())

    # What holds.

    @invariant()
    def no_write_is_lost_and_nothing_is_an_orphan(self) -> None:
        assert {id: value_of(body) for id, body in self.catch_up().items()} == self.written

    @invariant()
    def the_other_door_shows_the_same(self) -> None:
        for id in [*ACCOUNTS, *(f"{account}/deployments/{name}" for account in ACCOUNTS for name in "xy")]:
            kind = "Account" if id in ACCOUNTS else "Deployment"
            request = protocol.ReadRequest(id=id, urn=f"urn:pulumi:s::p::azure-native:cognitiveservices:{kind}::res")
            read = plain(self.doors.run(self.doors.pulumi.Read(request, Context())).properties)
            assert (value_of(read) if read else None) == self.written.get(id)

    @invariant()
    def quota_is_what_is_deployed_and_what_is_kept(self) -> None:
        held = [self.written, *self.kept.values()]
        total = sum(value for part in held for id, value in part.items() if "/deployments/" in id)
        assert total <= LIMIT
        path = f"/subscriptions/{SUBSCRIPTION_ID}/{COGNITIVE}/locations/{REGIONS['b']}/usages"
        counters = self.doors.ask("GET", path).json()["value"]
        assert [one["currentValue"] for one in counters if one["name"]["value"] == COUNTER] == [total]

    def teardown(self) -> None:
        for task in self.begun:
            task.cancel()
        self.doors.run(asyncio.sleep(0))
        self.doors.close()
        self.folder.cleanup()


def account_id(name: str) -> str:
    return f"{GROUP}/{COGNITIVE}/accounts/{name}"


def is_below(id: str, ancestor: str) -> bool:
    return id.startswith(f"{ancestor}/")


def is_running(body: dict[str, Any]) -> bool:
    return body["properties"]["provisioningState"] in ("Accepted", "Deleting")


def value_of(body: dict[str, Any]) -> int:
    """What was written, as either door shows it."""
    return int(body["tags"]["value"] if body["type"].endswith("/accounts") else body["sku"]["capacity"])


def code_of(answer: httpx2.Response) -> str | None:
    return answer.json()["error"]["code"] if answer.status_code >= 400 else None


ACCOUNTS = tuple(account_id(name) for name in REGIONS)

TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = settings(max_examples=15, stateful_step_count=20)

"""Accounts, soft delete and quota against a model of a few lines: they must always agree."""

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from azure_emulator.arm import Arm, Settings

SUBSCRIPTION = "/subscriptions/00000000-0000-0000-0000-000000000000"
GROUP = f"{SUBSCRIPTION}/resourceGroups/rg"
COGNITIVE = "providers/Microsoft.CognitiveServices"
REGIONS = {"a": "swedencentral", "b": "francecentral", "c": "eastus2"}
POOLS = {"a": "eu", "b": "eu", "c": "us"}
LIMIT = 300
HOUR = 3600
RETENTION = 48 * HOUR

accounts = st.sampled_from(sorted(REGIONS))
deployments = st.sampled_from("xy")


class SoftDeleteAndQuota(RuleBasedStateMachine):
    """Random requests; beside them a model of what must be held."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.now = 0.0
        self.arm = Arm.open(Path(self.folder.name) / "azure.sqlite", Settings(), now=lambda: self.now)
        self.group = False
        self.live: dict[str, dict[str, int]] = {}
        self.deleted: dict[str, tuple[float, dict[str, int]]] = {}

    def ask(self, method: str, path: str, body: dict[str, Any] | None = None, version: str = "2025-06-01") -> str:
        """Status, and the code of a refusal."""
        answer = self.arm.request(method, path, api_version=version, body=body)
        error = (answer.body or {}).get("error")
        return f"{answer.status} {error['code']}" if error else str(answer.status)

    def held(self, pool: str) -> int:
        everywhere = [*self.live.items(), *((name, kept) for name, (_, kept) in self.deleted.items())]
        return sum(sum(kept.values()) for name, kept in everywhere if POOLS[name] == pool)

    @initialize()
    def everything_is_put(self) -> None:
        self.group_is_put()
        for name in REGIONS:
            self.account_is_put(name, restore=False)

    @rule()
    def group_is_put(self) -> None:
        expected = "200" if self.group else "201"
        assert self.ask("PUT", GROUP, {"location": "swedencentral"}, "2024-03-01") == expected
        self.group = True

    @precondition(lambda self: any(self.live.values()))
    @rule(restored=st.lists(accounts, unique=True))
    def group_is_deleted_and_perhaps_comes_back(self, restored: list[str]) -> None:
        assert self.ask("DELETE", GROUP, version="2024-03-01") == "202"
        self.deleted |= {name: (self.now, kept) for name, kept in self.live.items()}
        self.group, self.live = False, {}
        if restored:
            self.group_is_put()
        for name in restored:
            self.account_is_put(name, restore=True)

    @rule(name=accounts, restore=st.booleans())
    def account_is_put(self, name: str, restore: bool) -> None:
        properties = {"customSubDomainName": f"sub-{name}", **({"restore": True} if restore else {})}
        body = {"location": REGIONS[name], "kind": "OpenAI", "sku": {"name": "S0"}, "properties": properties}
        answer = self.ask("PUT", f"{GROUP}/{COGNITIVE}/accounts/{name}", body)
        if not self.group:
            assert answer == "404 ResourceGroupNotFound"
        elif name in self.live:
            assert answer == "200"
        elif name in self.deleted and not restore:
            assert answer == "409 FlagMustBeSetForRestore"
        else:
            assert answer == "201"
            self.live[name] = self.deleted.pop(name, (0.0, {}))[1]

    @rule(name=accounts)
    def account_is_deleted(self, name: str) -> None:
        answer = self.ask("DELETE", f"{GROUP}/{COGNITIVE}/accounts/{name}")
        if name not in self.live:
            assert answer == "204"
        elif self.live[name]:
            assert answer == "409 CannotDeleteResource"
        else:
            assert answer == "202"
            self.deleted[name] = (self.now, self.live.pop(name))

    @rule(name=accounts)
    def account_is_purged(self, name: str) -> None:
        path = f"{SUBSCRIPTION}/{COGNITIVE}/locations/{REGIONS[name]}/resourceGroups/rg/deletedAccounts/{name}"
        assert self.ask("DELETE", path) == ("200" if name in self.deleted else "404 ResourceNotFound")
        self.deleted.pop(name, None)

    @rule(name=accounts, deployment=deployments, capacity=st.sampled_from([1, 100, 200, 300]))
    def deployment_is_put(self, name: str, deployment: str, capacity: int) -> None:
        model = {"format": "OpenAI", "name": "gpt-5.1", "version": "2025-11-13"}
        body = {"sku": {"name": "DataZoneStandard", "capacity": capacity}, "properties": {"model": model}}
        answer = self.ask("PUT", f"{GROUP}/{COGNITIVE}/accounts/{name}/deployments/{deployment}", body)
        if name not in self.live:
            assert answer == ("404 ParentResourceNotFound" if self.group else "404 ResourceGroupNotFound")
            return
        before = self.live[name].get(deployment)
        if self.held(POOLS[name]) - (before or 0) + capacity > LIMIT:
            assert answer == "400 InsufficientQuota"
        else:
            assert answer == ("201" if before is None else "200")
            self.live[name][deployment] = capacity

    @rule(name=accounts, deployment=deployments)
    def deployment_is_deleted(self, name: str, deployment: str) -> None:
        answer = self.ask("DELETE", f"{GROUP}/{COGNITIVE}/accounts/{name}/deployments/{deployment}")
        assert answer == ("202" if deployment in self.live.get(name, {}) else "204")
        self.live.get(name, {}).pop(deployment, None)

    @rule(hours=st.sampled_from([1, 20, 47]))
    def time_passes(self, hours: int) -> None:
        self.now += hours * HOUR
        self.deleted = {n: entry for n, entry in self.deleted.items() if self.now - entry[0] <= RETENTION}

    @invariant()
    def what_is_held_is_what_the_model_holds(self) -> None:
        contents = self.arm.contents()
        held: dict[str, dict[str, int]] = {}
        for resource in contents["resources"]:
            if resource["type"].endswith("/accounts"):
                held[resource["name"]] = {}
            elif resource["type"].endswith("/deployments"):
                held[resource["id"].split("/")[-3]][resource["name"]] = resource["sku"]["capacity"]
        assert held == self.live
        assert {account["name"] for account in contents["softDeleted"]} == set(self.deleted)

    def teardown(self) -> None:
        self.arm.close()
        self.folder.cleanup()


TestSoftDeleteAndQuota = SoftDeleteAndQuota.TestCase
TestSoftDeleteAndQuota.settings = settings(max_examples=80, stateful_step_count=30, deadline=None)

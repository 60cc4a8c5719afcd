"""Whatever is asked of the Resource Manager, some things always hold."""

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from azure_emulator.arm import Arm, Settings

GROUP = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg"
ACCOUNTS = [f"{GROUP}/providers/Microsoft.CognitiveServices/accounts/{name}" for name in ("a", "b")]
LIMIT = 300


def state(resource: dict[str, Any]) -> str | None:
    return resource.get("properties", {}).get("provisioningState")


class AnyRequests(RuleBasedStateMachine):
    """Random requests in random order, with operations that take their time."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.now = 1000.0
        self.locked: set[str] = set()
        self.arm = Arm.open(Path(self.folder.name) / "azure.sqlite", Settings(latency=1.0), now=lambda: self.now)
        self.send("PUT", GROUP, {"location": "swedencentral"}, "2024-03-01")

    def send(self, method: str, path: str, body: dict[str, Any] | None = None, version: str = "2025-06-01") -> int:
        status = self.arm.request(method, path, api_version=version, body=body).status
        assert status < 500
        return status

    @rule(seconds=st.sampled_from([1, 12, 100]))
    def time_passes(self, seconds: int) -> None:
        self.now += seconds

    @rule(account=st.sampled_from(ACCOUNTS), restore=st.booleans())
    def account_is_put(self, account: str, restore: bool) -> None:
        properties = {"customSubDomainName": account[-1] * 2, **({"restore": True} if restore else {})}
        body = {"location": "swedencentral", "kind": "OpenAI", "sku": {"name": "S0"}, "properties": properties}
        self.send("PUT", account, body)

    @rule(
        account=st.sampled_from(ACCOUNTS),
        name=st.sampled_from("xy"),
        capacity=st.integers(0, 200),
        policy=st.sampled_from(["p", None]),
    )
    def deployment_is_put(self, account: str, name: str, capacity: int, policy: str | None) -> None:
        model = {"format": "OpenAI", "name": "gpt-5.1", "version": "2025-11-13"}
        properties = {"model": model, **({"raiPolicyName": policy} if policy else {})}
        self.send(
            "PUT",
            f"{account}/deployments/{name}",
            {"sku": {"name": "DataZoneStandard", "capacity": capacity}, "properties": properties},
        )

    @rule(account=st.sampled_from(ACCOUNTS))
    def filter_is_put(self, account: str) -> None:
        self.send("PUT", f"{account}/raiPolicies/p", {"properties": {}})

    @rule(
        account=st.sampled_from(ACCOUNTS),
        child=st.sampled_from(["", "/deployments/x", "/deployments/y", "/raiPolicies/p"]),
    )
    def something_is_deleted(self, account: str, child: str) -> None:
        self.send("DELETE", account + child)

    @rule(account=st.sampled_from(ACCOUNTS))
    def account_is_locked(self, account: str) -> None:
        path = f"{account}/providers/Microsoft.Authorization/locks/keep"
        if self.send("PUT", path, {"properties": {"level": "CanNotDelete"}}, "2020-05-01") < 300:
            staying = [r for r in self.arm.contents()["resources"] if state(r) != "Deleting"]
            ids = {resource["id"].lower() for resource in staying}
            self.locked |= {id for id in ids if f"{id}/".startswith(f"{account.lower()}/")}

    @rule(account=st.sampled_from(ACCOUNTS))
    def lock_is_removed(self, account: str) -> None:
        path = f"{account}/providers/Microsoft.Authorization/locks/keep"
        self.send("DELETE", path, version="2020-05-01")
        self.locked = {id for id in self.locked if not f"{id}/".startswith(f"{account.lower()}/")}

    def held(self) -> set[str]:
        return {resource["id"].lower() for resource in self.arm.contents()["resources"]}

    @invariant()
    def what_is_locked_stays(self) -> None:
        assert self.locked <= self.held()

    @invariant()
    def nothing_is_an_orphan(self) -> None:
        held = self.held()
        for id in held:
            if "/accounts/" in id:
                assert GROUP.lower() in held
                assert "/".join(id.split("/")[:9]) in held

    @invariant()
    def quota_is_never_exceeded(self) -> None:
        deployments = [r for r in self.arm.contents()["resources"] if r["type"].endswith("/deployments")]
        assert sum(deployment["sku"]["capacity"] for deployment in deployments) <= LIMIT

    @invariant()
    def filters_that_are_named_exist(self) -> None:
        resources = self.arm.contents()["resources"]
        held = {resource["id"].lower() for resource in resources}
        for deployment in (r for r in resources if r["type"].endswith("/deployments")):
            policy = deployment["properties"]["raiPolicyName"]
            account = deployment["id"].lower().rsplit("/", 2)[0]
            assert policy.startswith("Microsoft.") or f"{account}/raipolicies/{policy}" in held

    @invariant()
    def an_account_has_one_running_write(self) -> None:
        busy = [r["id"].lower() for r in self.arm.contents()["resources"] if state(r) in ("Accepted", "Deleting")]
        for account in ACCOUNTS:
            assert len([id for id in busy if id.startswith(account.lower())]) <= 1

    def teardown(self) -> None:
        self.arm.close()
        self.folder.cleanup()


TestAnyRequests = AnyRequests.TestCase
TestAnyRequests.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)

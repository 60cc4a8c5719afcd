"""Many clients at the emulator's served doors at once: is an update lost, does anything fail, does the server grow?

scripts/local python benchmarks/concurrency.py [--clients 32] [--seconds 30]

Every client has a deployment and a tag of one account to itself. In turn it writes the deployment and reads it, adds to
what all the others hold in the account's tags, and calls what it has deployed. Ends with 1 when a check fails. Linux only.
"""

import argparse
import asyncio
import ssl
import statistics
import sys
import tempfile
import time
import uuid
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2

from azure_emulator import SUBSCRIPTION_ID, tokens
from azure_openai_catalog import networking, roles
from azure_openai_cli import doors

GROUP = f"/subscriptions/{SUBSCRIPTION_ID}/resourceGroups/rg"
ACCOUNT = f"{GROUP}/providers/Microsoft.CognitiveServices/accounts/ai"
VERSION = "2025-06-01"
CALLER = "11111111-1111-4111-8111-111111111111"
MODEL = {"format": "OpenAI", "name": "gpt-5.1", "version": "2025-11-13"}

MOST_CLIENTS = 32
"""Azure's limit of deployments in an account."""
GROWTH = 1.05
"""The server may need this much more in the last third than in the first."""
SAMPLE_SECONDS = 0.1


@dataclass
class Run:
    """What was seen."""

    seconds: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    """How long each request took, by operation."""
    throttled: int = 0
    failed: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    memory: list[int] = field(default_factory=list)
    """Resident memory of the server over time, in KiB."""


class Azure:
    """The served doors, and what was seen at them."""

    def __init__(self, http: httpx2.AsyncClient, run: Run):
        self._http, self._run = http, run
        self._management = bearer("https://management.azure.com/.default")
        self._data = bearer(networking.ENTRA_SCOPE)

    async def manage(self, what: str, method: str, path: str, body: Any = None, version: str = VERSION) -> Any:
        """The body of an answer of the management door; {} for one that is no success."""
        url = f"{path}?api-version={version}"
        return await self._ask(what, self._http.request(method, url, json=body, headers=self._management))

    async def chat(self, deployment: str) -> None:
        """Call a deployment. A limit that is reached is no failure."""
        body = {"model": deployment, "messages": [{"role": "user", "content": "Hello"}]}
        url = "/ai.openai.azure.com/openai/v1/chat/completions"
        await self._ask("call a deployment", self._http.post(url, json=body, headers=self._data))

    async def _ask(self, what: str, request: Any) -> Any:
        started = time.perf_counter()
        answer: httpx2.Response = await request
        self._run.seconds[what].append(time.perf_counter() - started)
        if answer.status_code == 429:
            self._run.throttled += 1
        elif answer.status_code >= 400:
            self._run.failed.append(f"{what}: {answer.status_code} {answer.text[:200]}")
        return answer.json() if answer.is_success else {}


def bearer(scope: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {tokens.issue(CALLER, scope)}"}


async def prepare(azure: Azure) -> None:
    """An account in which the caller has a role."""
    await azure.manage("prepare", "PUT", GROUP, {"location": "swedencentral"}, "2024-03-01")
    account = {"location": "swedencentral", "kind": "OpenAI", "sku": {"name": "S0"}}
    await azure.manage("prepare", "PUT", ACCOUNT, {**account, "properties": {"customSubDomainName": "ai"}})
    user = roles.find("Cognitive Services OpenAI User")
    assert user
    granted = {"principalId": CALLER, "roleDefinitionId": roles.role_definition_id(SUBSCRIPTION_ID, user.guid)}
    path = f"{ACCOUNT}/providers/Microsoft.Authorization/roleAssignments/{uuid.uuid4()}"
    await azure.manage("prepare", "PUT", path, {"properties": granted}, "2022-04-01")


async def client(azure: Azure, run: Run, name: str, until: float) -> int:
    """Write, read and call until a moment; the number written last."""
    count, path = 0, f"{ACCOUNT}/deployments/{name}"
    while time.monotonic() < until:
        count += 1
        capacity = count % 9 + 1
        body = {"sku": {"name": "GlobalStandard", "capacity": capacity}, "properties": {"model": MODEL}}
        await azure.manage("write a deployment", "PUT", path, body)
        read = await azure.manage("read a deployment", "GET", path)
        if read.get("sku", {}).get("capacity") != capacity:
            run.lost.append(f"{name}: capacity {capacity} was written, {read.get('sku')} read")
        tagged = await azure.manage("change the account's tags", "PATCH", ACCOUNT, {"tags": {name: str(count)}})
        if tagged.get("tags", {}).get(name) != str(count):
            run.lost.append(f"{name}: tag {count} was written, {tagged.get('tags', {}).get(name)} answered")
        await azure.chat(name)
    return count


async def check_end(azure: Azure, run: Run, counts: dict[str, int]) -> None:
    """What is held at the end is what each client wrote last."""
    tags = (await azure.manage("read at the end", "GET", ACCOUNT)).get("tags", {})
    listed = (await azure.manage("read at the end", "GET", f"{ACCOUNT}/deployments")).get("value", [])
    capacities = {deployment["name"]: deployment["sku"]["capacity"] for deployment in listed}
    for name, count in counts.items():
        if (tags.get(name), capacities.get(name)) != (str(count), count % 9 + 1):
            run.lost.append(f"{name}: {count} was written last, {tags.get(name)} and {capacities.get(name)} are held")


async def watch(run: Run, pid: int) -> None:
    """Note the server's memory until cancelled."""
    while True:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
        run.memory.append(next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")))
        await asyncio.sleep(SAMPLE_SECONDS)


async def measure(found: doors.Doors, clients: int, seconds: float) -> Run:
    """Let all clients work at once."""
    run = Run()
    trusted = ssl.create_default_context(cafile=found.ca)
    limits = httpx2.Limits(max_connections=clients)
    async with httpx2.AsyncClient(
        base_url=found.url, verify=trusted, limits=limits, timeout=60, trust_env=False
    ) as http:
        azure = Azure(http, run)
        await prepare(azure)
        watching = asyncio.create_task(watch(run, found.pid))
        names, until = [f"client-{number}" for number in range(clients)], time.monotonic() + seconds
        counts = await asyncio.gather(*(client(azure, run, name, until) for name in names))
        watching.cancel()
        await check_end(azure, run, dict(zip(names, counts, strict=True)))
    return run


def growth(memory: list[int]) -> tuple[float, float]:
    """Mean memory of the first and of the last third, in MiB."""
    third = max(len(memory) // 3, 1)
    return statistics.mean(memory[:third]) / 1024, statistics.mean(memory[-third:]) / 1024


def tell(run: Run, clients: int, seconds: float) -> bool:
    """Print the tables; whether all checks hold."""
    print(f"{clients} clients for {seconds:g} s\n")
    print("| Operation | Requests | A second | Median | 99 % within |\n|---|---|---|---|---|")
    for what, times in run.seconds.items():
        if what not in ("prepare", "read at the end"):
            within = sorted(times)[int(len(times) * 0.99)]
            median = statistics.median(times)
            print(
                f"| {what} | {len(times)} | {len(times) / seconds:.0f} | {median * 1000:.0f} ms | {within * 1000:.0f} ms |"
            )
    first, last = growth(run.memory)
    checks = [
        ("updates lost", str(len(run.lost)), not run.lost),
        ("requests failed", str(len(run.failed)), not run.failed),
        ("calls over the limit (429)", str(run.throttled), True),
        ("memory of the server, first and last third", f"{first:.1f} and {last:.1f} MiB", last <= first * GROWTH),
    ]
    print("\n| Check | Seen | Holds |\n|---|---|---|")
    for what, seen, holds in checks:
        print(f"| {what} | {seen} | {'yes' if holds else 'NO'} |")
    for line in (*run.lost[:5], *run.failed[:5]):
        print(line, file=sys.stderr)
    return all(holds for _, _, holds in checks)


def main() -> int:
    """Serve an empty Azure, measure, tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clients", type=int, choices=range(1, MOST_CLIENTS + 1), metavar="1..32", default=32)
    parser.add_argument("--seconds", type=float, default=30)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        state = Path(folder) / "azure.sqlite"
        found = doors.start(state, 0)
        try:
            run = asyncio.run(measure(found, chosen.clients, chosen.seconds))
        finally:
            doors.stop(state, found)
    return 0 if tell(run, chosen.clients, chosen.seconds) else 1


if __name__ == "__main__":
    sys.exit(main())

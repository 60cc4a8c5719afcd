"""Several processes write to one state file at once."""

import subprocess
import sys
from pathlib import Path

from azure_emulator.arm import Arm, Settings

PROCESSES, WRITES = 4, 300

# Everybody draws on one pool until it is empty.
WRITER = """
import sys
from pathlib import Path
from azure_emulator.arm import Arm

state, who, writes = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
group = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg"
account = f"{group}/providers/Microsoft.CognitiveServices/accounts/{who}"
print("ready", flush=True)
sys.stdin.read(1)
arm = Arm.open(state)

def put(path, version, body):
    return arm.request("PUT", path, api_version=version, body=body).status

assert put(group, "2024-03-01", {"location": "swedencentral"}) < 300
body = {"location": "swedencentral", "kind": "OpenAI", "sku": {"name": "S0"}, "properties": {"customSubDomainName": who}}
assert put(account, "2025-06-01", body) == 201
model = {"format": "OpenAI", "name": "gpt-5.1", "version": "2025-11-13"}
deployment = {"sku": {"name": "DataZoneStandard", "capacity": 10}, "properties": {"model": model}}
statuses = [put(f"{account}/deployments/d{n % 30}", "2025-06-01", deployment) for n in range(writes)]
assert set(statuses) <= {200, 201, 400}, statuses
print(statuses.count(201))
"""


def test_processes_share_quota_and_lose_no_write(tmp_path: Path) -> None:
    state = tmp_path / "azure.sqlite"
    arm = Arm.open(state, Settings())
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(state), f"writer{n}", str(WRITES)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for n in range(PROCESSES)
    ]  # fmt: skip
    for writer in writers:
        assert writer.stdout and writer.stdout.readline() == "ready\n"
    for writer in writers:
        assert writer.stdin
        writer.stdin.write("g")
        writer.stdin.flush()
    answers = [writer.communicate(timeout=60) for writer in writers]
    assert [errors for _, errors in answers] == [""] * PROCESSES
    held = [resource for resource in arm.contents()["resources"] if resource["type"].endswith("/deployments")]
    arm.close()
    assert len(held) == sum(int(created) for created, _ in answers)
    assert sum(deployment["sku"]["capacity"] for deployment in held) == 300

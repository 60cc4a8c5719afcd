"""How close `up` comes to what Azure alone would take: the longest chain of operations that wait for each other.

    scripts/local python benchmarks/critical_path.py [--stack multi-region] [--latency 1.0]

The emulator's operations take the times that its resource types declare; the chain is read from the dependencies in the
state. What `up` takes beyond the chain is what engine, program and an order stricter than needed cost.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from azure_emulator.arm import ids
from azure_emulator.services import RESOURCE_TYPES

REPOSITORY = Path(__file__).resolve().parent.parent


def built(stack: str, latency: float, folder: Path) -> tuple[float, list[dict[str, Any]]]:
    """Build a stack from nothing; returns the seconds it took and the Azure resources of its state."""
    (folder / "stacks").mkdir()
    manifest = yaml.safe_load((REPOSITORY / "Pulumi.yaml").read_text())
    manifest["runtime"]["options"]["virtualenv"] = str(REPOSITORY / ".venv")
    (folder / "Pulumi.yaml").write_text(yaml.safe_dump(manifest))
    (folder / "__main__.py").write_text((REPOSITORY / "__main__.py").read_text())
    name = f"Pulumi.{stack}.yaml"
    (folder / "stacks" / name).write_text((REPOSITORY / "stacks" / name).read_text())
    (folder / "state").mkdir()
    environment = {
        **os.environ,
        "PULUMI_BACKEND_URL": f"file://{folder / 'state'}",
        "AZURE_EMULATOR_STATE": str(folder / "azure.sqlite"),
        "AZURE_EMULATOR_LATENCY": str(latency),
        "AZURE_EMULATOR_QUOTA_TIER": "6",
    }

    def pulumi(*arguments: str) -> str:
        command = ["pulumi", *arguments, "--stack", stack]
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(done.stdout + done.stderr)
        return done.stdout

    pulumi("stack", "init")
    started = time.perf_counter()
    pulumi("up", "--yes", "--skip-preview")
    took = time.perf_counter() - started
    resources = json.loads(pulumi("stack", "export"))["deployment"]["resources"]
    return took, resources


def longest_chain(resources: list[dict[str, Any]], latency: float) -> list[tuple[str, float]]:
    """Names and seconds of the resources on the longest chain, first to last."""
    by_urn = {resource["urn"]: resource for resource in resources}

    @cache
    def chain(urn: str) -> tuple[tuple[str, float], ...]:
        resource = by_urn[urn]
        before = max((chain(other) for other in resource.get("dependencies", [])), key=total, default=())
        seconds = _seconds(resource) * latency
        return (*before, (urn.rsplit("$", 1)[-1].replace("azure-native:", ""), seconds)) if seconds else before

    return list(max((chain(urn) for urn in by_urn), key=total))


def total(chain: Any) -> float:
    return sum(seconds for _, seconds in chain)


def _seconds(resource: dict[str, Any]) -> float:
    if not resource["type"].startswith("azure-native:"):
        return 0
    return RESOURCE_TYPES[ids.parse(resource["id"]).type.lower()].seconds.create


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stack", default="multi-region", help="stack to build")
    parser.add_argument("--latency", type=float, default=1.0, help="factor on the emulator's realistic times")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        took, resources = built(arguments.stack, arguments.latency, Path(folder))
    chain = longest_chain(resources, arguments.latency)
    for name, seconds in chain:
        print(f"{seconds:8.1f} s  {name}")
    print("\n| Stack | up | Longest chain | Ratio |\n|---|---|---|---|")
    print(f"| `{arguments.stack}` | {took:.1f} s | {total(chain):.1f} s | {took / total(chain):.2f} |")


if __name__ == "__main__":
    main()

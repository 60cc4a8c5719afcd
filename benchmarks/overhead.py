"""What the components cost: our program against a hand-written one with the very same resources.

    scripts/local python benchmarks/overhead.py [--runs 7]

The baseline is a flat program, written out from our stack's state: the same azure-native modules, names, inputs and
dependencies, no components, no settings, no checks. Both run in turn on the same engine and emulator.
"""

import argparse
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

REPOSITORY = Path(__file__).resolve().parent.parent
SETTINGS = "azure-openai:platform"


class Project:
    """A program with a state and an emulator of its own."""

    def __init__(self, folder: Path, program: str, config: dict[str, Any]):
        self.folder = folder
        (folder / "stacks").mkdir(parents=True)
        manifest = yaml.safe_load((REPOSITORY / "Pulumi.yaml").read_text())
        manifest["runtime"]["options"]["virtualenv"] = str(REPOSITORY / ".venv")
        (folder / "Pulumi.yaml").write_text(yaml.safe_dump(manifest))
        (folder / "__main__.py").write_text(program)
        (folder / "stacks" / "Pulumi.bench.yaml").write_text(yaml.safe_dump({"config": config}))
        self.environment = {
            **os.environ,
            "PULUMI_BACKEND_URL": f"file://{folder / 'state'}",
            "AZURE_EMULATOR_STATE": str(folder / "azure.sqlite"),
            "AZURE_EMULATOR_QUOTA_TIER": "6",
        }

    def start_from_nothing(self) -> None:
        """Forget the stack and everything in the emulator."""
        shutil.rmtree(self.folder / "state", ignore_errors=True)
        for path in self.folder.glob("azure.sqlite*"):
            path.unlink()
        (self.folder / "state").mkdir()
        self.pulumi("stack", "init", "bench")

    def pulumi(self, *arguments: str) -> str:
        """Run a command; returns what it printed."""
        done = subprocess.run(
            ["pulumi", *arguments], cwd=self.folder, env=self.environment, capture_output=True, text=True
        )
        if done.returncode:
            sys.exit(done.stdout + done.stderr)
        return done.stdout

    def preview(self) -> None:
        self.pulumi("preview", "-s", "bench")

    def up(self) -> None:
        self.pulumi("up", "-s", "bench", "--yes", "--skip-preview")


def hand_written(state: dict[str, Any]) -> str:
    """A flat program that makes the Azure resources of a state."""
    resources = [r for r in state["deployment"]["resources"] if r["type"].startswith("azure-native:")]
    variables = {resource["urn"]: f"resource{number}" for number, resource in enumerate(resources)}
    modules = sorted({resource["type"].split(":")[1] for resource in resources})
    lines = ["import pulumi", f"from pulumi_azure_native import {', '.join(modules)}", ""]
    for resource in resources:
        _, module, kind = resource["type"].split(":")
        inputs = {key: value for key, value in resource["inputs"].items() if key != "azureApiVersion"}
        arguments = ", ".join(f"{snake(key)}={snake_keys(value)!r}" for key, value in inputs.items())
        depends_on = ", ".join(variables[urn] for urn in resource.get("dependencies", []) if urn in variables)
        options = f"opts=pulumi.ResourceOptions(depends_on=[{depends_on}])"
        name = resource["urn"].split("::", 3)[3]
        lines.append(f"{variables[resource['urn']]} = {module}.{kind}({name!r}, {arguments}, {options})")
    return "\n".join(lines) + "\n"


def snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])([A-Z])", r"_\1", name).lower()


def snake_keys(value: Any) -> Any:
    if isinstance(value, dict):
        return {snake(key): snake_keys(item) for key, item in value.items()}
    return [snake_keys(item) for item in value] if isinstance(value, list) else value


def local_settings() -> dict[str, Any]:
    """The settings of stack `local`."""
    return yaml.safe_load((REPOSITORY / "stacks" / "Pulumi.local.yaml").read_text())["config"]


def large_settings() -> dict[str, Any]:
    """A platform of about 200 Azure resources: six accounts with 28 deployments each."""
    sku = {"name": "DataZoneStandard", "capacity": 1}
    model = {"name": "gpt-5.1", "version": "2025-11-13"}
    deployments = {f"d{number:02}": {"model": model, "sku": sku} for number in range(28)}
    accounts = {f"a{number}": {"deployments": deployments} for number in range(6)}
    return {SETTINGS: {"name": "large", "location": "swedencentral", "accounts": accounts}}


def compare(what: str, settings: dict[str, Any], runs: int, base: Path) -> None:
    """Print the medians and ratios of preview and up."""
    ours = Project(base / "ours", (REPOSITORY / "__main__.py").read_text(), settings)
    ours.start_from_nothing()
    ours.up()
    state = json.loads(ours.pulumi("stack", "export", "-s", "bench"))
    baseline = Project(base / "baseline", hand_written(state), {})
    baseline.start_from_nothing()
    baseline.up()
    count = sum(r["type"].startswith("azure-native:") for r in state["deployment"]["resources"])
    for operation in ("preview", "up"):
        pairs = [(timed(ours, operation), timed(baseline, operation)) for _ in range(runs)]
        mine, theirs = (statistics.median(times) for times in zip(*pairs, strict=True))
        ratio = statistics.median(a / b for a, b in pairs)
        print(
            f"| {what} ({count} Azure resources) | {operation} | {mine:.2f} s | {theirs:.2f} s | {ratio:.2f} |",
            flush=True,
        )


def timed(project: Project, operation: str) -> float:
    project.start_from_nothing()
    run: Callable[[], None] = getattr(project, operation)
    started = time.perf_counter()
    run()
    return time.perf_counter() - started


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=7, help="runs of each program, after one that is not counted")
    runs = parser.parse_args().runs
    print("| Stack | Operation | Ours | Hand-written | Ratio (median of pairs) |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        compare("`local`", local_settings(), runs, Path(folder) / "local")
        compare("200 resources", large_settings(), max(3, runs // 2), Path(folder) / "large")


if __name__ == "__main__":
    main()

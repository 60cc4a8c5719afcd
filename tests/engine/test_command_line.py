"""The command line on what the real engine prints: findings of policies, and exported state."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from .conftest import Project

BROKEN = {"iam-01-no-key-auth", "rai-01-filter-policy-named"}


def ask(project: Project, *arguments: object, code: int = 0) -> Any:
    """Run `azure-openai` in the project; returns its document."""
    command = [sys.executable, "-m", "azure_openai_cli", *map(str, arguments), "--json"]
    done = subprocess.run(
        command, cwd=project.folder, env=project.environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == code, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("way", ["preview", "analyze"])
def test_findings_of_the_engine_are_understood(platform: Project, repository: Path, tmp_path: Path, way: str) -> None:
    pack = ("--json", "--policy-pack", str(repository / "policies"))
    with platform.settings() as settings:
        settings["accounts"]["eu"]["disable_local_auth"] = False
        settings["accounts"]["eu"]["deployments"]["embeddings"]["content_filter"] = "none"
    if way == "preview":
        platform.environment["PULUMI_ENABLE_STREAMING_JSON_PREVIEW"] = "true"
        printed = platform.pulumi("preview", *pack, fails=True)
    else:
        platform.up()
        printed = platform.pulumi("policy", "analyze", *pack, fails=True)
    events = tmp_path / "events.json"
    events.write_text(printed)
    document = ask(platform, "policy", "report", events, "--sarif", events.with_suffix(".sarif"), code=3)
    assert {finding["rule"] for finding in document["findings"]} >= BROKEN
    (run,) = json.loads(events.with_suffix(".sarif").read_text())["runs"]
    found = next(result for result in run["results"] if result["ruleId"] == "rai-01-filter-policy-named")
    at = found["locations"][0]["physicalLocation"]
    lines = (platform.folder / at["artifactLocation"]["uri"]).read_text().splitlines()
    assert lines[at["region"]["startLine"] - 1].strip() == "embeddings:"


def test_exported_state_holds_what_the_stack_file_says(platform: Project, tmp_path: Path) -> None:
    state = tmp_path / "state.json"
    state.write_text(platform.pulumi("stack", "export"))
    told = ("name", "model", "version", "sku", "capacity", "region", "upgrade_option")
    said, held = (
        [{key: one[key] for key in told} for account in stack["accounts"] for one in account["deployments"]]
        for stack in (ask(platform, "stack", "show", "local"), ask(platform, "stack", "show", "--state", state))
    )
    assert sorted(said, key=str) == sorted(held, key=str)
    assert len(held) == 3

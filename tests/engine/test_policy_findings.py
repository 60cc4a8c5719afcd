"""From the real engine's findings to what a pull request shows."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import Project

BROKEN = {"iam-01-no-key-auth", "rai-01-filter-policy-named"}


def _report(project: Project, events: Path) -> dict[str, object]:
    command = [sys.executable, "-m", "azure_openai_cli", "policy", "report", str(events)]
    command += ["--sarif", str(events.with_suffix(".sarif")), "--json"]
    done = subprocess.run(
        command, cwd=project.folder, env=project.environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 3, done.stderr
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
    document = _report(platform, events)
    assert {finding["rule"] for finding in document["findings"]} >= BROKEN
    (run,) = json.loads(events.with_suffix(".sarif").read_text())["runs"]
    found = next(result for result in run["results"] if result["ruleId"] == "rai-01-filter-policy-named")
    at = found["locations"][0]["physicalLocation"]
    lines = (platform.folder / at["artifactLocation"]["uri"]).read_text().splitlines()
    assert lines[at["region"]["startLine"] - 1].strip() == "embeddings:"

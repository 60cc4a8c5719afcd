"""Every example: runs as its folder has it, comes up, stays as it is, goes again."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from azure_emulator.arm import Arm

REPOSITORY = Path(__file__).resolve().parents[2]
EXAMPLES = REPOSITORY / "examples"
PROGRAMS = sorted(manifest.parent.name for manifest in EXAMPLES.glob("*/Pulumi.yaml"))
SUBSCRIPTION = "/subscriptions/00000000-0000-0000-0000-000000000000"


@pytest.fixture
def example(new_project: Callable[..., Any], tmp_path: Path) -> Callable[[str], Any]:
    """Copies an example to where the paths it names are the repository's; returns it as a project, not built yet."""

    def make(name: str) -> Any:
        for shared in (".venv", "catalog", "components"):
            (tmp_path / shared).symlink_to(REPOSITORY / shared)
        folder = tmp_path / "examples" / name
        shutil.copytree(EXAMPLES / name, folder, ignore=shutil.ignore_patterns("sdk", "venv", "Pulumi.*.yaml"))
        project = new_project(program="")
        project.folder, project.stack, project.warm = folder, "dev", None
        project.pulumi("stack", "init")
        return project

    return make


def made_by_others(project: Any, *bodies: tuple[str, str, dict[str, Any]]) -> None:
    """Put resources into the emulator as somebody else would: path, API version and body of each."""
    arm = Arm.open(Path(project.environment["AZURE_EMULATOR_STATE"]))
    for path, api_version, body in bodies:
        assert arm.request("PUT", path, api_version=api_version, body=body).status in (200, 201)
    arm.close()


def resource_group(name: str) -> tuple[str, str, dict[str, Any]]:
    return f"{SUBSCRIPTION}/resourceGroups/{name}", "2024-03-01", {"location": "swedencentral"}


def comes_up_stays_and_goes(project: Any, **config: str) -> dict[str, Any]:
    """Preview, update, update without a change, destroy; what was there before stays. Returns the outputs."""
    before = project.ids_held()
    for key, value in config.items():
        project.pulumi("config", "set", key, value)
    project.pulumi("preview")
    project.up()
    project.pulumi("up", "--yes", "--expect-no-changes")
    assert project.ids_in_state() == project.ids_held() - before
    outputs = project.outputs()
    project.pulumi("destroy", "--yes")
    assert project.ids_held() == before
    return outputs


def test_every_example_says_what_it_shows_in_a_few_lines() -> None:
    overview = (EXAMPLES / "README.md").read_text()
    for name in PROGRAMS:
        assert len((EXAMPLES / name / "README.md").read_text().splitlines()) <= 10, name
        assert f"[{name}]({name})" in overview, f"examples/README.md does not list {name}"


def test_a_single_account_in_a_resource_group_that_is_there(example: Callable[[str], Any]) -> None:
    project = example("single-account")
    made_by_others(project, resource_group("rg-assistant"))
    comes_up_stays_and_goes(project, resource_group_name="rg-assistant")


def test_the_generated_sdk_gives_the_same_account(example: Callable[[str], Any]) -> None:
    project = example("generated-sdk")
    made_by_others(project, resource_group("rg-assistant"))
    project.environment["PIP_CONSTRAINT"] = str(REPOSITORY / "constraints.txt")
    generate = ["pulumi", "package", "gen-sdk", "../../components/schema.json", "--language", "python", "--out", "sdk"]
    for command in (generate, ["pulumi", "install", "--no-plugins"]):
        subprocess.run(command, cwd=project.folder, env=project.environment, check=True)
    outputs = comes_up_stays_and_goes(project, resource_group_name="rg-assistant")
    assert outputs["base_url"] == f"https://{outputs['account_name']}.openai.azure.com/openai/v1/"


def test_the_roll_out_previews_every_stack_before_it_changes_one(example: Callable[[str], Any]) -> None:
    project = example("automation-api")

    def roll_out(word: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "roll_out.py", word]
        return subprocess.run(
            command, cwd=project.folder, env=project.environment, capture_output=True, text=True, check=False
        )

    script = project.folder / "roll_out.py"
    correct = script.read_text()
    script.write_text(correct.replace('"location": "eastus2"', '"location": "eastus22"'))
    refused = roll_out("up")
    assert refused.returncode != 0
    assert "eastus22" in refused.stderr
    assert project.held()["resources"] == []

    script.write_text(correct)
    first = roll_out("up")
    assert first.returncode == 0, first.stderr
    assert {body["location"] for body in project.holds("accounts").values()} == {"swedencentral", "eastus2"}
    again = roll_out("up").stdout
    assert again.count("same ") == 4
    assert "create" not in again and "update" not in again
    assert roll_out("destroy").returncode == 0
    assert project.held()["resources"] == []


HUB = f"{SUBSCRIPTION}/resourceGroups/rg-hub"
HUB_NETWORK = f"{HUB}/providers/Microsoft.Network/virtualNetworks/hub"
HUB_ZONE = f"{HUB}/providers/Microsoft.Network/privateDnsZones/privatelink.openai.azure.com"


def test_a_platform_lives_in_the_network_of_a_hub(example: Callable[[str], Any]) -> None:
    project = example("hub-network")
    made_by_others(
        project,
        resource_group("rg-hub"),
        (
            HUB_NETWORK,
            "2024-05-01",
            {"location": "swedencentral", "properties": {"addressSpace": {"addressPrefixes": ["10.0.0.0/16"]}}},
        ),
        (f"{HUB_NETWORK}/subnets/endpoints", "2024-05-01", {"properties": {"addressPrefix": "10.0.0.0/24"}}),
        (HUB_ZONE, "2024-06-01", {"location": "global", "properties": {}}),
    )
    project.pulumi("config", "set", "--path", 'zone_resource_ids["privatelink.openai.azure.com"]', HUB_ZONE)
    outputs = comes_up_stays_and_goes(
        project, location="swedencentral", subnet_resource_id=f"{HUB_NETWORK}/subnets/endpoints"
    )
    assert list(outputs["private_endpoint_resource_ids"]) == ["eu-default"]


def test_zones_are_made_by_the_provider_of_the_connectivity_subscription(example: Callable[[str], Any]) -> None:
    project = example("several-providers")
    subscription = SUBSCRIPTION.rsplit("/", 1)[1]
    for name in ("workload", "connectivity"):
        project.pulumi("config", "set", f"{name}_subscription_id", subscription)
    project.pulumi("preview")
    project.up()
    made_by: dict[str, set[str]] = {}
    for resource in in_state(project):
        if resource["type"].startswith("azure-native:"):
            made_by.setdefault(resource["provider"].split("::")[-2], set()).add(resource["type"].split(":")[1])
    assert "default" not in str(made_by)
    assert made_by["connectivity"] == {"resources", "privatedns"}
    assert "privatedns" not in made_by["workload"]
    project.pulumi("up", "--yes", "--expect-no-changes")
    project.pulumi("destroy", "--yes")
    assert project.held()["resources"] == []


def test_a_transform_tags_everything_that_takes_tags(example: Callable[[str], Any]) -> None:
    project = example("transforms")
    project.pulumi("preview")
    project.up()
    tags = {body["type"]: body["tags"] for body in project.held()["resources"] if body.get("tags")}
    assert len(tags) > 5
    assert {tag["cost-center"] for tag in tags.values()} == {"4711"}
    assert tags["Microsoft.CognitiveServices/accounts"] == {"owner": "platform-team", "cost-center": "4711"}
    project.pulumi("up", "--yes", "--expect-no-changes")
    project.pulumi("destroy", "--yes")
    assert project.held()["resources"] == []


def in_state(project: Any) -> list[dict[str, Any]]:
    """The resources of the stack's state."""
    return json.loads(project.pulumi("stack", "export"))["deployment"].get("resources", [])


PORTAL = f"{SUBSCRIPTION}/resourceGroups/rg-portal"
PORTAL_ACCOUNT = f"{PORTAL}/providers/Microsoft.CognitiveServices/accounts/portal-ai"


def portal_deployment(name: str, model: str, version: str, capacity: int) -> tuple[str, str, dict[str, Any]]:
    """A deployment with the filter that the portal chooses."""
    body = {
        "sku": {"name": "DataZoneStandard", "capacity": capacity},
        "properties": {
            "model": {"format": "OpenAI", "name": model, "version": version},
            "raiPolicyName": "Microsoft.DefaultV2",
        },
    }
    return f"{PORTAL_ACCOUNT}/deployments/{name}", "2025-06-01", body


def test_an_account_from_the_portal_is_taken_over_and_then_hardened_in_place(example: Callable[[str], Any]) -> None:
    project = example("import-account")
    account = {
        "location": "swedencentral",
        "kind": "OpenAI",
        "sku": {"name": "S0"},
        "properties": {"customSubDomainName": "portal-ai", "publicNetworkAccess": "Enabled"},
    }
    made_by_others(
        project,
        resource_group("rg-portal"),
        (PORTAL_ACCOUNT, "2025-06-01", account),
        portal_deployment("chat", "gpt-5.1", "2025-11-13", 50),
        portal_deployment("embeddings", "text-embedding-3-large", "1", 20),
        portal_deployment("forgotten", "gpt-5-mini", "2025-08-07", 10),
    )
    for key, value in {
        "resource_group_name": "rg-portal",
        "account_name": "portal-ai",
        "location": "swedencentral",
    }.items():
        project.pulumi("config", "set", key, value)
    names = ("", "/deployments/chat", "/deployments/embeddings", "/deployments/forgotten")
    (project.folder / "ids.txt").write_text("\n".join(PORTAL_ACCOUNT + name for name in names))

    preview = ["pulumi", "preview", "--json", "--stack", "dev", "--non-interactive"]
    previewed = subprocess.run(
        preview, cwd=project.folder, env=project.environment, capture_output=True, text=True, check=True
    ).stdout
    helper = subprocess.run(
        [sys.executable, "import_file.py", "ids.txt"],
        cwd=project.folder,
        input=previewed,
        capture_output=True,
        text=True,
        check=True,
    )
    assert helper.stderr == f"Not in the program: {PORTAL_ACCOUNT}/deployments/forgotten\n"
    (project.folder / "import.json").write_text(helper.stdout)
    project.pulumi("import", "--file", "import.json", "--yes", "--generate-code=false", "--protect=false")

    assert [step.what for step in project.up()] == [
        ("update", "Account assistant"),
        ("create", "RaiPolicy assistant-default"),
        ("update", "Deployment assistant-chat"),
        ("update", "Deployment assistant-embeddings"),
    ]
    project.pulumi("up", "--yes", "--expect-no-changes")
    held = project.holds("accounts")["portal-ai"]["properties"]
    assert (held["publicNetworkAccess"], held["disableLocalAuth"]) == ("Disabled", True)

"""The components hosted as a plugin, used through the generated SDK: the same platform as in-process."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

PROGRAM = """
import json, sys
sys.path.insert(0, {site!r})
import pulumi
from {package} import OpenAIPlatform

settings = pulumi.Config("azure-openai").require_object("platform")
platform = OpenAIPlatform("platform", {arguments})
pulumi.export("deployments", platform.deployments)
pulumi.export("endpoints", platform.endpoints)
"""


@pytest.fixture(scope="module")
def site(repository: Path, sandbox: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder with the SDK that Pulumi generates from the schema."""
    base = tmp_path_factory.mktemp("sdk")
    generate = ["pulumi", "package", "gen-sdk", str(repository / "components" / "schema.json")]
    subprocess.run([*generate, "--language", "python", "--out", str(base)], env=sandbox, check=True)
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*install, "--target", str(base / "site"), str(base / "python")], check=True)
    return base / "site"


def hosted(project: Any, repository: Path, site: Path) -> None:
    """Let a project build its platform through the generated SDK."""
    manifest = project.folder / "Pulumi.yaml"
    content = yaml.safe_load(manifest.read_text())
    content["plugins"] = {"providers": [{"name": "azure-openai", "path": str(repository / "components")}]}
    manifest.write_text(yaml.safe_dump(content))
    program = PROGRAM.format(site=str(site), package="pulumi_azure_openai", arguments="**settings")
    (project.folder / "__main__.py").write_text(program)
    project.warm = None


def azure_resources(project: Any) -> dict[str, Any]:
    """What the state says of each Azure resource, dependencies included, without what differs from run to run."""
    state = json.loads(project.pulumi("stack", "export"))["deployment"]["resources"]
    return {
        resource["urn"]: {
            **{name: resource.get(name) for name in ("id", "parent", "inputs", "outputs")},
            "dependencies": sorted(resource.get("dependencies", [])),
            "propertyDependencies": {
                name: sorted(urns) for name, urns in resource.get("propertyDependencies", {}).items() if urns
            },
        }
        for resource in state
        if resource["type"].startswith("azure-native:")
    }


def test_moving_between_the_generated_sdk_and_the_program_replaces_nothing(
    platform: Any, repository: Path, site: Path
) -> None:
    in_process, program = azure_resources(platform), (platform.folder / "__main__.py").read_text()
    hosted(platform, repository, site)
    assert platform.up() == []
    assert azure_resources(platform) == in_process
    assert platform.outputs()["deployments"]["eu"]["chat"]["retirement_date"] == "2027-05-15"
    (platform.folder / "__main__.py").write_text(program)
    assert platform.up() == []


def test_a_platform_built_through_the_generated_sdk_is_the_same(
    platform: Any, new_project: Callable[..., Any], repository: Path, site: Path
) -> None:
    project = new_project()
    hosted(project, repository, site)
    project.up()
    assert {urn: resource["inputs"] for urn, resource in azure_resources(project).items()} == {
        urn: resource["inputs"] for urn, resource in azure_resources(platform).items()
    }


def test_mistakes_are_told_by_property(new_project: Callable[..., Any], repository: Path, site: Path) -> None:
    project = new_project()
    hosted(project, repository, site)
    with project.settings() as settings:
        settings["accounts"]["eu"]["deployments"]["chat"]["model"]["name"] = "gpt-5.11"
        settings["accounts"]["eu"]["deployments"]["chat-small"]["sku"]["capacity"] = 0
    printed = project.pulumi("preview", fails=True)
    for path in ("accounts.eu.deployments.chat.model.name", "accounts.eu.deployments.chat-small.sku.capacity"):
        assert f"property {path}" in printed


TWO_ACCOUNTS = """
import sys
sys.path.insert(0, {site!r})
import pulumi
from {package} import OpenAIAccount

class Team(pulumi.ComponentResource):
    pass

for colour in ("Blue", "Green"):
    above = Team(f"test:index:{{colour}}", "colour")
    below = Team("test:index:Team", "team", opts=pulumi.ResourceOptions(parent=above))
    settings = dict(resource_group_name=colour, location="swedencentral")
    OpenAIAccount("ai", {arguments}, opts=pulumi.ResourceOptions(parent=below))
"""


@pytest.mark.parametrize(
    ("package", "arguments"), [("pulumi_azure_openai", "**settings"), ("azure_openai", "settings")]
)
def test_two_parents_may_hold_components_of_one_name(
    new_project: Callable[..., Any], repository: Path, site: Path, package: str, arguments: str
) -> None:
    project = new_project()
    hosted(project, repository, site)
    program = TWO_ACCOUNTS.format(site=str(site), package=package, arguments=arguments)
    (project.folder / "__main__.py").write_text(program)
    printed = " ".join(project.pulumi("preview").split())
    assert printed.count("azure-native:cognitiveservices:Account ai create") == 2

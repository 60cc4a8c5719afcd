"""The components installed from git into a project of somebody else, as docs/embedding.md says."""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

ADDRESS = "https://git.example.com/azure-openai-components.git"
PAGE = (Path(__file__).resolve().parents[2] / "docs" / "embedding.md").read_text()


def blocks(language: str) -> list[str]:
    """The page's code in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)


@pytest.fixture(scope="module")
def with_origin(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment in which git finds the files as they are here at the address."""
    folder = tmp_path_factory.mktemp("origin") / "azure-openai-components"
    for name in ("catalog", "components"):
        shutil.copytree(repository / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    identity = ["-c", "user.name=test", "-c", "user.email=test@example.com"]
    for command in (["init", "--quiet"], ["add", "--all"], [*identity, "commit", "--quiet", "--message", "Files"]):
        subprocess.run(["git", *command], cwd=folder, check=True)
    return {
        **{name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")},
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"url.file://{folder}.insteadOf",
        "GIT_CONFIG_VALUE_0": ADDRESS,
    }


@pytest.fixture(scope="module")
def environment_of_ones_own(with_origin: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh virtual environment in which the page's commands ran. It finds what the registry would give, Pulumi and
    the like, in the repository's environment: everything but what is ours."""
    base = tmp_path_factory.mktemp("embedding")
    subprocess.run([sys.executable, "-m", "venv", str(base / "venv")], check=True)
    registry = base / "registry"
    registry.mkdir()
    for entry in Path(sysconfig.get_path("purelib")).iterdir():
        if "azure_openai" not in entry.name and entry.name not in ("pip", "setuptools"):
            (registry / entry.name).symlink_to(entry)
    site = next((base / "venv" / "lib").glob("python3*/site-packages"))
    (site / "registry.pth").write_text(f"{registry}\n")
    path = f"{base / 'venv' / 'bin'}{os.pathsep}{with_origin['PATH']}"
    command = blocks("sh")[0].replace("<repository>", ADDRESS)
    subprocess.run(["sh", "-euc", command], cwd=base, env={**with_origin, "PATH": path}, check=True)
    return base / "venv"


def embedded(new_project: Callable[..., Any], program: str, venv: Path) -> Any:
    """A project with a program in an environment of its own."""
    project = new_project(program=program)
    project.warm = None
    manifest = yaml.safe_load((project.folder / "Pulumi.yaml").read_text())
    manifest["runtime"]["options"]["virtualenv"] = str(venv)
    (project.folder / "Pulumi.yaml").write_text(yaml.safe_dump(manifest))
    return project


def test_a_program_uses_the_components_that_pip_installed_from_git(
    new_project: Callable[..., Any], environment_of_ones_own: Path
) -> None:
    where = [str(environment_of_ones_own / "bin" / "python"), "-c", "import azure_openai; print(azure_openai.__file__)"]
    assert str(environment_of_ones_own) in subprocess.run(where, capture_output=True, text=True, check=True).stdout
    printed = embedded(new_project, blocks("python")[0], environment_of_ones_own).pulumi("preview")
    assert "azure-native:cognitiveservices:Deployment assistant-chat create" in " ".join(printed.split())


def test_a_platform_is_described_in_a_stack_file(
    new_project: Callable[..., Any], environment_of_ones_own: Path
) -> None:
    project = embedded(new_project, blocks("python")[1], environment_of_ones_own)
    (project.folder / "stacks" / "Pulumi.local.yaml").write_text(blocks("yaml")[0])
    printed = project.pulumi("preview")
    assert "azure-native:cognitiveservices:Deployment platform-eu-chat create" in " ".join(printed.split())

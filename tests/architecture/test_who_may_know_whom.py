"""The arrows between the rooms, read from the imports."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOMS = {
    "catalog/azure_openai_catalog": {"yaml"},
    "components/azure_openai": {"azure_openai_catalog", "pulumi", "pulumi_azure_native", "pydantic"},
    "policies/azure_openai_policies": {"azure_openai_catalog", "pulumi_policy"},
    "emulator/azure_emulator": {
        "azure_openai_catalog",
        *("pulumi", "grpc", "google", "jwt", "starlette", "trustme", "uvicorn"),
    },
    "cli/azure_openai_cli": {
        "azure_openai_catalog",
        *("azure", "icalendar", "jinja2", "jsonschema_rs", "junitparser", "markupsafe"),
        *("openai", "rich", "typer", "yaml"),
    },
}


def imported(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names.add(node.module.split(".")[0])
    return names


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_what_it_may(room: str, repository: Path) -> None:
    import sys

    own = room.split("/")[1]
    for path in (repository / room).rglob("*.py"):
        foreign = imported(path) - set(sys.stdlib_module_names) - {own}
        assert foreign <= ROOMS[room], f"{path.relative_to(repository)} imports {foreign - ROOMS[room]}"


def test_every_room_says_what_it_is(repository: Path) -> None:
    for room in (
        "catalog",
        "components",
        "policies",
        "emulator",
        "cli",
        "engine",
        "scripts",
        "tests",
        "stacks",
        "benchmarks",
    ):
        readme = repository / room / "README.md"
        assert readme.is_file(), room
        assert len(readme.read_text(encoding="utf-8").splitlines()) <= 60, f"{room}/README.md is longer than a screen"


def test_the_engines_version_stands_in_one_place(repository: Path) -> None:
    files = subprocess.run(
        ["git", "ls-files"], cwd=repository, capture_output=True, text=True, check=True
    ).stdout.split()
    version = re.search(r"pulumi/pkg/v3 v(\S+)", (repository / "engine" / "go.mod").read_text())
    assert version is not None
    for name in files:
        path = repository / name
        if (
            path.is_file()
            and path.name not in ("go.mod", "go.sum")
            and path.suffix in ("", ".py", ".go", ".md", ".yaml", ".toml")
        ):
            assert version[1] not in path.read_text(encoding="utf-8", errors="ignore"), name

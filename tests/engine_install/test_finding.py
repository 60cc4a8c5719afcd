"""`scripts/engine`: where it looks, in which order, and what it says when nothing is found."""

import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

HOST = "pulumi-language-python"


@dataclass(frozen=True)
class Machine:
    """A machine without a network, with a home and tools of its own."""

    folder: Path
    repository: Path

    @property
    def tools(self) -> Path:
        return self.folder / "tools"

    @property
    def engines(self) -> Path:
        """Where engines are kept."""
        return self.folder / "cache" / "azure-openai-components" / "engine"

    @property
    def cached(self) -> Path:
        """Where an engine of the wanted version is kept."""
        return self.engines / f"{wanted(self.repository)}-installed" / "bin"

    def has(self, name: str, script: str = "", folder: Path | None = None) -> Path:
        """Put an executable on the machine."""
        path = (folder or self.tools) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)
        return path

    def find(self) -> subprocess.CompletedProcess[str]:
        """Run `scripts/engine`."""
        environment = {
            "PATH": str(self.tools),
            "HOME": str(self.folder),
            "XDG_CACHE_HOME": str(self.folder / "cache"),
            "https_proxy": "http://127.0.0.1:1",
        }
        command = [sys.executable, str(self.repository / "scripts" / "engine")]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=60)


def wanted(repository: Path) -> str:
    found = re.search(r"pulumi/pkg/v3 v(\S+)", (repository / "engine" / "go.mod").read_text())
    assert found
    return found[1]


@pytest.fixture
def machine(tmp_path: Path, repository: Path) -> Machine:
    machine = Machine(tmp_path, repository)
    machine.has("sh", f'exec {shutil.which("sh")} "$@"')
    return machine


def test_a_new_pulumi_on_path_comes_before_the_cache(machine: Machine) -> None:
    machine.has("pulumi", "echo v3.999.0")
    machine.has(HOST)
    machine.has("pulumi", folder=machine.cached)
    assert machine.find().stdout.strip() == str(machine.tools)


@pytest.mark.parametrize("answer", ["echo v3.100.0", "echo v3.228.9", "exit 1"])
def test_an_old_or_broken_pulumi_on_path_is_passed_over(machine: Machine, answer: str) -> None:
    machine.has("pulumi", answer)
    machine.has(HOST)
    machine.has("pulumi", folder=machine.cached)
    assert machine.find().stdout.strip() == str(machine.cached)


def test_a_pulumi_without_python_is_passed_over(machine: Machine) -> None:
    machine.has("pulumi", "echo v3.999.0")
    machine.has("pulumi", folder=machine.cached)
    assert machine.find().stdout.strip() == str(machine.cached)


def test_with_nothing_at_all_it_says_three_ways_out(machine: Machine) -> None:
    done = machine.find()
    assert done.returncode != 0 and done.stdout == ""
    for part in ("no pulumi on PATH", "cannot be reached", "no Go", "  1. ", "  2. ", "  3. "):
        assert part in done.stderr
    assert "Traceback" not in done.stderr


def test_a_build_that_fails_leaves_nothing_and_shows_why(machine: Machine) -> None:
    answers = f'case "$1" in env) echo {machine.folder}/modules; echo off;; *) echo no space left; exit 1;; esac'
    machine.has("go", answers)
    done = machine.find()
    assert done.returncode != 0
    assert "no space left" in done.stderr
    assert not [path for path in machine.engines.iterdir() if path.is_dir()]


@pytest.fixture
def builder(machine: Machine) -> Machine:
    """A machine with a Go that notes what it builds."""
    machine.has("pulumi-language-python-exec", folder=machine.folder / "sdk" / "python" / "cmd")
    machine.has(
        "go",
        f"""case "$1" in
        env) echo {machine.folder}/modules; echo off;;
        list) echo {machine.folder}/sdk;;
        build) for last; do :; done; echo "$last" >> {machine.folder}/builds
          echo > "$7$(echo "$last" | {shutil.which("sed")} 's|.*/||')";;
        esac""",
    )
    return machine


def test_a_build_makes_an_engine_that_the_next_run_finds(builder: Machine) -> None:
    first = builder.find()
    made = Path(first.stdout.strip())
    assert made.is_relative_to(builder.engines), first.stderr
    assert {path.name for path in made.iterdir()} == {"pulumi", HOST, f"{HOST}-exec"}
    assert not list(builder.engines.glob("making-*"))
    (builder.tools / "go").unlink()
    assert builder.find().stdout.strip() == str(made)


def test_a_changed_language_host_is_built_beside_the_same_engine(builder: Machine) -> None:
    builder.has("pulumi", folder=builder.engines / f"{wanted(builder.repository)}-other" / "bin")
    made = Path(builder.find().stdout.strip())
    assert (builder.folder / "builds").read_text().split() == [f"./{HOST}"]
    assert {path.name for path in made.iterdir()} == {"pulumi", HOST, f"{HOST}-exec"}


def test_the_engines_version_stands_in_one_place(repository: Path) -> None:
    version = wanted(repository)
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=repository, capture_output=True, text=True
    )
    # Recorded states name the engine that wrote them.
    kept = ("go.sum", "/upgrade/")
    files = [Path(name) for name in listed.stdout.splitlines() if not any(part in name for part in kept)]
    places = {name for name in files if (path := repository / name).is_file() and version.encode() in path.read_bytes()}
    assert places == {Path("engine/go.mod")}


def test_the_message_names_the_go_that_the_module_needs(machine: Machine, repository: Path) -> None:
    needed = re.search(r"^go (\S+)$", (repository / "engine" / "go.mod").read_text(), re.MULTILINE)
    assert needed and f"Go {needed[1]} or newer" in machine.find().stderr

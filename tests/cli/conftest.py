"""Running commands, in a project of one's own."""

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from azure_openai_catalog import overlay
from azure_openai_cli.main import run


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """What it printed as JSON."""
        return json.loads(self.out)


Command = Callable[..., Ran]


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Command:
    """Runs a command."""

    def run_command(*arguments: object) -> Ran:
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return Ran(code, printed.out, printed.err)

    return run_command


@pytest.fixture
def overlay_of_ones_own() -> Iterator[None]:
    """Goes back to the shipped catalogue."""
    yield
    overlay.use(None)


@pytest.fixture
def project(repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with stack `local`, as the working folder."""
    folder = tmp_path / "project"
    folder.mkdir()
    shutil.copy(repository / "Pulumi.yaml", folder)
    (folder / "stacks").mkdir()
    shutil.copy(repository / "stacks" / "Pulumi.local.yaml", folder / "stacks")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def stack_file(project: Path) -> Path:
    """File of stack `local`, to be changed."""
    return project / "stacks" / "Pulumi.local.yaml"


@pytest.fixture
def change(stack_file: Path) -> Callable[[str, str], None]:
    """Replaces text in the stack file."""

    def replace(old: str, new: str) -> None:
        text = stack_file.read_text(encoding="utf-8")
        assert old in text
        stack_file.write_text(text.replace(old, new), encoding="utf-8")

    return replace

"""`report`: its template is compiled once, wherever that can be kept."""

import shutil
import sys
from pathlib import Path

import pytest

from azure_openai_cli.report import template


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder from which the template is read, as a fresh installation without compiled modules has it."""
    shutil.copy(template._HERE / "page.html.j2", tmp_path)
    monkeypatch.setattr(template, "_HERE", tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return tmp_path


def kept(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.suffix != ".j2" and path.is_file()]


def test_the_compiled_template_is_kept_and_used(installed, monkeypatch):
    (installed / "__pycache__").mkdir()
    template.template()
    (compiled,) = kept(installed)
    monkeypatch.setattr("jinja2.Environment.compile", None)
    template.template()
    assert compiled.parent.name == "__pycache__"


def test_a_changed_template_is_compiled_anew(installed):
    (installed / "__pycache__").mkdir()
    template.template()
    (installed / "page.html.j2").write_text("Another page")
    assert template.template().render() == "Another page"


def test_nothing_is_kept_where_nothing_can_be(installed):
    template.template()
    assert not kept(installed)


def test_nothing_is_kept_where_python_keeps_nothing(installed, monkeypatch):
    (installed / "__pycache__").mkdir()
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    template.template()
    assert not kept(installed)

"""COVERAGE.md says what the code and the tests say."""

import ast
from pathlib import Path

import pytest

from azure_emulator import coverage
from azure_emulator.services import RESOURCE_TYPES


@pytest.fixture(scope="module")
def tests() -> set[str]:
    """Names of the emulator's tests, those through its clients included."""
    here = Path(__file__).parent
    paths = [path for folder in (here, here.parent / "clients") for path in folder.rglob("test_*.py")]
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in paths]
    return {node.name for tree in trees for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_the_page_is_up_to_date(repository: Path) -> None:
    assert (repository / "emulator" / "COVERAGE.md").read_text(encoding="utf-8") == coverage.page()


def test_every_behaviour_is_shown_by_a_test(tests: set[str]) -> None:
    assert [entry for entry in coverage.behaviours() if entry["test"] not in tests] == []
    assert tests >= coverage.CONFIRMED_ON_AZURE


def test_every_behaviour_says_what_it_rests_on_and_whose_it_is() -> None:
    for entry in coverage.behaviours():
        assert entry["rests_on"] in coverage.BASES, entry
    for entry in coverage.facts()["behaviours"]:
        assert not entry["type"] or RESOURCE_TYPES[entry["type"].lower()].name == entry["type"], entry


def test_what_is_missing_names_types_that_there_are() -> None:
    names = {resource_type.name for resource_type in RESOURCE_TYPES.values()}
    for where in coverage.facts()["missing"]:
        assert where in ("", "azure-native") or any(name.startswith(where) for name in names), where

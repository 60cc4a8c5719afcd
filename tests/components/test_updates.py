"""The table of what a change does speaks of every setting, and says what the settings say."""

import dataclasses
import inspect
import pkgutil
import typing
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import yaml

from azure_openai import settings
from azure_openai.docstrings import attribute_docstring

TABLE = Path(__file__).resolve().parents[2] / "scripts" / "generators" / "updates.yaml"
ROWS: list[dict[str, Any]] = yaml.safe_load(TABLE.read_text("utf-8"))["rows"]


def all_settings() -> Iterator[tuple[str, type, str]]:
    """Each setting as Class.attribute, its class and its name."""
    for module in pkgutil.iter_modules(settings.__path__, f"{settings.__name__}."):
        for value in vars(import_module(module.name)).values():
            if dataclasses.is_dataclass(value) and isinstance(value, type) and value.__module__ == module.name:
                yield from ((f"{value.__name__}.{name}", value, name) for name in inspect.get_annotations(value))


def holds_settings(hint: Any) -> bool:
    return dataclasses.is_dataclass(hint) or any(holds_settings(inner) for inner in typing.get_args(hint))


def test_every_setting_of_a_plain_value_has_one_row() -> None:
    found = Counter(setting for row in ROWS for setting in row["settings"])
    known = {setting: holds_settings(typing.get_type_hints(cls)[name]) for setting, cls, name in all_settings()}
    assert {setting for setting, holds in known.items() if not holds} - set(found) == set()
    assert set(found) - set(known) == set()
    assert [setting for setting, times in found.items() if times > 1] == []


@pytest.mark.parametrize("row", [pytest.param(row, id=row["settings"][0]) for row in ROWS])
def test_settings_say_of_changes_what_the_table_says(row: dict[str, Any]) -> None:
    known = {setting: (cls, name) for setting, cls, name in all_settings()}
    replaces = bool({"delete first", "create first"} & set(row["does"]))
    for setting in row["settings"]:
        cls, name = known[setting]
        text = " ".join((attribute_docstring(cls, name) or "").split())
        says_so = any(words in text for words in ("A change replaces", "A change makes a new"))
        if not holds_settings(typing.get_type_hints(cls)[name]):
            assert says_so == replaces, setting
        assert "in place" not in text or "in place" in row["does"], setting

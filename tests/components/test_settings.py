"""The settings' own words: each says what a change of it does, so that docs and editors can."""

import ast
import dataclasses
import inspect
import typing
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest

from azure_openai.settings import account, blocklists, content_filters, deployments, firewall, lock

MODULES = (account, blocklists, content_filters, deployments, firewall, lock)

NEVER_SENT = {"not_in_catalog", "approved_by", "protect", "retain_on_delete", "restore", "terms", "terms_file",
              "regular_expressions", "regular_expressions_file"}  # fmt: skip
"""Settings that are no property of a resource; what they say of changes is particular to each."""


def leaves(module: ModuleType) -> Iterator[tuple[str, str]]:
    """Every setting that holds a plain value, with its docstring."""
    for statement in ast.parse(inspect.getsource(module)).body:
        if not isinstance(statement, ast.ClassDef) or not dataclasses.is_dataclass(vars(module)[statement.name]):
            continue
        hints = typing.get_type_hints(vars(module)[statement.name])
        for field, text in zip(statement.body, statement.body[1:], strict=False):
            if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
                assert isinstance(text, ast.Expr) and isinstance(text.value, ast.Constant), field.target.id
                if not _holds_settings(hints[field.target.id]):
                    yield f"{statement.name}.{field.target.id}", " ".join(str(text.value.value).split())


def _holds_settings(hint: Any) -> bool:
    return dataclasses.is_dataclass(hint) or any(_holds_settings(inner) for inner in typing.get_args(hint))


@pytest.mark.parametrize(("setting", "text"), [leaf for module in MODULES for leaf in leaves(module)])
def test_each_setting_says_what_a_change_does(setting: str, text: str) -> None:
    if setting.split(".")[1] not in NEVER_SENT:
        assert "hanges in place" in text or "A change replaces" in text or "A change makes a new" in text

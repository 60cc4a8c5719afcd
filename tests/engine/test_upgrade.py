"""Platforms that a released version built: today's code changes nothing about them."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

RECORDED = Path(__file__).parent / "upgrade"
STATES = sorted(RECORDED.glob("*/*.json"))


@pytest.mark.parametrize("state", STATES, ids=[f"{state.parent.name}-{state.stem}" for state in STATES])
def test_todays_code_changes_nothing(new_project: Callable[..., Any], state: Path) -> None:
    project = new_project(stack=state.stem)
    shutil.copy(state.parent / f"Pulumi.{state.stem}.yaml", project.folder / "stacks")
    project.pulumi("stack", "import", "--file", str(state))
    project.pulumi("preview", "--expect-no-changes")


def test_there_is_something_recorded() -> None:
    assert {state.stem for state in STATES} >= {"local", "prod-eu"}

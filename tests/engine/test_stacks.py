"""Every stack of the repository: comes up, stays as it is, goes again."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import yaml

REPOSITORY = Path(__file__).resolve().parents[2]
STACKS = sorted(path.stem.removeprefix("Pulumi.") for path in (REPOSITORY / "stacks").glob("Pulumi.*.yaml"))


@pytest.mark.parametrize("stack", STACKS)
def test_a_stack_comes_up_stays_as_it_is_and_goes_again(new_project: Callable[..., Any], stack: str) -> None:
    project = new_project(stack=stack, AZURE_EMULATOR_QUOTA_TIER="2")
    project.up()
    project.pulumi("up", "--yes", "--expect-no-changes")
    assert project.ids_held() == project.ids_in_state()
    project.pulumi("state", "unprotect", "--all", "--yes")
    project.pulumi("destroy", "--yes")
    assert project.held()["resources"] == []


@pytest.mark.parametrize("stack", STACKS)
def test_editors_can_check_a_stack_file_by_the_schema_it_names(stack: str) -> None:
    text = (REPOSITORY / "stacks" / f"Pulumi.{stack}.yaml").read_text()
    assert text.startswith("# yaml-language-server: $schema=schema.json\n")
    schema = yaml.safe_load((REPOSITORY / "stacks" / "schema.json").read_text())
    jsonschema_rs.validate(schema, yaml.safe_load(text))

"""Whatever stands in a stack file or in exported state: an answer or what is wrong, never a traceback."""

import contextlib
import copy
import io
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from azure_openai_cli.main import run

VALUE = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 10**6) | st.floats(allow_nan=False) | st.dates() | st.text(max_size=8)
    | st.sampled_from(["Standard", "GlobalBatch", "ProvisionedManaged", "gpt-5.1", "eastus2", "auto", "none"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=6), inner, max_size=2),
    max_leaves=4,
)  # fmt: skip

COMMANDS = (
    ("stack", "show", "{stack}"),
    ("quota", "--stack", "{stack}", "--tier", "1"),
    ("quota", "fit", "--stack", "{stack}", "--tier", "1", "--write"),
    ("retirements", "--stack", "{stack}", "--ics", "{folder}/r.ics"),
    ("report", "--stack", "{stack}", "--tier", "1", "--output", "{folder}/r.html"),
)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Paths of all values in a document."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, member in inner for place in places(member, (*path, key)))]


def replaced(document: Any, path: tuple[Any, ...], value: Any) -> Any:
    """The document with another value at a path."""
    if not path:
        return value
    changed = copy.deepcopy(document)
    holder = changed
    for key in path[:-1]:
        holder = holder[key]
    holder[path[-1]] = value
    return changed


def answers(command: tuple[str, ...], **names: object) -> None:
    printed, said = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(said):
        code = run([part.format(**names) for part in command])
    assert code in (0, 2, 3, 6)
    assert (code in (2, 6)) == said.getvalue().startswith("Error: ")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=80)
@given(data=st.data())
def test_any_stack_file_is_answered(project: Path, repository: Path, data: st.DataObject) -> None:
    document = yaml.safe_load((repository / "stacks" / "Pulumi.local.yaml").read_text())
    for _ in range(data.draw(st.integers(1, 2))):
        path = data.draw(st.sampled_from(places(document)))
        document = replaced(document, path, data.draw(VALUE))
    stack = project / "stacks" / "Pulumi.any.yaml"
    stack.write_text(yaml.safe_dump(document, allow_unicode=True), encoding="utf-8")
    answers(data.draw(st.sampled_from(COMMANDS)), stack=stack, folder=project)


STATE = {
    "deployment": {
        "resources": [
            {
                "urn": "urn:pulumi:s::p::azure-native:cognitiveservices:Account::a",
                "type": "azure-native:cognitiveservices:Account",
                "id": "/subscriptions/0/resourceGroups/r/providers/Microsoft.CognitiveServices/accounts/a",
                "inputs": {"location": "eastus2", "kind": "OpenAI", "properties": {"disableLocalAuth": True}},
                "outputs": {"location": "eastus2"},
            },
            {
                "urn": "urn:pulumi:s::p::azure-native:cognitiveservices:Deployment::d",
                "type": "azure-native:cognitiveservices:Deployment",
                "id": "/subscriptions/0/resourceGroups/r/providers/Microsoft.CognitiveServices/accounts/a/deployments/d",
                "inputs": {
                    "sku": {"name": "GlobalStandard", "capacity": 5},
                    "properties": {"model": {"name": "gpt-5.1", "version": "2025-11-13", "format": "OpenAI"}},
                },
            },
            {
                "urn": "urn:pulumi:s::p::azure-native:authorization:RoleAssignment::r",
                "type": "azure-native:authorization:RoleAssignment",
                "inputs": {"roleDefinitionId": "x/y", "principalId": "1", "principalType": "User"},
            },
        ]
    }
}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=80)
@given(data=st.data())
def test_any_exported_state_is_answered(project: Path, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(places(STATE)))
    state = project / "state.json"
    state.write_text(json.dumps(replaced(STATE, path, data.draw(VALUE)), default=str))
    command = data.draw(st.sampled_from(["stack show", "quota --tier 1", "retirements"]))
    answers((*command.split(), "--state", "{state}"), state=state)


@pytest.mark.parametrize(
    "text", ["config:\n  &a x: *a", "a: !!python/object:os.system {}", "\x00", "? [a]\n: b", "a: 2026-13-01"]
)
def test_a_file_that_is_odd_yaml_is_answered(project: Path, text: str) -> None:
    stack = project / "stacks" / "Pulumi.odd.yaml"
    stack.write_text(text)
    for command in COMMANDS:
        answers(command, stack=stack, folder=project)

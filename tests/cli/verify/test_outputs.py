"""`azure-openai verify`: what a stack says it has deployed, asked of Pulumi or read from a file."""

import json
import stat
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azure_openai_cli.exits import BadInput
from azure_openai_cli.verify.platform import of_file

from ..conftest import Command
from ..test_any_input import VALUE, places, replaced
from .platform import Platform


def test_pulumi_is_asked_for_the_outputs_of_a_stack(
    command: Command, platform: Platform, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pulumi = tmp_path / "bin" / "pulumi"
    pulumi.parent.mkdir()
    asked = "stack output --json --non-interactive --stack"
    pulumi.write_text(f"""#!/bin/sh
case "$*" in
"{asked} local") exec /bin/cat {platform.outputs()} ;;
"{asked} empty") echo {{}} ;;
*) echo 'error: no stack named that' >&2; exit 255 ;;
esac
""")
    pulumi.chmod(pulumi.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(pulumi.parent))
    ran = command("verify", "--local", "--stack", "local", "--json")
    assert (ran.code, ran.document["stack"], ran.document["place"]) == (0, "local", "the local Azure")
    unknown = command("verify", "--local", "--stack", "other")
    assert unknown.code == 2 and "no stack named that" in unknown.err
    empty = command("verify", "--local", "--stack", "empty")
    assert empty.code == 2 and "pulumi up" in empty.err
    pulumi.unlink()
    missing = command("verify", "--local", "--stack", "local")
    assert missing.code == 2 and "--outputs" in missing.err


@pytest.mark.parametrize(
    ("outputs", "words"),
    [
        ({"deployments": {}}, "'endpoints' is a required property"),
        ({"endpoints": {"eu": "x"}, "deployments": {}}, "endpoints.eu"),
        ({"endpoints": {}, "deployments": {"eu": {"chat": {"name": "chat"}}}}, "deployments.eu.chat"),
        ([], "outputs.json"),
        ({"endpoints": {}, "deployments": {"eu": {}, "us": {}}}, "endpoints.us"),
    ],
)
def test_outputs_of_another_program_are_bad_input(command: Command, tmp_path: Path, outputs: Any, words: str) -> None:
    path = tmp_path / "outputs.json"
    path.write_text(json.dumps(outputs))
    ran = command("verify", "--local", "--outputs", path)
    assert ran.code == 2 and words in ran.err


@given(data=st.data())
def test_whatever_is_given_as_outputs_is_a_platform_or_bad_input(tmp_path_factory: Any, data: st.DataObject) -> None:
    told = dict.fromkeys(("name", "model", "version", "sku", "capacity", "content_filter", "tokens_per_minute"), "1")
    outputs: Any = {"endpoints": {"eu": "https://ai.openai.azure.com/"}, "deployments": {"eu": {"chat": told}}}
    outputs = replaced(outputs, data.draw(st.sampled_from(places(outputs))), data.draw(VALUE))
    path = tmp_path_factory.getbasetemp() / "any-outputs.json"
    path.write_text(json.dumps(outputs, default=str))
    try:
        found = of_file(path)
    except BadInput as failure:
        assert failure.problems
    else:
        assert all(account.host and deployment.key for account in found.accounts for deployment in account.deployments)


@pytest.mark.parametrize("arguments", [(), ("--stack", "local", "--outputs", "x.json")])
def test_one_stack_must_be_given(command: Command, arguments: tuple[str, ...]) -> None:
    ran = command("verify", "--local", *arguments)
    assert ran.code == 2 and "--outputs" in ran.err

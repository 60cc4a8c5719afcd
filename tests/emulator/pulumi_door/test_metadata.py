"""What the emulator knows of azure-native's types is what the installed SDK says of them."""

import ast
import re
from pathlib import Path

import pulumi
import pytest

from azure_emulator.provider.metadata import TYPES, TypeInfo
from azure_emulator.provider.previews import preview

SDK = Path(pulumi.__file__).parent.parent / "pulumi_azure_native"


class Source:
    """The SDK's source of a resource class, read without importing its module, which takes seconds."""

    def __init__(self, token: str):
        module, name = token.split(":")
        file = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()
        self.text = (SDK / module / f"{file}.py").read_text(encoding="utf-8")
        classes = {node.name: node for node in ast.parse(self.text).body if isinstance(node, ast.ClassDef)}
        self.resource = classes[name]
        self.args = classes.get(f"{name}InitArgs") or classes[f"{name}Args"]

    @property
    def api_version(self) -> str:
        match = re.search(r"Uses Azure REST API version ([\w-]+)", self.text)
        assert match is not None
        return match[1]

    @property
    def inputs(self) -> dict[str, bool]:
        """Inputs by name, with whether they are required."""
        (init,) = (f for f in self.args.body if isinstance(f, ast.FunctionDef) and f.name == "__init__")
        required = {
            a.arg: default is None for a, default in zip(init.args.kwonlyargs, init.args.kw_defaults, strict=True)
        }
        return {wire: required[python] for python, wire in _properties(self.args).items()}

    @property
    def outputs(self) -> set[str]:
        return set(_properties(self.resource).values())


def _properties(node: ast.ClassDef) -> dict[str, str]:
    """Names on the wire by Python name."""
    found: dict[str, str] = {}
    for member in node.body:
        if isinstance(member, ast.FunctionDef):
            for decorator in (ast.unparse(d) for d in member.decorator_list if "getter" in ast.unparse(d)):
                renamed = re.search(r"name='(\w+)'", decorator)
                found[member.name] = renamed[1] if renamed else member.name
    return found


@pytest.mark.parametrize(("token", "info"), TYPES.items())
def test_versions_inputs_and_outputs_are_the_sdks(token: str, info: TypeInfo) -> None:
    source = Source(token)
    assert info.api_version == source.api_version
    # The last parameter is generated where the program gives none.
    required = {name for name, needed in source.inputs.items() if needed}
    assert required - {info.name_parameter} == {*info.parameters, *info.required} - {info.name_parameter}
    assert {*info.parameters, *info.replaces, *info.top} - {"id", "name", "type", "etag"} <= set(source.inputs)
    known = preview(info, dict.fromkeys(source.inputs, "given"))
    assert set(known) - {"azureApiVersion"} == source.outputs - {"azureApiVersion"}

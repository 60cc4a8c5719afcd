"""JSON schema of a stack file: editors complete and check by it."""

import json
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import PydanticOmit, core_schema

import azure_openai
from azure_openai import OpenAIPlatformArgs
from azure_openai.docstrings import attribute_docstring

SETTINGS = "azure-openai:platform"


def generate() -> str:
    """The schema."""
    platform = TypeAdapter(OpenAIPlatformArgs).json_schema(schema_generator=_PlainValues)
    definitions = platform.pop("$defs")
    definitions[OpenAIPlatformArgs.__name__] = platform
    schema: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "description": "Pulumi stack file of an Azure OpenAI platform.",
        "type": "object",
        "properties": {
            "config": {
                "type": "object",
                "properties": {SETTINGS: {"$ref": f"#/$defs/{OpenAIPlatformArgs.__name__}"}},
                "required": [SETTINGS],
            }
        },
        "required": ["config"],
        "$defs": {name: _described(name, definition) for name, definition in sorted(definitions.items())},
    }
    return json.dumps(_without_nulls(schema), indent=2) + "\n"


class _PlainValues(GenerateJsonSchema):
    """Leaves out what a file cannot hold: outputs of other resources."""

    def is_instance_schema(self, schema: core_schema.IsInstanceSchema) -> dict[str, Any]:
        raise PydanticOmit


def _described(name: str, definition: dict[str, Any]) -> dict[str, Any]:
    owner = getattr(azure_openai, name)
    for field, schema in definition.get("properties", {}).items():
        schema["description"] = attribute_docstring(owner, field)
    return definition


def _without_nulls(schema: Any) -> Any:
    """The schema without the alternative `null`, which is how settings say that they may be left out, and without titles."""
    if isinstance(schema, list):
        return [_without_nulls(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {key: _without_nulls(value) for key, value in schema.items() if not _is_noise(key, value)}
    alternatives = [item for item in kept.pop("anyOf", []) if item != {"type": "null"}]
    if len(alternatives) == 1:
        return {**kept, **alternatives[0]}
    return {**kept, "anyOf": alternatives} if alternatives else kept


def _is_noise(key: str, value: Any) -> bool:
    return (key == "default" and value is None) or (key == "title" and isinstance(value, str))

"""Targets of rules against the provider's SDK, which the pack itself does without."""

import inspect

import pulumi
from pulumi_azure_native import cognitiveservices

from azure_openai_policies.resources import COGNITIVE_SERVICES


def test_cognitive_services_are_all_resource_types_of_the_sdk():
    classes = inspect.getmembers(cognitiveservices, inspect.isclass)
    names = {name for name, kind in classes if issubclass(kind, pulumi.CustomResource)}
    assert COGNITIVE_SERVICES.types == {f"cognitiveservices:{name}" for name in names}

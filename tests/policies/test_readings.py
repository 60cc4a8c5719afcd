"""The SDK reads each resource once per request, for all policies."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from google.protobuf import json_format
from pulumi_policy import policy as sdk

from azure_openai_policies import readings

ACCOUNT = "azure-native:cognitiveservices:Account"
NEEDED = ("deserialize_properties", "unknown_checking_proxy", "json_format", "_PolicyAnalyzerServicer")


@pytest.fixture
def reads(monkeypatch) -> Counter[str]:
    """How often each of the SDK's functions that read was called; whatever `share` changes is put back."""
    counted: Counter[str] = Counter()

    def counting(name: str, read: Callable[..., Any]) -> Callable[..., Any]:
        def called(*arguments: Any) -> Any:
            counted[name] += 1
            return read(*arguments)

        called.__name__ = name
        return called

    for name in ("deserialize_properties", "unknown_checking_proxy"):
        monkeypatch.setattr(sdk, name, counting(name, getattr(sdk, name)))
    monkeypatch.setattr(sdk, "json_format", sdk.json_format)
    monkeypatch.setattr(json_format, "MessageToDict", counting("MessageToDict", json_format.MessageToDict))
    for name in ("Analyze", "AnalyzeStack", "Remediate"):
        monkeypatch.setattr(sdk._PolicyAnalyzerServicer, name, getattr(sdk._PolicyAnalyzerServicer, name))
    return counted


def each(times: int) -> dict[str, int]:
    return dict.fromkeys(("MessageToDict", "deserialize_properties", "unknown_checking_proxy"), times)


def test_a_resource_is_read_once_for_all_policies(reads, pack):
    readings.share()
    pack.analyze(ACCOUNT, {"kind": "OpenAI"})
    assert reads == each(1)


def test_a_stack_is_read_once_for_all_policies(reads, pack):
    readings.share()
    pack.analyze_stack([{"name": name, "type": ACCOUNT, "outputs": {"kind": "OpenAI"}} for name in "abc"])
    assert reads == each(3)


def test_nothing_is_kept_for_the_next_request(reads, pack):
    readings.share()
    pack.analyze(ACCOUNT, {"kind": "OpenAI"})
    pack.analyze(ACCOUNT, {"kind": "OpenAI"})
    assert reads == each(2)


def test_verdicts_are_the_same(reads, new_pack, rows):
    failing = {row["rule"]: row for row in rows if row.get("expect") == "non-compliant"}.values()
    resources = [
        {"name": row["rule"], "type": row["type"], "inputs": row["props"], "outputs": row["props"]} for row in failing
    ]

    def said() -> list[Any]:
        pack = new_pack()
        one_by_one = [pack.analyze(entry["type"], entry["inputs"], entry["name"]) for entry in resources]
        together = pack.analyze_stack(resources)
        remediated = [pack.remediate(entry["type"], entry["inputs"], entry["name"]) for entry in resources]
        return [*one_by_one, together, *remediated]

    alone = said()
    readings.share()
    assert said() == alone
    assert len(resources) > 30


@pytest.mark.parametrize("name", NEEDED)
def test_an_sdk_without_one_of_these_is_left_as_it_is(reads, monkeypatch, name):
    monkeypatch.delattr(sdk, name)
    before = dict(vars(sdk))
    readings.share()
    assert vars(sdk) == before

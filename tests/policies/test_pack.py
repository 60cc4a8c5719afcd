"""The pack as a whole: its ids, its metadata, its start."""

import os
import resource
import subprocess
import sys
from pathlib import Path

import grpc
import pytest
import yaml
from google.protobuf import empty_pb2, json_format
from pulumi.runtime import proto
from pulumi.runtime.proto import analyzer_pb2_grpc

from azure_openai_policies import RULES

ROOT = Path(__file__).parents[2] / "policies"
ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join(map(os.path.abspath, sys.path))}

FROZEN = yaml.safe_load((Path(__file__).parent / "frozen.yaml").read_text(encoding="utf-8"))
"""Names, options, their defaults, levels and severities stand in other people's configuration and reports."""


@pytest.fixture
def info(pack):
    return pack.service.GetAnalyzerInfo(empty_pb2.Empty(), None).policies


def test_names_options_levels_and_severities_are_frozen(info):
    told = {
        policy.name: {
            "level": proto.EnforcementLevel.Name(policy.enforcementLevel).lower(),
            "severity": proto.PolicySeverity.Name(policy.severity).removeprefix("POLICY_SEVERITY_").lower(),
            "options": {
                option: schema.get("default")
                for option, schema in json_format.MessageToDict(policy.configSchema).get("properties", {}).items()
            },
        }
        for policy in info
    }
    assert told == FROZEN


def test_rules_stand_in_the_order_of_their_ids_each_in_the_file_of_its_name():
    files = {path.stem.replace("_", "-") for path in (ROOT / "azure_openai_policies" / "rules").glob("*_[0-9]*.py")}
    assert [rule.name for rule in RULES] == sorted(files)


def test_metadata_is_complete(info):
    for policy in info:
        assert policy.displayName.startswith(policy.name[:6].upper().rstrip("-"))
        assert all([policy.description, policy.remediation_steps, "azure-openai" in policy.tags])
        assert policy.url.startswith("https://learn.microsoft.com/")
        assert policy.description.endswith(".") and policy.remediation_steps.endswith(".")


def test_mapping_to_a_framework_says_whose_it_is(info):
    frameworks = [policy.framework for policy in info if policy.HasField("framework")]
    assert {framework.name for framework in frameworks} == {"Microsoft cloud security benchmark"}
    by_microsoft = {frame.reference for frame in frameworks if frame.specification == "mapped by Microsoft"}
    ours = {frame.reference for frame in frameworks if "not by Microsoft" in frame.specification}
    assert by_microsoft == {"NS-2", "IM-1", "IM-3", "DP-5", "DP-6", "DP-8", "LT-3", "PA-7"}
    assert {"AI-1", "AI-2"} <= ours and not {"AI-1", "AI-2"} & by_microsoft


def test_direct_calls_have_the_defaults_of_the_schema(info):
    by_name = {rule.name: rule for rule in RULES}
    for policy in info:
        for option, schema in json_format.MessageToDict(policy.configSchema).get("properties", {}).items():
            assert schema["type"] and schema["description"].endswith(".")
            assert schema.get("default") == by_name[policy.name].options[option].get("default")


def test_pack_starts_as_the_engine_starts_it_within_a_second_of_processor_time():
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-u", "-m", "pulumi.policy", "127.0.0.1:0", str(ROOT)]
    with subprocess.Popen(command, cwd=ROOT, env=ENVIRONMENT, stdout=subprocess.PIPE, text=True) as started:
        try:
            with grpc.insecure_channel(f"127.0.0.1:{started.stdout.readline().strip()}") as channel:
                served = analyzer_pb2_grpc.AnalyzerStub(channel).GetAnalyzerInfo(empty_pb2.Empty(), timeout=30)
        finally:
            started.terminate()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert {policy.name for policy in served.policies} == set(FROZEN)
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 1


def test_pack_needs_neither_azure_native_nor_the_components():
    script = "import sys, azure_openai_policies; print(*sys.modules)"
    command = [sys.executable, "-c", script]
    loaded = subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, stdout=subprocess.PIPE, text=True, check=True).stdout
    assert not {"pulumi_azure_native", "azure_openai", "pydantic"} & set(loaded.split())

"""The pack as a whole: its ids, its metadata, its start."""

import os
import resource
import subprocess
import sys
from pathlib import Path

import grpc
import pytest
from google.protobuf import empty_pb2, json_format
from pulumi.runtime import proto
from pulumi.runtime.proto import analyzer_pb2_grpc

from azure_openai_catalog import skus
from azure_openai_policies import RULES

ROOT = Path(__file__).parents[2] / "policies"
ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join(map(os.path.abspath, sys.path))}

NAMES = [
    "iam-01-no-key-auth",
    "iam-02-managed-identity",
    "mod-05-not-retired",
    "net-01-public-network-off",
    "net-02-default-deny-firewall",
    "rai-01-filter-policy-named",
    "rai-03-policy-resolves",
    "rai-04-harms-filtered",
    "rai-05-severity-ceiling",
    "rai-06-jailbreak-shield",
    "rai-12-no-contradictory-filter",
    "res-02-allowed-skus",
    "res-03-residency-class",
]
"""Names of policies stand in other people's configuration: add to them, never change one."""


OPTIONS = {
    "IAM-01": {"exemptions": []},
    "IAM-02": {"allowedTypes": ["SystemAssigned", "UserAssigned", "SystemAssigned,UserAssigned"]},
    "MOD-05": {"table": {}, "today": None},
    "NET-01": {"exemptions": []},
    "RAI-01": {"defaultPolicyName": "Microsoft.DefaultV2", "skipModels": []},
    "RAI-03": {"externalPolicies": []},
    "RAI-04": {"categories": ["Hate", "Sexual", "Violence", "Selfharm"], "inheritFromBase": False},
    "RAI-05": {"maxSeverity": "Medium", "exceptions": {}},
    "RES-02": {"allowedSkus": list(skus.names())},
    "RES-03": {"residency": "dataZone", "alsoAllowed": []},
}
"""Options and their defaults, by rule; they stand in other people's configuration as well."""


@pytest.fixture
def info(pack):
    return pack.service.GetAnalyzerInfo(empty_pb2.Empty(), None).policies


def test_names_are_frozen_and_ordered(info):
    assert [policy.name for policy in info] == NAMES


def test_each_rule_stands_in_the_file_of_its_name():
    files = {path.stem.replace("_", "-") for path in (ROOT / "azure_openai_policies" / "rules").glob("*_[0-9]*.py")}
    assert files == set(NAMES)


def test_metadata_is_complete(info):
    for policy in info:
        assert policy.enforcementLevel == proto.MANDATORY
        assert policy.displayName.startswith(policy.name[:6].upper())
        assert all([policy.description, policy.remediation_steps, "azure-openai" in policy.tags])
        assert policy.url.startswith("https://learn.microsoft.com/")


def test_severities_are_the_catalogues(info):
    unusual = {policy.name[:6]: policy.severity for policy in info if policy.severity != proto.POLICY_SEVERITY_HIGH}
    critical, medium = proto.POLICY_SEVERITY_CRITICAL, proto.POLICY_SEVERITY_MEDIUM
    assert unusual == {"rai-04": critical, "rai-05": critical, "iam-02": medium}


def test_mapping_to_a_framework_says_whose_it_is(info):
    frameworks = [policy.framework for policy in info if policy.HasField("framework")]
    mapped = {framework.reference: framework.specification for framework in frameworks}
    assert {control for control, whose in mapped.items() if whose == "mapped by Microsoft"} == {"NS-2", "IM-1", "IM-3"}
    assert {control for control, whose in mapped.items() if "not by Microsoft" in whose} == {"AI-1", "AI-2"}


def test_options_are_frozen_and_direct_calls_have_the_defaults_of_the_schema(info):
    for rule, policy in zip(RULES, info, strict=True):
        told = json_format.MessageToDict(policy.configSchema).get("properties", {})
        assert {option: schema.get("default") for option, schema in told.items()} == OPTIONS.get(rule.id, {})
        assert all(schema["type"] and schema["description"] for schema in told.values())
        assert all(schema.get("default") == rule.options[option].get("default") for option, schema in told.items())


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
    assert [policy.name for policy in served.policies] == NAMES
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 1


def test_pack_needs_neither_azure_native_nor_the_components():
    script = "import sys, azure_openai_policies; print(*sys.modules)"
    command = [sys.executable, "-c", script]
    loaded = subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, stdout=subprocess.PIPE, text=True, check=True).stdout
    assert not {"pulumi_azure_native", "azure_openai", "pydantic"} & set(loaded.split())

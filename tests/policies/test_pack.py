"""The pack as a whole: its ids, its metadata, its start."""

import os
import resource
import subprocess
import sys
import sysconfig
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


def test_a_stack_rule_alone_says_that_it_saw_no_inputs(pack):
    configs = {name: proto.PolicyConfig(enforcementLevel=proto.DISABLED) for name in FROZEN}
    configs["log-01-diagnostics"] = proto.PolicyConfig(enforcementLevel=proto.MANDATORY)
    pack.service.Configure(proto.ConfigureAnalyzerRequest(policyConfig=configs), None)
    account = {"name": "ai", "type": "azure-native:cognitiveservices:Account", "outputs": {"kind": "OpenAI"}}
    said = pack.analyze_stack([account])["log-01-diagnostics"]
    assert said.verdict == "undecided" and "turn on a rule about resources, such as OPS-03" in said.text


def test_resources_of_one_name_that_were_let_off_are_told_apart(pack):
    waiver = {"rule": "NET-01", "resource": "main", "who": "Ada", "why": "Trial", "until": "2026-12-01"}
    pack.configure("ops-03-waivers-in-order", {"today": "2026-11-23", "waivers": [waiver]})
    pack.analyze("pulumi:pulumi:Stack", {}, "root")
    for parent in ("one", "two"):
        request = proto.AnalyzeRequest(
            type="azure-native:cognitiveservices:Account", urn=f"urn:pulumi:s::p::{parent}$Account::main", name="main"
        )
        request.properties.update({"kind": "OpenAI"})
        pack.service.Analyze(request, None)
    root = {"name": "root", "type": "pulumi:pulumi:Stack", "outputs": {}}
    told = pack.analyze_stack([root])["ops-05-waivers-reported"].text
    assert "one$Account::main does not comply" in told and "two$Account::main does not comply" in told


def started(folder, environment, *options):
    """The names that a pack serves and the processor time that its start took, as the engine starts it."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, *options, "-u", "-m", "pulumi.policy", "127.0.0.1:0", str(folder)]
    with subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            with grpc.insecure_channel(f"127.0.0.1:{process.stdout.readline().strip()}") as channel:
                served = analyzer_pb2_grpc.AnalyzerStub(channel).GetAnalyzerInfo(empty_pb2.Empty(), timeout=30)
        finally:
            process.terminate()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    names = {policy.name for policy in served.policies}
    return names, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def test_pack_starts_within_a_second_of_processor_time():
    names, seconds = started(ROOT, ENVIRONMENT)
    assert names == set(FROZEN)
    assert seconds < 1


def test_released_pack_starts_outside_the_repository_with_pulumi_policy_alone(tmp_path):
    folder = tmp_path / "elsewhere" / "pack"
    subprocess.run([sys.executable, str(ROOT / "release.py"), str(folder)], check=True)
    assert (folder / "requirements.txt").read_text() == "pulumi-policy>=1.21,<2\n"
    description = (folder / "README.md").read_text()
    assert all(rule.id in description for rule in RULES) and "](." not in description and "](cli" not in description
    assert (folder / "LICENSE").read_text() == (ROOT.parent / "LICENSE").read_text()
    # Packages without what installs this repository's own folders, and without azure-native.
    (tmp_path / "packages").mkdir()
    for package in Path(sysconfig.get_path("purelib")).iterdir():
        if package.suffix != ".pth" and not package.name.startswith(("pulumi_azure_native", "azure", "__editable__")):
            (tmp_path / "packages" / package.name).symlink_to(package)
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "packages")}
    names, seconds = started(folder, environment, "-S")
    assert names == set(FROZEN)
    assert seconds < 1


def test_release_overwrites_nothing(tmp_path):
    command = [sys.executable, str(ROOT / "release.py"), str(tmp_path)]
    refused = subprocess.run(command, capture_output=True, text=True)
    assert refused.returncode == 1 and "exists; name a folder that does not" in refused.stderr
    assert list(tmp_path.iterdir()) == []


def test_pack_needs_neither_azure_native_nor_the_components():
    script = "import sys, azure_openai_policies; print(*sys.modules)"
    command = [sys.executable, "-c", script]
    loaded = subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, stdout=subprocess.PIPE, text=True, check=True).stdout
    assert not {"pulumi_azure_native", "azure_openai", "pydantic"} & set(loaded.split())

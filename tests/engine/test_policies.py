"""The policy pack on the real engine: what must not be deployed stops in the preview."""

import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
STACKS = sorted(path.stem.split(".")[1] for path in (HERE.parents[1] / "stacks").glob("Pulumi.*.yaml"))
BAD_PROGRAMS = sorted(path for path in (HERE / "bad_programs").glob("*.py") if path.stem != "private")


def profile(repository: Path, name: str) -> str:
    return str(repository / "policies" / "profiles" / f"{name}.json")


def preview_events(project: Any, repository: Path, config: str) -> list[dict[str, Any]]:
    """What the engine tells of a preview with the pack, one event a line."""
    command = ["pulumi", "preview", "--json", "--stack", project.stack, "--non-interactive"]
    command += ["--policy-pack", str(repository / "policies"), "--policy-pack-config", config]
    environment = {**project.environment, "PULUMI_ENABLE_STREAMING_JSON_PREVIEW": "true"}
    done = subprocess.run(command, cwd=project.folder, env=environment, capture_output=True, text=True, check=False)
    return [json.loads(line) for line in done.stdout.splitlines()]


def told(events: list[dict[str, Any]], level: str) -> Iterator[dict[str, Any]]:
    return (event["policyEvent"] for event in events if event.get("policyEvent", {}).get("enforcementLevel") == level)


def rules(events: list[dict[str, Any]], level: str = "mandatory") -> set[str]:
    """Ids of the rules that told something at a level, in lower case."""
    return {"-".join(event["policyName"].split("-")[:2]) for event in told(events, level)}


def written(tmp_path: Path, config: dict[str, Any]) -> str:
    path = tmp_path / "config.json"
    path.write_text(json.dumps(config), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("stack", STACKS)
def test_every_stack_complies_and_production_with_more(
    new_project: Callable[..., Any], repository: Path, stack: str
) -> None:
    project = new_project(stack=stack)
    own = repository / "stacks" / f"{stack}.policies.json"
    name = "regulated" if stack.startswith("prod-") else "standard"
    events = preview_events(project, repository, str(own) if own.exists() else profile(repository, name))
    assert list(told(events, "mandatory")) == []
    assert "summaryEvent" in {key for event in events for key in event}, events[-5:]


@pytest.mark.parametrize("program", BAD_PROGRAMS, ids=lambda path: path.stem)
def test_bad_program_fails_with_exactly_the_rules_it_breaks(
    new_project: Callable[..., Any], repository: Path, program: Path
) -> None:
    text = program.read_text(encoding="utf-8")
    project = new_project(program=text)
    shutil.copy(HERE / "bad_programs" / "private.py", project.folder)
    broken = re.search(r"^regulated: (.+)$", text, re.MULTILINE)
    assert broken
    assert rules(preview_events(project, repository, profile(repository, "regulated"))) == set(broken[1].split())


LAX = """
import pulumi
from pulumi_azure_native import cognitiveservices, resources

group = resources.ResourceGroup("group", location="swedencentral")
for name in ("ai", "ai-playground"):
    account = cognitiveservices.Account(
        name, resource_group_name=group.name, kind="OpenAI", sku={"name": "S0"},
        tags={"token": pulumi.Output.secret("s3cret")},
        properties={
            "disable_local_auth": False,
            "network_acls": {"default_action": "Allow"},
            "public_network_access": "Enabled",
            "restrict_outbound_network_access": False,
        },
    )
    cognitiveservices.Deployment(
        f"{name}-chat", resource_group_name=group.name, account_name=account.name,
        sku={"name": "DataZoneStandard", "capacity": 1}, tags={"token": pulumi.Output.secret("s3cret")},
        properties={
            "model": {"format": "OpenAI", "name": "gpt-5.1", "version": "2025-11-13"},
            "version_upgrade_option": "OnceNewDefaultVersionAvailable",
        },
    )
"""

REMEDIES = {
    "net-01-public-network-off": {},
    "net-02-default-deny-firewall": {},
    "net-09-outbound-restricted": {},
    "iam-01-no-key-auth": {},
    "mod-04-upgrade-option": {"allowedOptions": ["NoAutoUpgrade"]},
    "rai-01-filter-policy-named": {},
    "tag-01-required-tags": {"keys": ["owner"], "defaults": {"owner": "platform team"}},
}
"""All rules that put something right, with what each must be told."""

WAIVER = {"rule": "NET-01", "resource": "*-playground", "who": "Ada", "why": "Trial", "until": "2026-12-01"}


def test_preview_shows_what_was_put_right_and_no_secret(
    new_project: Callable[..., Any], repository: Path, tmp_path: Path
) -> None:
    config = {
        "all": "disabled",
        **{rule: {"enforcementLevel": "remediate", **settings} for rule, settings in REMEDIES.items()},
        "ops-03-waivers-in-order": {"enforcementLevel": "mandatory", "waivers": [WAIVER]},
        "ops-05-waivers-reported": "advisory",
    }
    project = new_project(program=LAX)
    events = preview_events(project, repository, written(tmp_path, config))
    assert rules(events) == set()
    states = {
        event["resourcePreEvent"]["metadata"]["urn"].split("::")[-1]: event["resourcePreEvent"]["metadata"]["new"]
        for event in events
        if event.get("resourcePreEvent", {}).get("metadata", {}).get("type", "").startswith("azure-native:cognitive")
    }
    inputs = {name: state["inputs"] for name, state in states.items()}
    # An account that nobody reaches from outside needs no firewall; the waived one is reached.
    for account, access, firewall in (("ai", "Disabled", "Allow"), ("ai-playground", "Enabled", "Deny")):
        settings = inputs[account]["properties"]
        assert settings["publicNetworkAccess"] == access
        assert settings["networkAcls"]["defaultAction"] == firewall
        assert inputs[account]["tags"]["owner"] == "platform team"
        assert settings["disableLocalAuth"] is settings["restrictOutboundNetworkAccess"] is True
        deployment = inputs[f"{account}-chat"]["properties"]
        assert deployment["raiPolicyName"] == "Microsoft.DefaultV2"
        assert deployment["versionUpgradeOption"] == "NoAutoUpgrade"
    for held in inputs.values():
        assert held["tags"]["token"]["ciphertext"] == "[secret]"
    assert len(inputs) == 4 and "s3cret" not in json.dumps(events)
    [report] = told(events, "advisory")
    assert "ai-playground does not comply with NET-01 and is waived until 2026-12-01 by Ada: Trial" in report["message"]


def test_saved_state_is_judged_without_program_or_provider(platform: Any, repository: Path, tmp_path: Path) -> None:
    state = json.loads(platform.pulumi("stack", "export"))
    account = next(
        resource
        for resource in state["deployment"]["resources"]
        if resource["type"] == "azure-native:cognitiveservices:Account"
    )
    account["inputs"]["properties"]["disableLocalAuth"] = False
    account["outputs"]["properties"]["disableLocalAuth"] = False
    saved = tmp_path / "state.json"
    saved.write_text(json.dumps(state), encoding="utf-8")
    # A folder without a project, and no plugin but what the pack itself needs.
    command = [
        "pulumi",
        "policy",
        "analyze",
        "--file",
        str(saved),
        "--json",
        "--policy-pack",
        str(repository / "policies"),
    ]
    done = subprocess.run(command, cwd=tmp_path, env=platform.environment, capture_output=True, text=True, check=False)
    events = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1, done.stderr
    assert rules(events) == {"iam-01"}


def violations(project: Any, repository: Path) -> str:
    printed = project.pulumi("preview", "--policy-pack", str(repository / "policies"), fails=True)
    return " ".join(printed.split())


@pytest.mark.parametrize(
    ("changes", "rule", "resource"),
    [
        (
            {"public_network_access": "Enabled"},
            "net-01-public-network-off",
            "azure-native:cognitiveservices:Account: platform-eu",
        ),
        ({"disable_local_auth": False}, "iam-01-no-key-auth", "azure-native:cognitiveservices:Account: platform-eu"),
        (
            {"managed_identities": {"system_assigned": False}},
            "iam-02-managed-identity",
            "azure-native:cognitiveservices:Account: platform-eu",
        ),
    ],
)
def test_what_is_turned_off_is_reported_by_rule_and_resource(
    new_project: Callable[..., Any], repository: Path, changes: dict[str, Any], rule: str, resource: str
) -> None:
    project = new_project()
    with project.settings() as settings:
        settings["accounts"]["eu"].update(changes)
    printed = violations(project, repository)
    assert rule in printed and resource in printed
    assert project.held()["resources"] == []


def test_a_stack_without_content_filters_is_refused(new_project: Callable[..., Any], repository: Path) -> None:
    project = new_project()
    with project.settings() as settings:
        for deployment in settings["accounts"]["eu"]["deployments"].values():
            deployment["content_filter"] = "none"
    printed = violations(project, repository)
    assert "rai-01-" in printed and "Deployment: platform-eu-chat" in printed


def test_a_filter_that_lets_harm_through_is_refused(new_project: Callable[..., Any], repository: Path) -> None:
    project = new_project()
    with project.settings() as settings:
        settings["accounts"]["eu"]["content_filters"]["strict"] = {
            "approved_by": "LA-2026-0815",
            "filters": [
                {"name": "Hate", "source": "Completion", "severity_threshold": "High"},
                {"name": "Violence", "source": "Prompt", "enabled": False},
                {"name": "Jailbreak", "source": "Prompt", "blocking": False},
            ],
        }
    printed = violations(project, repository)
    for rule in ("rai-04-", "rai-05-", "rai-06-"):
        assert rule in printed


BARE = """
from pulumi_azure_native import cognitiveservices, resources

group = resources.ResourceGroup("group", location="swedencentral")
account = cognitiveservices.Account(
    "ai", resource_group_name=group.name, kind="OpenAI", sku={"name": "S0"},
    properties={"custom_sub_domain_name": "bare"},
)
cognitiveservices.Deployment(
    "chat", resource_group_name=group.name, account_name=account.name, sku={"name": "GlobalStandard", "capacity": 1},
    properties={"model": {"format": "OpenAI", "name": "gpt-5-chat", "version": "2025-08-07"}, "rai_policy_name": "gone"},
)
"""


def test_anybodys_program_is_checked(new_project: Callable[..., Any], repository: Path) -> None:
    printed = violations(new_project(program=BARE), repository)
    for rule in ("net-01-", "net-02-", "iam-01-", "iam-02-", "rai-03-", "mod-05-", "res-03-"):
        assert rule in printed

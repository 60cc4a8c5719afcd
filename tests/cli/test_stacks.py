"""`stack show`: what a stack will hold, read from its file or from exported state."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

from .conftest import Command

Change = Callable[[str, str], None]


def test_a_stack_is_shown_as_a_tree(command: Command, project: Path) -> None:
    shown = command("stack", "show", "local").out
    lines = shown.splitlines()
    account = next(i for i, line in enumerate(lines) if "account assistant-eu" in line)
    deployment = next(i for i, line in enumerate(lines) if "deployment chat:" in line)
    assert account < deployment
    assert "public network Disabled, Entra tokens only" in lines[account]
    assert "gpt-5.1 2025-11-13, DataZoneStandard 100, 100,000 tokens a minute, filter strict" in lines[deployment]
    assert "retires 2027-05-15" in lines[deployment]
    assert "Cognitive Services OpenAI User for Group" in shown
    assert "virtual network: created" in shown


def test_what_azure_would_refuse_is_told_with_what_to_do(command: Command, project: Path, change: Change) -> None:
    assert command("stack", "show", "local", "--json").document["problems"] == []
    change("gpt-5.1", "gpt-51")
    change("DataZoneStandard, capacity: 90", "DataZoneBatch, capacity: 90")
    change("DataZoneStandard, capacity: 120", "DataZoneStandart, capacity: 120")
    ran = command("stack", "show", "local")
    assert ran.code == 3
    assert [line for line in ran.out.splitlines() if line.startswith("Problem")] == [
        "Problem: accounts.eu.deployments.chat.model.name: Azure has no model 'gpt-51'. Nearest: gpt-5.1, gpt-5, gpt-5.5.",
        "Problem: accounts.eu.deployments.chat-small.sku.name: gpt-5-mini 2025-08-07 is not offered as DataZoneBatch in "
        "swedencentral. DataZoneBatch is offered in no region; swedencentral offers DataZoneStandard, GlobalStandard, "
        "ProvisionedManaged, DataZoneProvisionedManaged, GlobalProvisionedManaged.",
        "Problem: accounts.eu.deployments.embeddings.sku.name: Azure has no deployment SKU 'DataZoneStandart'. "
        "Use DataZoneStandard, DataZoneBatch, Standard.",
    ]


def test_a_region_nobody_knows_may_be_new(command: Command, project: Path, change: Change) -> None:
    change("swedencentral", "swedncentral")
    region = (
        "account assistant-eu.region: The catalogue has no region 'swedncentral'. "
        "Nearest: swedencentral, spaincentral, koreacentral."
    )
    ran = command("stack", "show", "local")
    assert f"Problem: {region}" in ran.out and ran.code == 3
    for key in ("chat", "chat-small", "embeddings"):
        change(f"          {key}:\n", f"          {key}:\n            not_in_catalog: true\n")
    ran = command("stack", "show", "local")
    assert f"Warning: {region}" in ran.out and ran.code == 0


def test_choices_and_weaker_settings_are_told(command: Command, project: Path, change: Change) -> None:
    change("    role_assignments:", "    network:\n      private_dns: {managed_elsewhere: {by: the hub team}}\n"
           "      virtual_network: {existing: {subnet_resource_id: /x}}\n    role_assignments:")  # fmt: skip
    change("      eu:", "      eu:\n        public_network_access: Enabled\n        disable_local_auth: false")
    shown = command("stack", "show", "local").out
    assert "private DNS: managed elsewhere, by the hub team" in shown
    assert "virtual network: existing" in shown
    assert "public network Enabled, keys and Entra tokens" in shown


def test_secrets_stay_secret_and_bundles_are_told(command: Command, project: Path, change: Change) -> None:
    change("principal_id: 11111111-1111-4111-8111-111111111111", "principal_id: {secure: AAABcipher}")
    change(
        "role: Cognitive Services OpenAI User\n        principal_id: 22222222",
        "bundle: caller\n        principal_id: 22222222",
    )
    shown = command("stack", "show", "local").out
    assert "for ServicePrincipal secret (application)" in shown and "cipher" not in shown
    assert "bundle caller for Group" in shown


def test_an_encrypted_platform_is_told_to_be_so(command: Command, project: Path, stack_file: Path) -> None:
    stack_file.write_text("config:\n  azure-openai:platform:\n    secure: v1:cipher\n")
    ran = command("stack", "show", "local")
    assert ran.code == 2
    assert ran.err == (
        "Error: Pulumi.local.yaml: azure-openai:platform: It is encrypted and cannot be read here. Set it with "
        "`pulumi config set` without --secret, or give exported state instead of the file.\n"
    )


def test_all_that_cannot_be_understood_is_told_at_once(command: Command, project: Path, change: Change) -> None:
    change('"2025-11-13"', "2025-11-13")
    change("capacity: 90", "capacity: many")
    change("name: gpt-5-mini, ", "")
    ran = command("stack", "show", "local")
    assert ran.code == 2
    assert (
        "Pulumi.local.yaml: accounts.eu.deployments.chat.model.version: 2025-11-13 stands for something other than text."
        in ran.err
    )
    assert 'Quote it: "2025-11-13".' in ran.err
    assert "accounts.eu.deployments.chat-small.sku.capacity" in ran.err
    assert "accounts.eu.deployments.chat-small.model: 'name' is a required property." in ran.err


def test_the_projects_own_schema_is_checked_too(command: Command, project: Path, change: Change) -> None:
    platform = {"additionalProperties": False, "properties": {"locations": {}, "accounts": {}, "name": {}, "tags": {}}}
    platform["properties"] |= {"role_assignments": {}, "quota": {}}
    schema = {"properties": {"config": {"properties": {"azure-openai:platform": platform}}}}
    (project / "stacks" / "schema.json").write_text(json.dumps(schema))
    ran = command("stack", "show", "local")
    assert ran.code == 2
    assert "Unknown: location. Nearest: locations." in ran.err
    change('"2025-11-13"', "2025-11-13")
    assert "2 problems" in command("stack", "show", "local").err


def test_a_key_that_stands_twice_is_refused_with_both_lines(command: Command, project: Path, change: Change) -> None:
    change("    location: swedencentral\n", "    location: swedencentral\n    location: westeurope\n")
    change('"2025-08-07"}', '"2025-08-07", name: gpt-5}')
    ran = command("stack", "show", "local")
    assert ran.code == 2
    at = "Pulumi.local.yaml: config.azure-openai:platform"
    assert f"{at}.location: The key stands in line 7 and again in line 8. Keep one of them." in ran.err
    assert (
        f"{at}.accounts.eu.deployments.chat-small.model.name: The key stands in line 23 and again in line 23."
        in ran.err
    )
    (project / "Pulumi.yaml").write_text("name: one\nname: two\n")
    assert "Pulumi.yaml: name: The key stands in line 1 and again in line 2." in command("stack", "show", "local").err


def test_what_overrides_a_merge_key_stands_there_once(command: Command, project: Path, change: Change) -> None:
    change("sku: {name: DataZoneStandard, capacity: 100}", "sku: &sku {name: DataZoneStandard, capacity: 100}")
    change("sku: {name: DataZoneStandard, capacity: 90}", "sku: &small {<<: *sku, capacity: 90}")
    change("sku: {name: DataZoneStandard, capacity: 120}", "sku: {<<: *small, capacity: 120}")
    ran = command("stack", "show", "local")
    assert ran.code == 0, ran.err
    assert "DataZoneStandard 90" in ran.out and "DataZoneStandard 120" in ran.out


def test_a_file_outside_of_the_project_is_checked_with_the_schema_of_the_working_folders_project(
    command: Command, project: Path, repository: Path, stack_file: Path, tmp_path: Path
) -> None:
    shutil.copy(repository / "stacks" / "schema.json", project / "stacks")
    elsewhere = tmp_path / "Pulumi.elsewhere.yaml"
    elsewhere.write_text(stack_file.read_text().replace("content_filter: strict", "spilover: chat-small"))
    ran = command("stack", "show", elsewhere)
    assert ran.code == 2
    assert "accounts.eu.deployments.chat: Unknown: spilover. Nearest: spillover." in ran.err
    (tmp_path / "schema.json").write_text("{}")
    assert command("stack", "show", elsewhere).code == 0, "a schema beside the file is the file's own"


def test_a_stack_that_is_not_there_is_answered_with_those_that_are(
    command: Command, project: Path, tmp_path: Path, monkeypatch
) -> None:
    assert "Stacks with a file: local." in command("stack", "show", "prod").err
    assert "Stacks with a file: local." in command("stack", "show").err
    assert command("stack", "show", tmp_path / "none.yaml").code == 2
    monkeypatch.chdir(tmp_path)
    ran = command("stack", "show", "local")
    assert ran.code == 2
    assert "There is no Pulumi.yaml here or above." in ran.err


def test_a_file_that_is_no_stack_file_is_refused(command: Command, project: Path, stack_file: Path) -> None:
    for text in ("config: {}", "just words", "a: [", "", "config:\n  azure-openai:platform: 3\n"):
        stack_file.write_text(text)
        ran = command("stack", "show", "local")
        assert ran.code == 2, text
        assert "Pulumi.local.yaml" in ran.err


def _state() -> dict[str, object]:
    account = "/subscriptions/0/resourceGroups/rg/providers/Microsoft.CognitiveServices/accounts/acme-eu"
    urn = "urn:pulumi:prod::acme::azure-native:cognitiveservices"
    return {
        "version": 3,
        "deployment": {
            "resources": [
                {"urn": "urn:pulumi:prod::acme::pulumi:pulumi:Stack::acme-prod", "type": "pulumi:pulumi:Stack"},
                {
                    "urn": f"{urn}:Account::acme",
                    "type": "azure-native:cognitiveservices:Account",
                    "id": account,
                    "inputs": {"accountName": "acme-eu", "kind": "OpenAI", "properties": {"disableLocalAuth": True}},
                    "outputs": {"location": "Sweden Central", "properties": {"publicNetworkAccess": "Enabled"}},
                },
                {
                    "urn": f"{urn}/v20250601:Deployment::chat",
                    "type": "azure-native:cognitiveservices/v20250601:Deployment",
                    "id": f"{account}/deployments/chat",
                    "inputs": {
                        "properties": {"model": {"name": "gpt-5.1", "format": "OpenAI"}},
                        "sku": {"name": "GlobalStandard", "capacity": 20.0},
                    },
                    "outputs": {
                        "properties": {
                            "model": {"name": "gpt-5.1", "format": "OpenAI", "version": "2025-11-13"},
                            "raiPolicyName": "strict",
                        }
                    },
                },
            ]
        },
    }


def test_exported_state_is_read_as_azure_answered_it(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "state.json"
    path.write_text(json.dumps(_state()))
    stack = command("stack", "show", "--state", path, "--json").document
    assert stack["name"] == "prod"
    (account,) = stack["accounts"]
    assert (account["region"], account["public_network_access"]) == ("swedencentral", "Enabled")
    (deployment,) = account["deployments"]
    assert (deployment["version"], deployment["capacity"]) == ("2025-11-13", 20)
    assert deployment["content_filter"] == "strict"


def test_what_is_no_exported_state_is_refused(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "state.json"
    for text in ("{}", "[]", "no json", '{"deployment": 3}'):
        path.write_text(text)
        ran = command("stack", "show", "--state", path)
        assert ran.code == 2, text
        assert "state.json" in ran.err

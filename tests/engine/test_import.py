"""An account that was made by hand, with what it holds, is taken over by a stack."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from azure_emulator.arm import Arm

GROUP = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/portal"
ACCOUNT = f"{GROUP}/providers/Microsoft.CognitiveServices/accounts/portal-ai"
POLICY = f"{ACCOUNT}/raiPolicies/strict"
CHAT = f"{ACCOUNT}/deployments/chat"

KINDS = {
    "group": ("azure-native:resources:ResourceGroup", GROUP),
    "ai": ("azure-native:cognitiveservices:Account", ACCOUNT),
    "strict": ("azure-native:cognitiveservices:RaiPolicy", POLICY),
    "chat": ("azure-native:cognitiveservices:Deployment", CHAT),
}

PROGRAM = """
import json
import pulumi
for name, (kind, inputs) in json.load(open("inputs.json")).items():
    pulumi.CustomResource(kind, name, inputs, pulumi.ResourceOptions(version="{version}"))
"""
"""The inputs of the import, registered again as they are."""


def make_by_hand(state: Path) -> None:
    model = {"format": "OpenAI", "name": "gpt-5.1", "version": "2025-11-13"}
    filters = [{"name": "Hate", "source": "Prompt", "severityThreshold": "Low"}]
    account = {
        "location": "swedencentral",
        "kind": "OpenAI",
        "sku": {"name": "S0"},
        "identity": {"type": "SystemAssigned"},
        "properties": {"customSubDomainName": "portal-ai", "publicNetworkAccess": "Disabled"},
    }
    bodies = [
        (GROUP, {"location": "swedencentral"}, "2024-03-01"),
        (ACCOUNT, account, "2025-06-01"),
        (POLICY, {"properties": {"contentFilters": filters}}, "2025-06-01"),
        (
            CHAT,
            {
                "sku": {"name": "DataZoneStandard", "capacity": 10},
                "properties": {"model": model, "raiPolicyName": "strict"},
            },
            "2025-06-01",
        ),
    ]
    arm = Arm.open(state)
    for path, body, version in bodies:
        assert arm.request("PUT", path, api_version=version, body=body).status == 201
    arm.close()


@pytest.fixture
def imported(new_project: Callable[..., Any], tmp_path: Path) -> Any:
    project = new_project(program="")
    make_by_hand(tmp_path / "azure.sqlite")
    listed = [{"type": kind, "name": name, "id": id} for name, (kind, id) in KINDS.items()]
    (project.folder / "import.json").write_text(json.dumps({"resources": listed}))
    project.pulumi("import", "--file", "import.json", "--yes", "--generate-code=false", "--protect=false")
    return project


def test_an_import_gives_inputs_that_a_program_can_repeat_and_change(imported: Any) -> None:
    resources = json.loads(imported.pulumi("stack", "export"))["deployment"]["resources"]
    by_name = {resource["urn"].split("::")[-1]: resource for resource in resources if "inputs" in resource}
    (provider,) = (resource for name, resource in by_name.items() if name not in KINDS)
    inputs = {name: (kind, by_name[name]["inputs"]) for name, (kind, _) in KINDS.items()}
    assert inputs["chat"][1]["properties"]["raiPolicyName"] == "strict"

    (imported.folder / "__main__.py").write_text(PROGRAM.format(version=provider["inputs"]["version"]))
    (imported.folder / "inputs.json").write_text(json.dumps(inputs))
    imported.pulumi("preview", "--expect-no-changes")

    inputs["chat"][1]["sku"]["capacity"] = 20
    (imported.folder / "inputs.json").write_text(json.dumps(inputs))
    assert [step.what for step in imported.up()] == [("update", "Deployment chat")]
    assert imported.ids_in_state() == imported.ids_held()

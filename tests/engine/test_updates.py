"""docs/updates.md is true: the change of each setting, previewed on the real engine over what was built before."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from azure_emulator import SUBSCRIPTION_ID, TENANT_ID

from .conftest import make_project

TABLE = Path(__file__).resolve().parents[2] / "scripts" / "generators" / "updates.yaml"
ROWS: list[dict[str, Any]] = yaml.safe_load(TABLE.read_text())["rows"]

THEIRS = f"""
import pulumi
from azure_openai import OpenAIAccount
from pulumi_azure_native import keyvault, network, operationalinsights, privatedns, resources

for name in ("team-1", "team-2", "team-3", "team-4", "team-5"):
    resources.ResourceGroup(name, resource_group_name=name, location="swedencentral")
group = resources.ResourceGroup("team", resource_group_name="team", location="swedencentral")
here = {{"resource_group_name": group.name}}
keyvault.Vault(
    "team",
    vault_name="team-vault",
    properties={{"tenant_id": "{TENANT_ID}", "sku": {{"family": "A", "name": "standard"}}, "enable_rbac_authorization": True}},
    **here,
)
operationalinsights.Workspace("team", workspace_name="team", **here)
vnet = network.VirtualNetwork(
    "team", virtual_network_name="team", address_space={{"address_prefixes": ["10.0.0.0/24"]}}, **here
)
network.Subnet("team", virtual_network_name=vnet.name, subnet_name="team", address_prefix="10.0.0.0/24", **here)
privatedns.PrivateZone("team", private_zone_name="privatelink.openai.azure.com", location="global", **here)
OpenAIAccount("team", {{"account_name": "team-account", "location": "swedencentral", **here}})
"""

PROGRAM = """
import json
import azure_openai

for name, component in json.load(open("components.json")).items():
    getattr(azure_openai, component["component"])(name, component["settings"])
"""

EFFECTS = {
    "create": "created",
    "delete": "deleted",
    "update": "in place",
    # Whichever of the two comes first says in which order a resource is replaced.
    "create-replacement": "create first",
    "delete-replaced": "delete first",
}
"""What the table calls a step of the engine."""


@dataclass(frozen=True)
class Claim:
    """What the table says of a class of resources."""

    effect: str
    kind: str
    of: tuple[str, ...]
    """Names of the resources, or what they begin with."""
    properties: tuple[str, ...]
    """Properties that change in place."""

    def covers(self, resource: "Resource") -> bool:
        return resource.kind == self.kind and any(
            resource.name == name or resource.name.startswith(f"{name}-") for name in self.of
        )


@dataclass
class Resource:
    """A resource of the preview."""

    kind: str
    name: str
    effect: str | None = None
    """None if nothing happens to it."""
    differences: frozenset[str] = frozenset()
    """Properties that change in place."""


def claims(row: dict[str, Any], *fields: str) -> list[Claim]:
    return [
        Claim(effect, kind, tuple(row["of"]), tuple(kinds[kind]) if effect == "in place" else ())
        for field in fields
        for effect, kinds in row.get(field, {}).items()
        for kind in kinds
    ]


CLAIMS = [claim for row in ROWS for claim in claims(row, "does", "unknown")]


@pytest.fixture
def preview(tmp_path: Path, repository: Path, sandbox: dict[str, str]) -> list[Resource]:
    """The preview of all changes at once, over the components as they were built."""
    environment = {**sandbox, "AZURE_EMULATOR_QUOTA_TIER": "6"}
    make_project(tmp_path, "theirs", repository, environment, THEIRS).up()
    project = make_project(tmp_path, "project", repository, environment, PROGRAM)
    team = f"/subscriptions/{SUBSCRIPTION_ID}/resourceGroups/team/providers"
    table = json.loads(json.dumps(yaml.safe_load(TABLE.read_text())).replace("<team>", team))
    components = project.folder / "components.json"
    components.write_text(json.dumps(table["components"]))
    project.up()
    for row in table["rows"]:
        for path, value in row["change"].items():
            name, *keys = path.split(".")
            change(table["components"][name]["settings"], keys, value)
    components.write_text(json.dumps(table["components"]))
    log = project.folder / "events.json"
    project.pulumi("preview", "--event-log", str(log))
    return list(resources(log).values())


def change(settings: dict[str, Any], keys: list[str], value: Any) -> None:
    for key in keys[:-1]:
        settings = settings.setdefault(key, {})
    if value is None:
        del settings[keys[-1]]
    else:
        settings[keys[-1]] = value


def resources(log: Path) -> dict[tuple[str, str], Resource]:
    """Azure's resources in an event log, by class and name."""
    found: dict[tuple[str, str], Resource] = {}
    for line in log.read_text().splitlines():
        step = json.loads(line).get("resourcePreEvent", {}).get("metadata")
        if step is None or "azure-native:" not in step["urn"].split("::")[2]:
            continue
        key = step["urn"].split("::")[2].rpartition(":")[2], step["urn"].split("::", 3)[3]
        resource = found.setdefault(key, Resource(*key))
        if resource.effect is None and step["op"] in EFFECTS:
            resource.effect = EFFECTS[step["op"]]
            resource.differences = frozenset(step.get("detailedDiff") or ())
    return found


def test_each_change_does_what_the_page_says_and_nothing_else(preview: list[Resource]) -> None:
    # One test, so that workers that share the tests among them do not each build it all.
    wrong = {row["settings"][0]: found for row in ROWS if (found := list(contradictions(row, preview)))}
    assert wrong == {}
    assert [resource for resource in preview if resource.effect and not is_said(resource)] == []


def contradictions(row: dict[str, Any], preview: list[Resource]) -> Iterator[tuple[Claim, list[Resource]]]:
    """Claims of a row that the preview does not bear out, with the resources that it is about."""
    for claim in claims(row, "does"):
        covered = [resource for resource in preview if claim.covers(resource)]
        others = [one for one in covered if not bears_out(one, claim) and not is_anothers(one, claim)]
        if others or not any(bears_out(resource, claim) for resource in covered):
            yield claim, others
    for claim in claims(row, "unknown"):
        if not any(bears_out(resource, claim) for resource in preview if claim.covers(resource)):
            yield claim, []


def bears_out(resource: Resource, claim: Claim) -> bool:
    """Whether what happens to a resource is what the claim says."""
    changed = all(any(is_in(found, name) for found in resource.differences) for name in claim.properties)
    return resource.effect == claim.effect and changed


def is_anothers(resource: Resource, claim: Claim) -> bool:
    """Whether the claim cannot show: it is of what comes, not of what is there; or another row replaces the resource."""
    if "created" in (claim.effect, resource.effect):
        return True
    others = [other for other in CLAIMS if other.effect != "in place" and other.covers(resource)]
    return claim.effect == "in place" and any(bears_out(resource, other) for other in others)


def is_in(difference: str, name: str) -> bool:
    """Whether a difference is in the property of that name or below it."""
    return difference == name or difference.startswith((f"{name}.", f"{name}["))


def is_said(resource: Resource) -> bool:
    said = [claim for claim in CLAIMS if claim.covers(resource) and claim.effect == resource.effect]
    properties = [name for claim in said for name in claim.properties]
    if resource.effect == "in place":
        return all(any(is_in(difference, name) for name in properties) for difference in resource.differences)
    return bool(said)


def test_what_only_a_preview_shows_does_not_happen(new_account: Callable[..., Any]) -> None:
    project = new_account(customer_managed_key={"create": {}})
    project.up()
    project.change(tags={"team": "search"})
    log = project.folder / "preview.json"
    project.pulumi("preview", "--event-log", str(log))
    assert resources(log)["RoleAssignment", "ai-key"].effect == "create first"
    assert {step.what for step in project.up()} == {
        ("update", "Account ai"),
        ("update", "Key ai-3072-365"),
        ("update", "UserAssignedIdentity ai"),
        ("update", "Vault ai"),
    }

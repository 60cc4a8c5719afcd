"""A small platform in the local Azure, to be broken: what the tests of `verify` call."""

import json
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from azure_emulator import SUBSCRIPTION_ID
from azure_emulator.arm import Arm
from azure_openai_catalog import roles

from ...api_versions import version_of
from ...bodies import account_body, deployment_body

CALLER = "11111111-1111-4111-8111-111111111111"
HARMS = ("Hate", "Sexual", "Violence", "Selfharm")


@dataclass
class Platform:
    """An account `<name>` in a resource group of its own, with what its stack would say of it."""

    arm: Arm
    folder: Path
    name: str
    told: dict[str, dict[str, str]]

    @property
    def group(self) -> str:
        return f"/subscriptions/{SUBSCRIPTION_ID}/resourceGroups/rg-{self.name}"

    @property
    def account(self) -> str:
        return f"{self.group}/providers/Microsoft.CognitiveServices/accounts/{self.name}"

    @property
    def zone_group(self) -> str:
        return f"{self._network}/privateEndpoints/{self.name}/privateDnsZoneGroups/default"

    @property
    def _network(self) -> str:
        return f"{self.group}/providers/Microsoft.Network"

    def build(self) -> "Platform":
        """A private account without keys, with a strict filter and a deployment `chat`; the caller may call."""
        here = {"location": "swedencentral"}
        self.put(self.group, here)
        space = {"addressSpace": {"addressPrefixes": ["10.0.0.0/16"]}}
        self.put(f"{self._network}/virtualNetworks/net", {**here, "properties": space})
        self.put(f"{self._network}/virtualNetworks/net/subnets/own", {"properties": {"addressPrefix": "10.0.1.0/24"}})
        closed = {"customSubDomainName": self.name, "publicNetworkAccess": "Disabled", "disableLocalAuth": True}
        self.put(self.account, account_body(**closed))
        self.filter()
        self.deploy()
        link = {"privateLinkServiceId": self.account, "groupIds": ["account"]}
        connections = [{"name": "own", "properties": link}]
        subnet = {"id": f"{self._network}/virtualNetworks/net/subnets/own"}
        endpoint = {"subnet": subnet, "privateLinkServiceConnections": connections}
        self.put(f"{self._network}/privateEndpoints/{self.name}", {**here, "properties": endpoint})
        zone = f"{self._network}/privateDnsZones/privatelink.openai.azure.com"
        self.put(zone, {"location": "global"})
        named = [{"name": "openai", "properties": {"privateDnsZoneId": zone}}]
        self.put(self.zone_group, {"properties": {"privateDnsZoneConfigs": named}})
        self.grant()
        return self

    def deploy(
        self,
        name: str = "chat",
        model: str = "gpt-5.1",
        version: str = "2025-11-13",
        sku: str = "DataZoneStandard",
        capacity: int = 10,
        content_filter: str | None = "strict",
        tokens_per_minute: str = "10000",
    ) -> None:
        """Deploy a model, and let the stack say so."""
        policy = {"raiPolicyName": content_filter} if content_filter else {}
        self.put(f"{self.account}/deployments/{name}", deployment_body(model, version, sku, capacity, **policy))
        self.told[name] = {
            "name": name, "model": model, "version": version, "sku": sku, "capacity": str(capacity),
            "content_filter": content_filter or "none", "tokens_per_minute": tokens_per_minute,
        }  # fmt: skip

    def filter(self, name: str = "strict", without: tuple[str, ...] = (), severity: str = "Low") -> None:
        """Make a content filter."""
        entries = [
            {"name": harm, "source": source, "severityThreshold": severity,
             "enabled": harm not in without, "blocking": harm not in without}
            for harm in HARMS for source in ("Prompt", "Completion")
        ]  # fmt: skip
        held = {"basePolicyName": "Microsoft.DefaultV2", "mode": "Default", "contentFilters": entries}
        self.put(f"{self.account}/raiPolicies/{name}", {"properties": held})

    def grant(self, role: str = "Cognitive Services OpenAI User") -> None:
        """Give the caller this role, and no other."""
        found = roles.find(role)
        assert found
        definition = roles.role_definition_id(SUBSCRIPTION_ID, found.guid)
        path = f"{self.account}/providers/Microsoft.Authorization/roleAssignments/{uuid.uuid5(uuid.NAMESPACE_URL, self.name)}"
        self.delete(path)
        self.put(path, {"properties": {"principalId": CALLER, "roleDefinitionId": definition}})

    def set(self, **properties: Any) -> None:
        """Change properties of the account."""
        self._request("PATCH", self.account, {"properties": properties})

    def change(self, deployment: str = "chat", capacity: int | None = None, **properties: Any) -> None:
        """Change a deployment behind the stack's back."""
        path = f"{self.account}/deployments/{deployment}"
        body = self._request("GET", path)
        sku = {**body["sku"], **({"capacity": capacity} if capacity else {})}
        held = {name: body["properties"][name] for name in ("model", "raiPolicyName")}
        self.put(path, {"sku": sku, "properties": {**held, **properties}})

    def put(self, path: str, body: dict[str, Any]) -> None:
        """Write a resource."""
        self._request("PUT", path, body)

    def delete(self, path: str) -> None:
        """Delete a resource, if there is one."""
        self._request("DELETE", path)

    def _request(self, method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        answer = self.arm.request(method, path, api_version=version_of(path), body=body)
        assert answer.status < 300, answer.body
        return answer.body or {}

    def outputs(self) -> Path:
        """File with the outputs of its stack."""
        path = self.folder / "outputs.json"
        host = f"https://{self.name}.openai.azure.com/"
        path.write_text(json.dumps({"endpoints": {"eu": host}, "deployments": {"eu": self.told}, "other": 1}))
        return path

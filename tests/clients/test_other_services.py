"""The other namespaces, each driven by Microsoft's client for it."""

from typing import Any

import pytest
from azure.core.exceptions import HttpResponseError, ResourceExistsError, ResourceNotFoundError
from azure.mgmt.authorization import AuthorizationManagementClient
from azure.mgmt.cognitiveservices import CognitiveServicesManagementClient
from azure.mgmt.keyvault import KeyVaultManagementClient
from azure.mgmt.monitor import MonitorManagementClient
from azure.mgmt.network import NetworkManagementClient
from azure.mgmt.privatedns import PrivateDnsManagementClient
from azure.mgmt.resource.resources import ResourceManagementClient
from azure.mgmt.resource.subscriptions import SubscriptionClient

from ..bodies import account_body

PRINCIPAL = "22222222-2222-2222-2222-222222222222"
ACCOUNT = account_body()
OPENAI_USER = "5e0bd9bd-7b93-4f28-af87-19fc36ad61bd"


def test_the_subscription_says_what_it_is(doors: Any) -> None:
    with SubscriptionClient(doors.credential(), base_url=doors.url, connection_verify=doors.ca) as client:
        assert [one.subscription_id for one in client.subscriptions.list()] == [doors.subscription]
        assert client.subscriptions.get(doors.subscription).state == "Enabled"
        assert "swedencentral" in {one.name for one in client.subscriptions.list_locations(doors.subscription)}
        assert len(list(client.tenants.list())) == 1


def test_groups_resources_and_providers(doors: Any) -> None:
    with doors.client(ResourceManagementClient) as client:
        assert not client.resource_groups.check_existence("rg")
        client.resource_groups.create_or_update("rg", {"location": "swedencentral"})
        assert client.resource_groups.check_existence("rg")
        assert client.resource_groups.update("rg", {"tags": {"a": "b"}}).tags == {"a": "b"}
        with doors.client(CognitiveServicesManagementClient) as accounts:
            accounts.accounts.begin_create("rg", "ai", ACCOUNT).result()
            accounts.rai_blocklists.create_or_update("rg", "ai", "words", {"properties": {}})
        assert [one.name for one in client.resources.list_by_resource_group("rg")] == ["ai"]
        assert [one.name for one in client.resources.list()] == ["ai"]
        provider = client.providers.get("Microsoft.CognitiveServices")
        assert "accounts/deployments" in {one.resource_type for one in provider.resource_types}
        assert client.providers.register("Microsoft.Network").registration_state == "Registered"
        assert len(list(client.providers.list())) > 5
        client.resource_groups.begin_delete("rg").result()
        assert list(client.resource_groups.list()) == [] and list(client.resources.list()) == []


def test_an_account_is_reached_through_a_private_endpoint_and_its_zone(group: Any) -> None:
    with (
        group.client(NetworkManagementClient) as network,
        group.client(PrivateDnsManagementClient) as dns,
        group.client(CognitiveServicesManagementClient) as accounts,
    ):
        account = accounts.accounts.begin_create("rg", "ai", ACCOUNT).result()
        security = network.network_security_groups.begin_create_or_update("rg", "nsg", {"location": "swedencentral"})
        space = {"location": "swedencentral", "properties": {"addressSpace": {"addressPrefixes": ["10.0.0.0/24"]}}}
        net = network.virtual_networks.begin_create_or_update("rg", "net", space).result()
        held = {"addressPrefix": "10.0.0.0/25", "networkSecurityGroup": {"id": security.result().id}}
        subnet = network.subnets.begin_create_or_update("rg", "net", "endpoints", {"properties": held}).result()
        connection = {"name": "c", "properties": {"privateLinkServiceId": account.id, "groupIds": ["account"]}}
        held = {"subnet": {"id": subnet.id}, "privateLinkServiceConnections": [connection]}
        wanted = {"location": "swedencentral", "properties": held}
        endpoint = network.private_endpoints.begin_create_or_update("rg", "pe", wanted).result()
        assert endpoint.custom_dns_configs[0].fqdn == "ai.openai.azure.com"
        name = "privatelink.openai.azure.com"
        zone = dns.private_zones.begin_create_or_update("rg", name, {"location": "global"}).result()
        link = {"location": "global", "properties": {"virtualNetwork": {"id": net.id}, "registrationEnabled": False}}
        dns.virtual_network_links.begin_create_or_update("rg", name, "net", link).result()
        config = {"name": "openai", "properties": {"privateDnsZoneId": zone.id}}
        zones = network.private_dns_zone_groups.begin_create_or_update(
            "rg", "pe", "default", {"properties": {"privateDnsZoneConfigs": [config]}}
        ).result()
        records = zones.private_dns_zone_configs[0].record_sets
        assert [(one.record_set_name, one.ip_addresses) for one in records] == [("ai", ["10.0.0.4"])]
        tagged = network.virtual_networks.update_tags("rg", "net", {"tags": {"a": "b"}})
        assert tagged.tags == {"a": "b"} and [one.name for one in tagged.subnets] == ["endpoints"]
        assert [one.name for one in network.private_endpoints.list("rg")] == ["pe"]
        assert [one.name for one in network.virtual_networks.list_all()] == ["net"]
        assert [one.name for one in dns.virtual_network_links.list("rg", name)] == ["net"]
        with pytest.raises(HttpResponseError):
            network.virtual_networks.begin_delete("rg", "net").result()
        network.private_dns_zone_groups.begin_delete("rg", "pe", "default").result()
        network.private_endpoints.begin_delete("rg", "pe").result()
        dns.virtual_network_links.begin_delete("rg", name, "net").result()
        dns.private_zones.begin_delete("rg", name).result()
        network.virtual_networks.begin_delete("rg", "net").result()
        network.network_security_groups.begin_delete("rg", "nsg").result()
        assert list(network.network_security_groups.list("rg")) == []


def test_roles_are_found_by_name_assigned_once_and_inherited(group: Any) -> None:
    with group.client(AuthorizationManagementClient) as client:
        (role,) = client.role_definitions.list(group.group, filter="roleName eq 'Cognitive Services OpenAI User'")
        assert (role.name, role.role_type) == (OPENAI_USER, "BuiltInRole")
        assert role.permissions[0].data_actions
        assert client.role_definitions.get(group.group, OPENAI_USER).role_name == role.role_name
        wanted = {"properties": {"principalId": PRINCIPAL, "roleDefinitionId": role.id, "principalType": "User"}}
        name = "33333333-3333-3333-3333-333333333333"
        client.role_assignments.create(group.group, name, wanted)
        with pytest.raises(ResourceExistsError, match="already exists"):
            client.role_assignments.create(group.group, name.replace("3", "4"), wanted)
        below = f"{group.group}/providers/Microsoft.CognitiveServices/accounts/ai"
        with group.client(CognitiveServicesManagementClient) as accounts:
            accounts.accounts.begin_create("rg", "ai", ACCOUNT).result()
        assert [one.name for one in client.role_assignments.list_for_scope(below)] == [name]
        mine = f"principalId eq '{PRINCIPAL}'"
        assert [one.name for one in client.role_assignments.list_for_scope(below, filter=mine)] == [name]
        others = f"principalId eq '{PRINCIPAL.replace('2', '5')}'"
        assert list(client.role_assignments.list_for_scope(below, filter=others)) == []
        assert (
            list(client.role_assignments.list_for_scope(f"/subscriptions/{group.subscription}", filter="atScope()"))
            == []
        )
        client.role_assignments.delete(group.group, name)
        assert list(client.role_assignments.list_for_subscription()) == []


def test_a_custom_role_is_listed_where_it_can_be_assigned(group: Any) -> None:
    with group.client(AuthorizationManagementClient) as client:
        held = {
            "roleName": "Reader of models",
            "assignableScopes": [group.group],
            "permissions": [{"actions": ["Microsoft.CognitiveServices/accounts/models/read"]}],
        }
        guid = "66666666-6666-6666-6666-666666666666"
        client.role_definitions.create_or_update(group.group, guid, {"properties": held})
        custom = "type eq 'CustomRole'"
        assert [one.name for one in client.role_definitions.list(group.group, filter=custom)] == [guid]
        assert list(client.role_definitions.list(f"/subscriptions/{group.subscription}", filter=custom)) == []
        client.role_definitions.delete(group.group, guid)
        assert list(client.role_definitions.list(group.group, filter=custom)) == []
        with pytest.raises(HttpResponseError, match="cannot list by the filter"):
            list(client.role_definitions.list(group.group, filter="roleName ne 'x'"))


def test_a_vault_its_keys_and_its_soft_delete(group: Any) -> None:
    with group.client(KeyVaultManagementClient, api_version="2024-11-01") as client:
        held = {"tenantId": "00000000-0000-0000-0000-00000000aaaa", "sku": {"family": "A", "name": "standard"}}
        wanted = {"location": "swedencentral", "properties": {**held, "enableRbacAuthorization": True}}
        vault = client.vaults.begin_create_or_update("rg", "vault-1", wanted).result()
        assert vault.properties.vault_uri == "https://vault-1.vault.azure.net/"
        rsa = {"properties": {"kty": "RSA", "keySize": 3072}}
        key = client.keys.create_if_not_exist("rg", "vault-1", "cmk", rsa)
        assert key.key_uri_with_version.startswith(f"{key.key_uri}/")
        assert client.keys.create_if_not_exist("rg", "vault-1", "cmk", rsa).id == key.id
        client.secrets.create_or_update("rg", "vault-1", "word", {"properties": {"value": "hidden"}})
        assert client.secrets.get("rg", "vault-1", "word").properties.value is None
        assert [one.name for one in client.vaults.list_by_resource_group("rg")] == ["vault-1"]
        client.vaults.delete("rg", "vault-1")
        assert [one.name for one in client.vaults.list_deleted()] == ["vault-1"]
        with pytest.raises(HttpResponseError, match="already exists in deleted state"):
            client.vaults.begin_create_or_update("rg", "vault-1", wanted)
        client.vaults.begin_purge_deleted("vault-1", "swedencentral").result()
        assert list(client.vaults.list_deleted()) == []
        with pytest.raises(ResourceNotFoundError):
            client.vaults.get("rg", "vault-1")


def test_an_alert_and_whom_it_tells(group: Any) -> None:
    with (
        group.client(MonitorManagementClient) as client,
        group.client(CognitiveServicesManagementClient) as accounts,
    ):
        account = accounts.accounts.begin_create("rg", "ai", ACCOUNT).result()
        receivers = [{"name": "team", "emailAddress": "team@example.com"}]
        wanted = {"location": "global", "properties": {"groupShortName": "team", "enabled": True,
                                                       "emailReceivers": receivers}}  # fmt: skip
        told = client.action_groups.create_or_update("rg", "team", wanted)
        criterion = {"criterionType": "StaticThresholdCriterion", "name": "c", "metricName": "AzureOpenAIRequests",
                     "operator": "GreaterThan", "threshold": 10, "timeAggregation": "Total"}  # fmt: skip
        kind = "Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria"
        rule = {
            "location": "global",
            "properties": {
                "severity": 2, "enabled": True, "scopes": [account.id],
                "evaluationFrequency": "PT5M", "windowSize": "PT15M",
                "criteria": {"odata.type": kind, "allOf": [criterion]}, "actions": [{"actionGroupId": told.id}],
            },
        }  # fmt: skip
        made = client.metric_alerts.create_or_update("rg", "busy", rule)
        assert made.criteria.all_of[0].threshold == 10 and made.actions[0].action_group_id == told.id
        assert client.metric_alerts.update("rg", "busy", {"tags": {"a": "b"}}).tags == {"a": "b"}
        assert [one.name for one in client.metric_alerts.list_by_resource_group("rg")] == ["busy"]
        assert [one.name for one in client.action_groups.list_by_resource_group("rg")] == ["team"]
        client.metric_alerts.delete("rg", "busy")
        client.action_groups.delete("rg", "team")
        assert list(client.metric_alerts.list_by_subscription()) == []

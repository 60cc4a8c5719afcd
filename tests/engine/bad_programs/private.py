"""What the other programs build on: an account that complies with profile regulated."""

from pulumi_azure_native import cognitiveservices, monitor, network, operationalinsights, privatedns, resources

SUBSCRIPTION = "/subscriptions/00000000-0000-0000-0000-000000000000"

group = resources.ResourceGroup("group", location="swedencentral")
account = cognitiveservices.Account(
    "ai",
    resource_group_name=group.name,
    account_name="ai-private",
    location="swedencentral",
    kind="OpenAI",
    sku={"name": "S0"},
    identity={"type": "SystemAssigned"},
    properties={
        "custom_sub_domain_name": "ai-private",
        "public_network_access": "Disabled",
        "disable_local_auth": True,
        "restrict_outbound_network_access": True,
        "encryption": {
            "key_source": "Microsoft.KeyVault",
            "key_vault_properties": {"key_name": "cmk", "key_vault_uri": "https://keys.vault.azure.net"},
        },
    },
)
network_ = network.VirtualNetwork(
    "net", resource_group_name=group.name, address_space={"address_prefixes": ["10.0.0.0/16"]}
)
subnet = network.Subnet(
    "subnet", resource_group_name=group.name, virtual_network_name=network_.name, address_prefix="10.0.0.0/24"
)
endpoint = network.PrivateEndpoint(
    "endpoint",
    resource_group_name=group.name,
    subnet={"id": subnet.id},
    private_link_service_connections=[{"name": "ai", "private_link_service_id": account.id, "group_ids": ["account"]}],
)
zone = privatedns.PrivateZone(
    "zone", resource_group_name=group.name, private_zone_name="privatelink.openai.azure.com", location="global"
)
network.PrivateDnsZoneGroup(
    "zones",
    resource_group_name=group.name,
    private_endpoint_name=endpoint.name,
    private_dns_zone_configs=[{"name": "openai", "private_dns_zone_id": zone.id}],
)
workspace = operationalinsights.Workspace("logs", resource_group_name=group.name, sku={"name": "PerGB2018"})
monitor.DiagnosticSetting(
    "logs",
    resource_uri=account.id,
    workspace_id=workspace.id,
    logs=[{"category_group": "allLogs", "enabled": True}],
)

"""An account that everybody on the internet can call with a key.

regulated: net-01 net-02 net-05 net-09 net-10 iam-01 iam-02 dp-01 log-01
"""

from pulumi_azure_native import cognitiveservices, resources

group = resources.ResourceGroup("group", location="swedencentral")
cognitiveservices.Account(
    "ai",
    resource_group_name=group.name,
    kind="AIServices",
    sku={"name": "S0"},
    properties={"public_network_access": "Enabled", "network_acls": {"default_action": "Allow"}},
)

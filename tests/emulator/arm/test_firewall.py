"""The firewall of an account."""

from typing import Any

import pytest

ACCOUNT = "Microsoft.CognitiveServices/accounts/ai"


def _rules(**acls: Any) -> dict[str, Any]:
    return {"networkAcls": {"defaultAction": "Deny", **acls}}


@pytest.mark.parametrize(
    ("acls", "expected"),
    [
        ({"ipRules": [{"value": "10.1.2.3"}]}, "The IP rule '10.1.2.3' is private (RFC 1918)"),
        ({"ipRules": [{"value": "172.0.0.0/8"}]}, "is private (RFC 1918)"),
        ({"ipRules": [{"value": "20.30.40.50/32"}]}, "use single addresses for /31 and /32"),
        ({"ipRules": [{"value": "20.30.40.50/31"}]}, "use single addresses for /31 and /32"),
        ({"ipRules": [{"value": "2001:db8::1"}]}, "is neither an IPv4 address nor a range"),
        ({"ipRules": [{"value": "20.0.0.1"}] * 101}, "has 101 IP rules; at most 100 are allowed"),
        ({"virtualNetworkRules": [{"id": "/x"}] * 101}, "has 101 virtual network rules; at most 100 are allowed"),
        ({"virtualNetworkRules": [{"id": "/nowhere"}]}, "InvalidResourceReference: Resource /nowhere"),
        ({"bypass": "Everyone"}, "'networkAcls.bypass' is 'Everyone'"),
        ({"defaultAction": "deny"}, "'networkAcls.defaultAction' is 'deny'"),
    ],
)
def test_firewall_rules_that_azure_does_not_take(azure: Any, bodies: Any, acls: dict[str, Any], expected: str) -> None:
    azure.put("", {"location": "swedencentral"})
    assert expected in azure.refused("PUT", ACCOUNT, bodies.account(**_rules(**acls)))


def test_public_addresses_ranges_and_subnets_with_a_service_endpoint_are_let_in(azure: Any, bodies: Any) -> None:
    azure.put("", {"location": "swedencentral"})
    network = "Microsoft.Network/virtualNetworks/net"
    space = {"addressSpace": {"addressPrefixes": ["10.0.0.0/24"]}}
    azure.put(network, {"location": "swedencentral", "properties": space})
    subnet = azure.id(f"{network}/subnets/callers")
    azure.put(subnet, {"properties": {"addressPrefix": "10.0.0.0/25"}})
    acls = {"ipRules": [{"value": "20.30.40.50"}, {"value": "20.30.40.0/30"}], "virtualNetworkRules": [{"id": subnet}]}
    assert azure.refused("PUT", ACCOUNT, bodies.account(**_rules(**acls))) == (
        f"400 SubnetsHaveNoServiceEndpointsConfigured: Subnets callers of virtual network {azure.id(network)} do not have "
        "ServiceEndpoints for Microsoft.CognitiveServices resources configured. Add Microsoft.CognitiveServices to "
        "subnet's ServiceEndpoints collection before trying to ACL Microsoft.CognitiveServices resources to these subnets."
    )
    endpoints = [{"service": "Microsoft.CognitiveServices"}]
    azure.put(subnet, {"properties": {"addressPrefix": "10.0.0.0/25", "serviceEndpoints": endpoints}})
    azure.put(ACCOUNT, bodies.account(**_rules(**acls)))
    without_subdomain = bodies.account(**_rules(**acls), customSubDomainName=None)
    other = "Microsoft.CognitiveServices/accounts/other"
    assert "has no custom subdomain, which virtual network rules need" in azure.refused("PUT", other, without_subdomain)

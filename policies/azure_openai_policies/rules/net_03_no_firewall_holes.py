"""NET-03: the firewall lets in agreed addresses and subnets only."""

from collections.abc import Iterator
from ipaddress import IPv4Network, IPv6Network, ip_network

from pulumi_policy import EnforcementLevel, Severity

from ..options import texts
from ..patterns import matches_any
from ..resources import ACCOUNT, Resource
from ..rule import ResourceRule, benchmark
from ..values import Value
from ..verdicts import Finding, Problem, finding

Network = IPv4Network | IPv6Network


def check(account: Resource, settings: Value) -> Iterator[Finding]:
    """An empty list is best; the whole internet fails even where it is listed."""
    acls = account.properties["networkAcls"]
    ranges, wrong = _read(settings["allowedIpRanges"].texts)
    for text in wrong:
        yield Problem(
            "allowedIpRanges", f"holds {text!r}, which is no range of addresses", "Correct the configuration."
        )
    for rule in acls["ipRules"].elements():
        address = rule["value"]
        if not _within(address.text, ranges):
            yield finding(address, f"is {address}", "Remove it, or list its range in allowedIpRanges.")
    for rule in acls["virtualNetworkRules"].elements():
        subnet = rule["id"]
        if not matches_any(subnet.text, settings["allowedSubnets"].texts):
            yield finding(subnet, f"is {subnet}", "Use a private endpoint, or list the subnet in allowedSubnets.")


def _read(given: tuple[str, ...]) -> tuple[list[Network], list[str]]:
    """Configured ranges, and those texts that are none."""
    ranges: list[Network] = []
    wrong: list[str] = []
    for text in given:
        try:
            ranges.append(ip_network(text, strict=False))
        except ValueError:
            wrong.append(text)
    return ranges, wrong


def _within(address: str, ranges: list[Network]) -> bool:
    try:
        asked = ip_network(address, strict=False)
    except ValueError:
        return False
    return asked.prefixlen > 0 and any(
        asked.version == network.version and asked.network_address in network and asked.broadcast_address in network
        for network in ranges
    )


RULE = ResourceRule(
    name="net-03-no-firewall-holes",
    title="No service firewall holes",
    description="The firewall of an Azure OpenAI account must let in agreed addresses and subnets only.",
    why="Every entry is a way round the private endpoint that no one watches.",
    remediation="Remove the entries of ipRules and virtualNetworkRules, or list them in the rule's configuration.",
    severity=Severity.MEDIUM,
    level=EnforcementLevel.ADVISORY,
    target=ACCOUNT,
    framework=benchmark("NS-2", mapped_by_microsoft=False),
    tags=("network", "OWASP LLM02:2025"),
    url="https://learn.microsoft.com/azure/ai-services/cognitive-services-virtual-networks",
    options={
        "allowedIpRanges": texts("Addresses and ranges that may be let in, as CIDR."),
        "allowedSubnets": texts("Ids of subnets that may be let in; `*` stands for anything."),
    },
    check=check,
)

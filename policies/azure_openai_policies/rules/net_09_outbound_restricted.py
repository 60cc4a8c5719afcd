"""NET-09: the account calls agreed hosts only."""

from collections.abc import Iterator

from pulumi_policy import EnforcementLevel, Severity

from ..options import flag, texts
from ..patterns import matches_any
from ..resources import ACCOUNT, Resource
from ..rule import ResourceRule, benchmark
from ..values import Value
from ..verdicts import Finding, finding


def check(account: Resource, settings: Value) -> Iterator[Finding]:
    """The list of hosts is judged as well, where the configuration asks for it or says which are allowed."""
    restricted, hosts = account.properties["restrictOutboundNetworkAccess"], account.properties["allowedFqdnList"]
    if not restricted.is_true:
        yield finding(restricted, f"is {restricted}", "Set it to true and list the hosts in allowedFqdnList.")
    if settings["requireFqdnList"].is_true and not hosts.elements():
        yield finding(hosts, "lists no host", "List the hosts that the account may call.")
    for host in hosts.elements():
        if host.unknown or "*" in host.text:
            yield finding(host, f"is {host}, which stands for any number of hosts", "Name each host.")
        elif settings["allowedFqdns"].elements() and not matches_any(host.text, settings["allowedFqdns"].texts):
            yield finding(host, f"is {host}, which is no allowed host", "Remove it, or list it in allowedFqdns.")


def remedy(account: Resource, settings: Value) -> None:
    """Restricts outbound calls; the list of hosts is the user's to choose."""
    account.properties["restrictOutboundNetworkAccess"].put(True)


RULE = ResourceRule(
    name="net-09-outbound-restricted",
    title="Outbound restricted",
    description="Azure OpenAI accounts must restrict the hosts that they call.",
    why="Otherwise a prompt can make the account fetch from, or send to, any address.",
    remediation="Set properties.restrictOutboundNetworkAccess to true and list the hosts in properties.allowedFqdnList.",
    severity=Severity.MEDIUM,
    level=EnforcementLevel.ADVISORY,
    target=ACCOUNT,
    framework=benchmark("NS-2; DP-2", mapped_by_microsoft=False),
    tags=("network", "OWASP LLM02:2025"),
    url="https://learn.microsoft.com/azure/ai-services/cognitive-services-data-loss-prevention",
    options={
        "requireFqdnList": flag("Whether the list must name at least one host."),
        "allowedFqdns": texts("The only hosts that may be listed; `*` stands for anything. Empty: any host."),
    },
    check=check,
    remedy=remedy,
)

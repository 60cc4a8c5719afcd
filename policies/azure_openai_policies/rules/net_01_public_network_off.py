"""NET-01: the account answers on private endpoints only."""

from collections.abc import Iterator

from pulumi_policy import Severity

from ..resources import ACCOUNT, Resource
from ..rule import ResourceRule, benchmark
from ..values import Value
from ..verdicts import Finding, finding


def check(account: Resource, settings: Value) -> Iterator[Finding]:
    """Azure opens the account to the internet where the property is missing."""
    access = account.properties["publicNetworkAccess"]
    if not access.is_text("Disabled"):
        yield finding(access, f"is {access}", "Set it to Disabled and reach the account through a private endpoint.")


def remedy(account: Resource, settings: Value) -> None:
    """Turns public access off."""
    account.properties["publicNetworkAccess"].put("Disabled")


RULE = ResourceRule(
    name="net-01-public-network-off",
    title="Public network off",
    description="Azure OpenAI accounts must not be reachable from the internet.",
    why="Everybody who has a token or a key can call the account from anywhere.",
    remediation="Set properties.publicNetworkAccess to Disabled and reach the account through a private endpoint.",
    severity=Severity.HIGH,
    target=ACCOUNT,
    framework=benchmark("NS-2", mapped_by_microsoft=True),
    tags=("network", "OWASP LLM02:2025"),
    url="https://learn.microsoft.com/azure/foundry/how-to/configure-private-link",
    check=check,
    remedy=remedy,
)

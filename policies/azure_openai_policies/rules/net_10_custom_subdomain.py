"""NET-10: the account has a name of its own."""

from collections.abc import Iterator

from pulumi_policy import Severity

from ..resources import ACCOUNT, Resource
from ..rule import ResourceRule, benchmark
from ..values import Value
from ..verdicts import Finding, finding


def check(account: Resource, settings: Value) -> Iterator[Finding]:
    """It cannot be changed afterwards."""
    subdomain = account.properties["customSubDomainName"]
    if not subdomain.text.strip():
        yield finding(subdomain, f"is {subdomain}", "Set it to a name that nobody else has.")


RULE = ResourceRule(
    name="net-10-custom-subdomain",
    title="Custom subdomain",
    description="Azure OpenAI accounts must have a custom subdomain.",
    why="Entra tokens and private endpoints do not work with the shared regional address.",
    remediation="Set properties.customSubDomainName.",
    severity=Severity.MEDIUM,
    target=ACCOUNT,
    framework=benchmark("IM-1", mapped_by_microsoft=False),
    tags=("network", "identity"),
    url="https://learn.microsoft.com/azure/ai-services/cognitive-services-custom-subdomains",
    check=check,
)

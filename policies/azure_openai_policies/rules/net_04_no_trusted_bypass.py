"""NET-04: no service of Microsoft's passes the firewall unasked."""

from collections.abc import Iterator

from pulumi_policy import EnforcementLevel, Severity

from ..resources import ACCOUNT, Resource
from ..rule import ResourceRule, benchmark
from ..values import Value
from ..verdicts import Finding, finding


def check(account: Resource, settings: Value) -> Iterator[Finding]:
    """Where the property is missing, Azure bypasses nothing."""
    bypass = account.properties["networkAcls"]["bypass"]
    if not bypass.missing and not bypass.is_text("None"):
        yield finding(bypass, f"is {bypass}", "Set it to None.")


RULE = ResourceRule(
    name="net-04-no-trusted-bypass",
    title="No trusted-service bypass",
    description="Trusted services of Azure must not pass the firewall of an Azure OpenAI account.",
    why="A trusted service of any tenant's subscription passes the firewall, held back by its role alone.",
    remediation="Set properties.networkAcls.bypass to None, or leave it out.",
    severity=Severity.LOW,
    level=EnforcementLevel.DISABLED,
    target=ACCOUNT,
    framework=benchmark("NS-2", mapped_by_microsoft=False),
    tags=("network",),
    url="https://learn.microsoft.com/azure/ai-services/cognitive-services-virtual-networks",
    check=check,
)

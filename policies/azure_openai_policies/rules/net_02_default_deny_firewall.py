"""NET-02: where the public network is on, the firewall lets in only whom it names."""

from collections.abc import Iterator

from pulumi_policy import Severity

from ..resources import ACCOUNT, Resource
from ..rule import ResourceRule, benchmark
from ..values import Value
from ..verdicts import Finding, finding


def check(account: Resource, settings: Value) -> Iterator[Finding]:
    """Either is enough: no public network, or a firewall that denies by default."""
    access = account.properties["publicNetworkAccess"]
    action = account.properties["networkAcls"]["defaultAction"]
    if not access.is_text("Disabled") and not action.is_text("Deny"):
        what = f"is {action} while publicNetworkAccess is {access}"
        yield finding(action, what, "Set it to Deny, or publicNetworkAccess to Disabled.", given=[access])


def remedy(account: Resource, settings: Value) -> None:
    """Makes the firewall deny by default."""
    account.properties["networkAcls"]["defaultAction"].put("Deny")


RULE = ResourceRule(
    name="net-02-default-deny-firewall",
    title="Default deny firewall",
    description="The firewall of an Azure OpenAI account must deny by default.",
    why="A firewall that allows by default keeps nobody out, however long its list is.",
    remediation="Set properties.networkAcls.defaultAction to Deny, or properties.publicNetworkAccess to Disabled.",
    severity=Severity.HIGH,
    target=ACCOUNT,
    framework=benchmark("NS-2", mapped_by_microsoft=True),
    tags=("network", "OWASP LLM02:2025"),
    url="https://learn.microsoft.com/azure/ai-services/cognitive-services-virtual-networks",
    check=check,
    remedy=remedy,
)

"""DP-03: the account follows the rotation of its key."""

from collections.abc import Iterator

from pulumi_policy import EnforcementLevel, Severity

from ..resources import ACCOUNT, Resource
from ..rule import ResourceRule, benchmark
from ..values import Value
from ..verdicts import Finding, NotApplicable, finding


def check(account: Resource, settings: Value) -> Iterator[Finding]:
    """Without a version Azure takes the newest."""
    source = account.properties["encryption"]["keySource"]
    version = account.properties["encryption"]["keyVaultProperties"]["keyVersion"]
    if not source.unknown and not source.is_text("Microsoft.KeyVault"):
        yield NotApplicable("has no customer-managed key")
    elif version.unknown or version.text:
        yield finding(version, f"is {version}", "Leave it out.", given=[source])


RULE = ResourceRule(
    name="dp-03-key-version",
    title="Key version not pinned",
    description="An account must not pin the version of its customer-managed key.",
    why="After a rotation the account would keep the old version until somebody remembers.",
    remediation="Leave keyVersion out.",
    severity=Severity.LOW,
    level=EnforcementLevel.DISABLED,
    target=ACCOUNT,
    framework=benchmark("DP-6", mapped_by_microsoft=False),
    tags=("data-protection",),
    url="https://learn.microsoft.com/azure/foundry/openai/encrypt-data-at-rest",
    check=check,
)

"""IAM-01: callers come with a token of their own, never with a shared key."""

from collections.abc import Iterator

from pulumi_policy import Severity

from ..resources import ACCOUNT, Resource
from ..rule import ResourceRule, benchmark
from ..values import Value
from ..verdicts import Finding, finding


def check(account: Resource, settings: Value) -> Iterator[Finding]:
    """Azure leaves keys on where the property is missing."""
    disabled = account.properties["disableLocalAuth"]
    if not disabled.is_true:
        yield finding(disabled, f"is {disabled}", "Set it to true and give the callers an Entra role on the account.")


def remedy(account: Resource, settings: Value) -> None:
    """Turns keys off."""
    account.properties["disableLocalAuth"].put(True)


RULE = ResourceRule(
    name="iam-01-no-key-auth",
    title="No key authentication",
    description="Azure OpenAI accounts must not accept API keys.",
    why="A key works for everybody who holds it, from anywhere, and leaves no name in the log.",
    remediation="Set properties.disableLocalAuth to true and give the callers an Entra role on the account.",
    severity=Severity.HIGH,
    target=ACCOUNT,
    framework=benchmark("IM-1", mapped_by_microsoft=True),
    tags=("identity", "OWASP LLM06:2025"),
    url="https://learn.microsoft.com/azure/ai-services/disable-local-auth",
    check=check,
    remedy=remedy,
)

"""DP-01: data at rest is encrypted with a key of one's own."""

from collections.abc import Iterator

from pulumi_policy import EnforcementLevel, Severity

from ..options import texts
from ..resources import ACCOUNT, Resource
from ..rule import ResourceRule, benchmark
from ..values import Value
from ..verdicts import Finding, NotApplicable, finding


def check(account: Resource, settings: Value) -> Iterator[Finding]:
    """The source occurs in two casings."""
    kind, encryption = account.inputs["kind"], account.properties["encryption"]
    if kind.text and not kind.is_text(*settings["requiredForKinds"].texts):
        yield NotApplicable(f"kind {kind} needs no key of its own by the rule's configuration")
        return
    source = encryption["keySource"]
    if not source.is_text("Microsoft.KeyVault"):
        yield finding(source, f"is {source}", "Set it to Microsoft.KeyVault and name a key.")
        return
    for name in ("keyName", "keyVaultUri"):
        value = encryption["keyVaultProperties"][name]
        if not value.text.strip():
            yield finding(value, f"is {value}", "Name the key and its vault.")


RULE = ResourceRule(
    name="dp-01-customer-managed-key",
    title="Customer-managed key",
    description="Azure OpenAI accounts must encrypt data at rest with a customer-managed key.",
    why="Only who holds the key can take it away: from an account, or from everybody at once.",
    remediation="Set properties.encryption to a key in a key vault.",
    severity=Severity.MEDIUM,
    level=EnforcementLevel.DISABLED,
    target=ACCOUNT,
    framework=benchmark("DP-5", mapped_by_microsoft=True),
    tags=("data-protection", "OWASP LLM02:2025"),
    url="https://learn.microsoft.com/azure/foundry/openai/encrypt-data-at-rest",
    options={"requiredForKinds": texts("Kinds of account that need the key.", *ACCOUNT.kinds)},
    check=check,
)

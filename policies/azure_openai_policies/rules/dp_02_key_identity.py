"""DP-02: an account with a key of one's own has the identity that opens the vault."""

from collections.abc import Iterator

from pulumi_policy import Severity

from ..resources import ACCOUNT, Resource
from ..rule import ResourceRule, benchmark
from ..values import Value
from ..verdicts import Finding, NotApplicable, finding


def check(account: Resource, settings: Value) -> Iterator[Finding]:
    """A user-assigned identity must be named, for an account may have several."""
    source = account.properties["encryption"]["keySource"]
    if not source.unknown and not source.is_text("Microsoft.KeyVault"):
        yield NotApplicable("has no customer-managed key")
        return
    kinds = account.inputs["identity"]["type"]
    given = {kind.strip().casefold() for kind in kinds.text.split(",")}
    if not given & {"systemassigned", "userassigned"}:
        yield finding(kinds, f"is {kinds}", "Give the account an identity that may use the key.", given=[source])
    elif "systemassigned" not in given:
        client = account.properties["encryption"]["keyVaultProperties"]["identityClientId"]
        if not client.text.strip():
            yield finding(client, f"is {client}", "Name the user-assigned identity's client id.", given=[source])


RULE = ResourceRule(
    name="dp-02-key-identity",
    title="Identity for the key",
    description="An account with a customer-managed key must have the identity that opens the vault.",
    why="Without it Azure cannot read the key, and the account stays unusable.",
    remediation="Set identity, and identityClientId of the key where the identity is user-assigned.",
    severity=Severity.MEDIUM,
    target=ACCOUNT,
    framework=benchmark("DP-5", mapped_by_microsoft=False),
    tags=("data-protection",),
    url="https://learn.microsoft.com/azure/foundry/openai/encrypt-data-at-rest",
    check=check,
)

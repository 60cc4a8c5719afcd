"""IAM-02: the account calls other services with an identity of its own."""

from collections.abc import Iterator

from pulumi_policy import Severity

from ..options import texts
from ..resources import ACCOUNT, Resource
from ..rule import ResourceRule, benchmark
from ..values import Value
from ..verdicts import Finding, finding


def check(account: Resource, settings: Value) -> Iterator[Finding]:
    """`SystemAssigned,UserAssigned` comes with and without a space."""
    given = account.inputs["identity"]["type"]
    allowed = settings["allowedTypes"].texts
    if _parts(given.text) not in [_parts(kinds) for kinds in allowed]:
        yield finding(given, f"is {given}", f"Set it to one of: {'; '.join(allowed) or 'none is allowed'}.")


def _parts(kinds: str) -> frozenset[str]:
    return frozenset(kind.strip().casefold() for kind in kinds.split(","))


RULE = ResourceRule(
    name="iam-02-managed-identity",
    title="Managed identity",
    description="Azure OpenAI accounts must have a managed identity.",
    why="Without an identity of its own the account needs a key to every service that it calls.",
    remediation="Set identity.type to SystemAssigned, or name user-assigned identities.",
    severity=Severity.MEDIUM,
    target=ACCOUNT,
    framework=benchmark("IM-3", mapped_by_microsoft=True),
    tags=("identity", "OWASP LLM06:2025"),
    url="https://learn.microsoft.com/azure/foundry/openai/how-to/managed-identity",
    options={
        "allowedTypes": texts(
            "Identity types an account may have.", "SystemAssigned", "UserAssigned", "SystemAssigned,UserAssigned"
        )
    },
    check=check,
)

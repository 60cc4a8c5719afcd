"""DP-04: nobody can lose the key of an account for good."""

from collections.abc import Iterator

from pulumi_policy import Severity

from ..answers import any_of
from ..joins import encrypts
from ..resources import ACCOUNT, VAULT
from ..rule import StackRule, benchmark
from ..stack import Stack, StackResource
from ..values import Value
from ..verdicts import Finding, NotApplicable, Problem, Undecided, finding


def check(vault: StackResource, stack: Stack, settings: Value) -> Iterator[Finding]:
    """Soft delete is on unless it is turned off; the others are off unless they are turned on."""
    used = any_of(encrypts(stack, account, vault, VAULT) for account in stack.of(ACCOUNT))
    if used is False:
        yield NotApplicable("holds no key of an Azure OpenAI account")
        return
    for found in _problems(vault):
        yield found if used else Undecided("Which account uses it")


def _problems(vault: StackResource) -> Iterator[Problem | Undecided]:
    for name in ("enablePurgeProtection", "enableRbacAuthorization"):
        value = vault.properties[name]
        if not value.is_true:
            yield finding(value, f"is {value}", "Set it to true.")
    soft_delete = vault.properties["enableSoftDelete"]
    if not soft_delete.missing and not soft_delete.is_true:
        yield finding(soft_delete, f"is {soft_delete}", "Leave it on.")


RULE = StackRule(
    name="dp-04-vault-recoverable",
    title="Key vault recoverable",
    description="The vault of an account's key must keep what is deleted and give access by role.",
    why="Who purges the key makes everything unreadable that the account has stored.",
    remediation="Turn purge protection and RBAC of the vault on, and leave soft delete on.",
    severity=Severity.HIGH,
    target=VAULT,
    framework=benchmark("DP-8", mapped_by_microsoft=True),
    tags=("data-protection",),
    url="https://learn.microsoft.com/azure/key-vault/general/best-practices",
    check=check,
)

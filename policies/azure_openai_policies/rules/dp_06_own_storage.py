"""DP-06: what an account stores lies in a storage account of one's own."""

from collections.abc import Iterator

from pulumi_policy import EnforcementLevel, Severity

from ..options import texts
from ..resources import ACCOUNT, Resource
from ..rule import ResourceRule, benchmark
from ..values import Value
from ..verdicts import Finding, NotApplicable, finding


def check(account: Resource, settings: Value) -> Iterator[Finding]:
    """Which kinds can do so, Azure tells only after the account exists; so the configuration says it."""
    kind, storage = account.inputs["kind"], account.properties["userOwnedStorage"]
    if kind.text and not kind.is_text(*settings["requiredForKinds"].texts):
        yield NotApplicable(f"kind {kind} needs no storage of its own by the rule's configuration")
    elif not storage.elements():
        yield finding(storage, f"is {storage}", "Name a storage account.")
    else:
        for entry in storage.elements():
            account_id = entry["resourceId"]
            if not account_id.text:
                yield finding(account_id, f"is {account_id}", "Name a storage account.")


RULE = ResourceRule(
    name="dp-06-own-storage",
    title="Customer-owned storage",
    description="Azure OpenAI accounts must store data in a storage account of their owner's.",
    why="Files that lie in Microsoft's storage follow Microsoft's retention and access.",
    remediation="Set properties.userOwnedStorage to the id of a storage account.",
    severity=Severity.LOW,
    level=EnforcementLevel.DISABLED,
    target=ACCOUNT,
    framework=benchmark("DP-4", mapped_by_microsoft=False),
    tags=("data-protection",),
    url="https://learn.microsoft.com/azure/ai-services/speech-service/bring-your-own-storage-speech-resource",
    options={"requiredForKinds": texts("Kinds of account that need storage of their own.", *ACCOUNT.kinds)},
    check=check,
)

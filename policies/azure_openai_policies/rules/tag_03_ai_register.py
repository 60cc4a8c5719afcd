"""TAG-03: an account can be found in the register of AI systems."""

from collections.abc import Iterator

from pulumi_policy import EnforcementLevel, Severity

from ..options import texts
from ..resources import ACCOUNT, Resource
from ..rule import ResourceRule
from ..values import Value
from ..verdicts import Finding, finding


def check(account: Resource, settings: Value) -> Iterator[Finding]:
    """A blank value counts as none."""
    for key in settings["keys"].texts:
        tag = account.inputs["tags"].at(key)
        if not tag.text.strip():
            yield finding(tag, f"is {tag}", "Set it to what the register says.")


RULE = ResourceRule(
    name="tag-03-ai-register",
    title="AI register tags",
    description="Azure OpenAI accounts must carry the tags of the register of AI systems.",
    why="The EU AI Act and ISO 42001 ask for an inventory; tags tie it to what really runs.",
    remediation="Set the tags of the account.",
    severity=Severity.LOW,
    level=EnforcementLevel.DISABLED,
    target=ACCOUNT,
    tags=("tags", "EU AI Act, our reading", "ISO 42001, our reading"),
    url="https://learn.microsoft.com/azure/cloud-adoption-framework/scenarios/ai/govern",
    options={"keys": texts("Tags of the register.", "use-case-id", "owner", "risk-tier", "data-class")},
    check=check,
)

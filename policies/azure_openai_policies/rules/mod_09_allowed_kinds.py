"""MOD-09: accounts are of an agreed kind."""

from collections.abc import Iterator

from pulumi_policy import EnforcementLevel, Severity

from ..options import texts
from ..resources import ACCOUNT, AI_ACCOUNT, Resource
from ..rule import ResourceRule, benchmark
from ..values import Value
from ..verdicts import Finding, unless_among


def check(account: Resource, settings: Value) -> Iterator[Finding]:
    """Judges accounts of every kind: the other rules look at those of Azure OpenAI only."""
    yield from unless_among(account.inputs["kind"], settings["kinds"].texts)


RULE = ResourceRule(
    name="mod-09-allowed-kinds",
    title="Allowed kinds",
    description="Cognitive Services accounts must be of an allowed kind.",
    why="No other rule of this pack looks at accounts of another kind.",
    remediation="Set kind to OpenAI or AIServices.",
    severity=Severity.MEDIUM,
    level=EnforcementLevel.ADVISORY,
    target=AI_ACCOUNT,
    framework=benchmark("AM-2", mapped_by_microsoft=False),
    tags=("models",),
    url="https://learn.microsoft.com/azure/foundry/what-is-foundry",
    options={"kinds": texts("Kinds that an account may be of.", *ACCOUNT.kinds)},
    check=check,
)

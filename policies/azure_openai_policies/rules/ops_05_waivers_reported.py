"""OPS-05: every run says what it let pass, and on whose word."""

from collections.abc import Iterator

from pulumi_policy import EnforcementLevel, Severity

from ..resources import STACK
from ..rule import StackRule
from ..stack import Stack, StackResource
from ..values import Value
from ..verdicts import Finding, NotApplicable, Problem


def check(root: StackResource, stack: Stack, settings: Value) -> Iterator[Finding]:
    """Runs after all other rules, so that it knows which waivers were used."""
    in_force, used = stack.waivers.in_force, stack.waivers.used
    if not in_force:
        yield NotApplicable("no waiver is in force")
    for (rule, urn), waiver in used.items():
        name = urn.split("::", 3)[3]
        yield Problem(name, f"does not comply with {rule} and is {waiver}", "Put it right before that day.")
    for waiver in in_force:
        if waiver not in used.values():
            yield Problem(waiver.path, f"for {waiver.rule} lets nothing off", "Remove it.")


RULE = StackRule(
    name="ops-05-waivers-reported",
    title="Waivers reported",
    description="Waivers in use are reported on every run.",
    why="What is out of sight is renewed for ever.",
    remediation="Put the resource right and remove the waiver.",
    severity=Severity.LOW,
    level=EnforcementLevel.ADVISORY,
    target=STACK,
    tags=("operations",),
    url="https://learn.microsoft.com/azure/governance/policy/concepts/exemption-structure",
    check=check,
)

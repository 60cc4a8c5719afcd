"""OPS-04: every waiver is for a resource that is there."""

from collections.abc import Iterator

from pulumi_policy import Severity

from ..resources import STACK
from ..rule import StackRule
from ..stack import Stack, StackResource
from ..values import Value
from ..verdicts import Finding, NotApplicable, Problem


def check(root: StackResource, stack: Stack, settings: Value) -> Iterator[Finding]:
    """A waiver for nothing may have been meant for something."""
    if not stack.waivers.in_force:
        yield NotApplicable("no waiver is in force")
    for waiver in stack.waivers.in_force:
        if not any(waiver.covers(resource) for resource in stack.resources):
            what = f"is for {waiver.pattern!r}, which fits no resource of the stack"
            yield Problem(waiver.path, what, "Correct the name, or remove the waiver.")


RULE = StackRule(
    name="ops-04-waivers-known",
    title="Waivers known",
    description="Waivers must be for resources of the stack.",
    why="Left behind, it would let off the next resource of that name.",
    remediation="Correct or remove the waiver.",
    severity=Severity.MEDIUM,
    target=STACK,
    tags=("operations",),
    url="https://learn.microsoft.com/azure/governance/policy/concepts/exemption-structure",
    check=check,
)

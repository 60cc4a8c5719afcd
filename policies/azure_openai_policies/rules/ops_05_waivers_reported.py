"""OPS-05: every run says what it let pass, and on whose word."""

from collections.abc import Iterator, Mapping

from pulumi_policy import EnforcementLevel, Severity

from ..resources import STACK
from ..rule import StackRule
from ..stack import Stack, StackResource
from ..values import Value
from ..verdicts import Finding, NotApplicable, Problem
from ..waivers import Waiver


def check(root: StackResource, stack: Stack, settings: Value) -> Iterator[Finding]:
    """Runs after all other rules, so that it knows which waivers were used."""
    in_force, used = stack.waivers.in_force, stack.waivers.used
    if not in_force:
        yield NotApplicable("no waiver is in force")
    for (rule, urn), waiver in used.items():
        yield Problem(_told(urn, used), f"does not comply with {rule} and is {waiver}", "Put it right before that day.")
    for waiver in in_force:
        if waiver not in used.values():
            yield Problem(waiver.path, f"for {waiver.rule} lets nothing off", "Remove it.")


def _told(urn: str, used: Mapping[tuple[str, str], Waiver]) -> str:
    """The resource's name; its type and parents too where another one that was let off is called the same."""
    *_, chain, name = urn.split("::", 3)
    namesakes = {other for _, other in used if other.split("::", 3)[3] == name}
    return f"{chain}::{name}" if len(namesakes) > 1 else name


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

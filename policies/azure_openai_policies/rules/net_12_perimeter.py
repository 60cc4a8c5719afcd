"""NET-12: a network security perimeter guards the account."""

from collections.abc import Iterator

from pulumi_policy import EnforcementLevel, Severity

from ..answers import all_of
from ..joins import lack
from ..resources import ACCOUNT, PERIMETER_ASSOCIATION
from ..rule import StackRule, benchmark
from ..stack import Stack, StackResource
from ..values import Value
from ..verdicts import Finding


def check(account: StackResource, stack: Stack, settings: Value) -> Iterator[Finding]:
    """Only an enforced association counts; one in learning mode guards nothing."""
    answers = [_guards(stack, association, account) for association in stack.of(PERIMETER_ASSOCIATION)]
    advice = "Associate it with a perimeter, in access mode Enforced."
    yield from lack(answers, "is in no network security perimeter that is enforced", advice)


def _guards(stack: Stack, association: StackResource, account: StackResource) -> bool | None:
    mode, name = association.inputs["accessMode"], "privateLinkResource"
    leads = stack.points_at(association, name, association.inputs[name]["id"], account, ACCOUNT)
    return all_of(leads, None if mode.unknown else mode.is_text("Enforced"))


RULE = StackRule(
    name="net-12-perimeter",
    title="Perimeter association",
    description="Azure OpenAI accounts must be in an enforced network security perimeter.",
    why="A perimeter keeps rules for all services in one place and logs what it refuses.",
    remediation="Declare a network security perimeter association for the account, in access mode Enforced.",
    severity=Severity.LOW,
    level=EnforcementLevel.DISABLED,
    target=ACCOUNT,
    framework=benchmark("NS-2", mapped_by_microsoft=False),
    tags=("network",),
    url="https://learn.microsoft.com/azure/private-link/network-security-perimeter-concepts",
    check=check,
)

"""RAI-14: a policy has a name of one's own, and somebody runs under it."""

from collections.abc import Iterator

from pulumi_policy import EnforcementLevel, Severity

from ..answers import all_of, any_of
from ..joins import same_name
from ..resources import DEPLOYMENT, FILTER_POLICY
from ..rule import StackRule
from ..stack import Stack, StackResource
from ..values import Value
from ..verdicts import Finding, Problem, Undecided, finding


def check(policy: StackResource, stack: Stack, settings: Value) -> Iterator[Finding]:
    """Azure keeps names that begin with `Microsoft.` for itself."""
    name = policy.azure_name(FILTER_POLICY)
    if name.text.casefold().startswith("microsoft."):
        yield finding(name, f"is {name}, which Azure keeps for itself", "Choose another name.")
        return
    answers = [(deployment, _uses(deployment, policy, name, stack)) for deployment in stack.of(DEPLOYMENT)]
    used = any_of(answer for _, answer in answers)
    if used is None:
        where = (
            name.path if name.unknown else _unknown_of(next(own for own, answer in answers if answer is None), policy)
        )
        yield Undecided(where, "is not known yet, so whether a deployment uses the policy is not either")
    elif not used:
        yield Problem("The policy", "is used by no deployment of the stack", "Remove it, or name it in raiPolicyName.")


def _uses(deployment: StackResource, policy: StackResource, name: Value, stack: Stack) -> bool | None:
    if policy.urn in deployment.property_dependencies.get("properties", ()):
        return True
    same_account = stack.account_of(policy).same_as(stack.account_of(deployment))
    return all_of(same_name(deployment.properties["raiPolicyName"], name), same_account)


def _unknown_of(deployment: StackResource, policy: StackResource) -> str:
    """What leaves open whether a deployment uses a policy of known name."""
    chosen = deployment.properties["raiPolicyName"]
    if chosen.unknown:
        return f"{chosen.unknown_path} of {deployment.name}"
    return "accountName" if policy.inputs["accountName"].unknown else f"accountName of {deployment.name}"


RULE = StackRule(
    name="rai-14-reserved-names",
    title="Reserved and orphaned names",
    description="Content filter policies must have a name of their own and be used.",
    why="A policy that no deployment names filters nothing, although it looks as if it did.",
    remediation="Name the policy in raiPolicyName of a deployment, or remove it.",
    severity=Severity.LOW,
    level=EnforcementLevel.ADVISORY,
    target=FILTER_POLICY,
    tags=("content-filters",),
    url="https://learn.microsoft.com/azure/foundry/guardrails/guardrails-overview",
    check=check,
)

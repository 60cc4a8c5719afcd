"""RAI-03: the content filter policy that a deployment names exists."""

from collections.abc import Iterator

from pulumi_policy import Severity

from ..answers import all_of
from ..options import texts
from ..resources import DEPLOYMENT, FILTER_POLICY
from ..rule import StackRule, benchmark
from ..stack import Reference, Stack, StackResource
from ..values import Value
from ..verdicts import Finding, NotApplicable, Problem, Undecided


def check(deployment: StackResource, stack: Stack, settings: Value) -> Iterator[Finding]:
    """A name that is not known yet resolves to the policies that it was made from."""
    name = deployment.properties["raiPolicyName"]
    if not name.unknown and not name.text.strip():
        yield NotApplicable("names no content filter policy, which RAI-01 judges")
        return
    if name.text.casefold().startswith("microsoft.") or name.is_text(*settings["externalPolicies"].texts):
        return
    account = stack.account_of(deployment)
    policies = stack.behind(deployment, "properties", FILTER_POLICY) if name.unknown else stack.of(FILTER_POLICY)
    matches = [_is_meant(policy, name, stack.account_of(policy).same_as(account)) for policy in policies]
    if True in matches:
        return
    if name.unknown or None in matches:
        yield Undecided(name.path, f"({name}) cannot be matched with the content filter policies of the stack yet")
    else:
        yield Problem(
            name.path, f"is {name}, which is no policy of {_place(account)} in this stack", _advice(stack, account)
        )


def _is_meant(policy: StackResource, name: Value, same_account: bool | None) -> bool | None:
    own_name = policy.azure_name(FILTER_POLICY)
    same_name = None if own_name.unknown or own_name.missing else own_name.same_as(name)
    return all_of(name.unknown or same_name, same_account)


def _place(account: Reference) -> str:
    return f"account {account.name!r}" if account.name else "the account"


def _advice(stack: Stack, account: Reference) -> str:
    own = [policy for policy in stack.of(FILTER_POLICY) if stack.account_of(policy).same_as(account)]
    names = ", ".join(repr(policy.azure_name(FILTER_POLICY).text) for policy in own) or "none"
    return f"Name one of its policies in this stack ({names}), a Microsoft policy, or declare it in externalPolicies."


RULE = StackRule(
    name="rai-03-policy-resolves",
    title="Policy resolves",
    description="The content filter policy that a model deployment names must exist.",
    why="Azure refuses the name after the account has been made, or a policy of another account was meant.",
    remediation="Name a RaiPolicy of the same account or a Microsoft policy, or declare it in externalPolicies.",
    severity=Severity.HIGH,
    target=DEPLOYMENT,
    framework=benchmark("AI-2", version="v2 preview", mapped_by_microsoft=False),
    tags=("content-filters",),
    url="https://learn.microsoft.com/azure/foundry/guardrails/guardrails-overview",
    options={"externalPolicies": texts("Policies that exist on the accounts without being declared in the stack.")},
    check=check,
)

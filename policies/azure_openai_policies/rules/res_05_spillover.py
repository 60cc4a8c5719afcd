"""RES-05: what spills over stays as protected and as near as what does not."""

from collections.abc import Iterator

from pulumi_policy import Severity

from azure_openai_catalog import skus

from ..answers import all_of
from ..joins import same_name
from ..options import texts
from ..patterns import matches_any
from ..resources import DEPLOYMENT
from ..rule import StackRule
from ..stack import Stack, StackResource
from ..values import Value
from ..verdicts import Finding, NotApplicable, Problem, Undecided, finding


def check(deployment: StackResource, stack: Stack, settings: Value) -> Iterator[Finding]:
    """The target is a pay-per-token deployment of the same account."""
    name = deployment.properties["spilloverDeploymentName"]
    if not name.unknown and not name.text:
        yield NotApplicable("has no spillover")
        return
    answers = {target.urn: _is_meant(target, name, deployment, stack) for target in stack.of(DEPLOYMENT)}
    targets = [target for target in stack.of(DEPLOYMENT) if answers[target.urn]]
    if targets:
        for target in targets:
            yield from _differences(deployment, target, settings)
    elif name.unknown or None in answers.values():
        yield Undecided(name.path)
    else:
        yield Problem(
            name.path,
            f"is {name}, which is no deployment of the account in this stack",
            "Name a deployment of the account.",
        )


def _is_meant(target: StackResource, name: Value, source: StackResource, stack: Stack) -> bool | None:
    same_account = stack.account_of(target).same_as(stack.account_of(source))
    return all_of(same_name(name, target.azure_name(DEPLOYMENT)), same_account)


def _differences(source: StackResource, target: StackResource, settings: Value) -> Iterator[Finding]:
    name = source.properties["spilloverDeploymentName"]
    for key in ("name", "version"):
        ours, theirs = source.properties["model"][key], target.properties["model"][key]
        if not ours.same_as(theirs):
            what = f"leads to {name}, which runs model {key} {theirs} instead of {ours}"
            yield finding(name, what, "Spill over to the same model and version.", given=[ours, theirs])
    ours, theirs = source.inputs["sku"]["name"], target.inputs["sku"]["name"]
    one, other = skus.find(ours.text), skus.find(theirs.text)
    if other is None or not other.can_be_spillover_target:
        yield finding(name, f"leads to {name}, whose SKU {theirs} takes none", "Use a standard SKU.", given=[theirs])
    elif one is None or skus.residency_rank(other.scope) > skus.residency_rank(one.scope):
        what = f"leads to {name}, whose SKU {theirs} processes farther away than {ours}"
        yield finding(name, what, "Spill over to an equal or stricter residency.", given=[ours, theirs])
    policy, approved = target.properties["raiPolicyName"], settings["approvedPolicies"].texts
    same = policy.same_as(source.properties["raiPolicyName"])
    if not (matches_any(policy.text, approved) if approved else same):
        what = f"leads to {name}, which runs under content filter policy {policy}"
        given = [policy, *([] if approved else [source.properties["raiPolicyName"]])]
        yield finding(name, what, "Let both run under the same policy.", given=given)


RULE = StackRule(
    name="res-05-spillover",
    title="Spillover stays in class",
    description="A deployment must spill over to the same model, with the same filters and no weaker residency.",
    why="Under load requests would leave the agreed region or pass other filters, and nobody would notice.",
    remediation="Name a pay-per-token deployment of the account with the same model, version and filter policy.",
    severity=Severity.HIGH,
    target=DEPLOYMENT,
    tags=("residency", "content-filters"),
    url="https://learn.microsoft.com/azure/foundry/openai/how-to/spillover-traffic-management",
    options={
        "approvedPolicies": texts(
            "Filter policies that a target may run under; `*` stands for anything. By default the source's own."
        )
    },
    check=check,
)

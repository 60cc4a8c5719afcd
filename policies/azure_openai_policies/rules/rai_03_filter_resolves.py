"""RAI-03: the content filter a deployment names exists."""

from collections.abc import Iterator

from pulumi_policy import EnforcementLevel, Severity

from ..filters import SYSTEM_PREFIX
from ..rule import Config, Finding, Resource, Rule, Setting, Undecided, Violation
from ..tokens import DEPLOYMENT, RAI_POLICY
from ..values import UNKNOWN, at, same


def _check(resources: list[Resource], config: Config) -> Iterator[Finding]:
    policies = [resource for resource in resources if resource.type == RAI_POLICY]
    for deployment in resources:
        if deployment.type == DEPLOYMENT:
            yield from _check_deployment(deployment, policies, config)


def _check_deployment(deployment: Resource, policies: list[Resource], config: Config) -> Iterator[Finding]:
    name = at(deployment.inputs, "properties.raiPolicyName")
    if name is UNKNOWN:
        linked = deployment.depends_on.get("properties", ()) or deployment.depends_on.get("", ())
        if not any(policy.urn in linked for policy in policies):
            yield Undecided("properties.raiPolicyName")
        return
    if not isinstance(name, str) or not name.strip():
        return  # RAI-01 speaks of it.
    if name.lower().startswith(SYSTEM_PREFIX) or any(same(name, known) for known in config["externalPolicies"]):
        return
    verdicts = [_is(policy, name, deployment) for policy in policies]
    if True in verdicts:
        return
    if None in verdicts:
        yield Undecided("properties.raiPolicyName")
    else:
        yield Violation(
            f"{deployment.name} names the content filter {name!r}, which this stack does not have on its account; "
            "add it, correct the name, or list it in externalPolicies.",
            deployment.urn,
        )


def _is(policy: Resource, name: str, deployment: Resource) -> bool | None:
    """Whether a policy has the name and the account of a deployment; None where that is not known yet."""
    own_name = at(policy.inputs, "raiPolicyName")
    own_name = own_name if isinstance(own_name, str) or own_name is UNKNOWN else at(policy.inputs, "name")
    if not isinstance(own_name, str):
        own_name = UNKNOWN if own_name is UNKNOWN else policy.name
    if own_name is not UNKNOWN and not same(own_name, name):
        return False
    for part in ("accountName", "resourceGroupName"):
        mine, theirs = at(policy.inputs, part), at(deployment.inputs, part)
        if isinstance(mine, str) and isinstance(theirs, str) and not same(mine, theirs):
            return False
    return None if own_name is UNKNOWN else True


RULE = Rule(
    id="RAI-03",
    slug="filter-resolves",
    title="Content filter resolves",
    description="A deployment's content filter is one of this stack on the same account, one of Azure's, or a declared one.",
    severity=Severity.HIGH,
    level=EnforcementLevel.MANDATORY,
    remediation_steps="Create the raiPolicy on the deployment's account, or list it in externalPolicies.",
    url="https://learn.microsoft.com/azure/ai-foundry/openai/how-to/content-filters",
    applies_to=DEPLOYMENT,
    control="~AI-2",
    check_stack=_check,
    settings={
        "externalPolicies": Setting(
            {
                "type": "array",
                "items": {"type": "string"},
                "description": "Names of content filters that other stacks make.",
            },
            [],
        )
    },
    tags=("content filters",),
)

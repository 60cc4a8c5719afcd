"""TAG-04: accounts and deployments are named as agreed."""

import re
from collections.abc import Iterator

from pulumi_policy import EnforcementLevel, Severity

from ..options import text
from ..resources import ACCOUNT, DEPLOYMENT, NAMED, Resource
from ..rule import ResourceRule
from ..values import Value
from ..verdicts import Finding, NotApplicable, Problem, finding


def check(resource: Resource, settings: Value) -> Iterator[Finding]:
    """The casing matters. Without a name in the inputs Pulumi makes one up."""
    is_account = ACCOUNT.covers_type(resource.type)
    option, target = ("accountPattern", ACCOUNT) if is_account else ("deploymentPattern", DEPLOYMENT)
    pattern, name = settings[option].text, resource.inputs[target.name_input]
    if not pattern:
        yield NotApplicable(f"no {option} is configured")
        return
    try:
        fits = re.fullmatch(pattern, name.text) is not None
    except re.error as error:
        yield Problem(option, f"is {pattern!r}: {error}", "Correct the pattern.")
        return
    if not fits:
        yield finding(name, f"is {name}", f"Use a name that fits {pattern!r}.")


RULE = ResourceRule(
    name="tag-04-naming",
    title="Naming",
    description="Accounts and model deployments must be named as agreed.",
    why="Names stand in endpoints, alerts and bills, where nothing else says what they are about.",
    remediation="Use a name that fits the pattern.",
    severity=Severity.LOW,
    level=EnforcementLevel.DISABLED,
    target=NAMED,
    tags=("tags",),
    url="https://learn.microsoft.com/azure/cloud-adoption-framework/ready/azure-best-practices/resource-naming",
    options={
        "accountPattern": text("Regular expression that the whole name of an account must fit."),
        "deploymentPattern": text("Regular expression that the whole name of a deployment must fit."),
    },
    check=check,
)

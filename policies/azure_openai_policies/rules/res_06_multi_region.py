"""RES-06: an account that routes between regions routes to agreed ones."""

from collections.abc import Iterator

from pulumi_policy import EnforcementLevel, Severity

from azure_openai_catalog import regions

from ..options import texts
from ..resources import ACCOUNT, Resource
from ..rule import ResourceRule
from ..values import Value
from ..verdicts import Finding, NotApplicable, choice, finding


def check(account: Resource, settings: Value) -> Iterator[Finding]:
    """Without regions there is no routing."""
    listed, allowed = account.properties["locations"]["regions"], settings["allowedLocations"].texts
    if not listed.elements():
        yield NotApplicable("routes to no other region")
    for region in listed.elements():
        name = region["name"]
        if regions.normalise(name.text) not in map(regions.normalise, allowed):
            yield finding(name, f"is {name}", f"Choose among: {choice(allowed)}.")


RULE = ResourceRule(
    name="res-06-multi-region",
    title="Multi-region routing",
    description="Azure OpenAI accounts must route to allowed regions only.",
    why="Routing sends requests to regions that stand in no other property of the account.",
    remediation="Remove the region from properties.locations.regions.",
    severity=Severity.MEDIUM,
    level=EnforcementLevel.DISABLED,
    target=ACCOUNT,
    tags=("residency",),
    url="https://learn.microsoft.com/azure/foundry/foundry-models/concepts/deployment-types",
    options={"allowedLocations": texts("Regions an account may route to.")},
    check=check,
)

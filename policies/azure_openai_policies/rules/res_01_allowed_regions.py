"""RES-01: accounts stand in agreed regions."""

from collections.abc import Iterator

from pulumi_policy import EnforcementLevel, Severity

from azure_openai_catalog import regions

from ..options import texts
from ..resources import ACCOUNT, Resource
from ..rule import ResourceRule
from ..values import Value
from ..verdicts import Finding, choice, finding


def check(account: Resource, settings: Value) -> Iterator[Finding]:
    """`Sweden Central` and `swedencentral` are one region."""
    location, allowed = account.inputs["location"], settings["allowedLocations"].texts
    if regions.normalise(location.text) not in map(regions.normalise, allowed):
        yield finding(location, f"is {location}", f"Choose one of: {choice(allowed)}.")


RULE = ResourceRule(
    name="res-01-allowed-regions",
    title="Allowed regions",
    description="Azure OpenAI accounts must stand in an allowed region.",
    why="What the account stores stays in the geography of its region.",
    remediation="Set location to one of allowedLocations.",
    severity=Severity.HIGH,
    level=EnforcementLevel.DISABLED,
    target=ACCOUNT,
    tags=("residency",),
    url="https://learn.microsoft.com/azure/foundry/foundry-models/concepts/deployment-types",
    options={"allowedLocations": texts("Regions an account may stand in.")},
    check=check,
)

"""RES-04: a data zone deployment stands in the zone that was agreed."""

from collections.abc import Iterator

from pulumi_policy import Severity

from azure_openai_catalog import regions, skus

from ..options import text, texts
from ..resources import ACCOUNT, DEPLOYMENT
from ..rule import StackRule
from ..stack import Stack, StackResource
from ..values import Value
from ..verdicts import Finding, NotApplicable, Problem, Undecided


def check(deployment: StackResource, stack: Stack, settings: Value) -> Iterator[Finding]:
    """The zone is the one that the account's region belongs to."""
    name, zone, listed = deployment.inputs["sku"]["name"], settings["zone"].text, settings["zoneRegions"].texts
    sku = skus.find(name.text)
    if not name.unknown and (sku is None or sku.scope != "data_zone"):
        yield NotApplicable(f"SKU {name} uses no data zone")
    elif not zone and not listed:
        yield NotApplicable("no data zone is configured")
    elif name.unknown:
        yield Undecided(name.unknown_path)
    else:
        yield from _region(deployment, stack, zone, listed)


def _region(deployment: StackResource, stack: Stack, zone: str, listed: tuple[str, ...]) -> Iterator[Finding]:
    reference = stack.account_of(deployment)
    accounts = [own for own in stack.of(ACCOUNT) if stack.reference(own, ACCOUNT).same_as(reference)]
    region = regions.normalise(accounts[0].inputs["location"].text) if len(accounts) == 1 else ""
    allowed = [regions.normalise(entry) for entry in listed]
    if not region:
        yield Undecided("The region of its account")
    elif region not in allowed if listed else regions.data_zone(region) not in (zone, None):
        yield Problem("The account", f"is in {region}, which is not in data zone {zone or 'zoneRegions'}", "Move it.")
    elif not listed and regions.data_zone(region) is None:
        yield Undecided("The account", f"is in {region}, of which no data zone is known; list it in zoneRegions")


RULE = StackRule(
    name="res-04-data-zone",
    title="Data zone matches",
    description="Data zone deployments must stand in an account of the agreed data zone.",
    why="The SKU has one name in all zones: the account's region alone decides which continent processes the prompt.",
    remediation="Deploy to an account in a region of the zone.",
    severity=Severity.HIGH,
    target=DEPLOYMENT,
    tags=("residency",),
    url="https://learn.microsoft.com/azure/foundry/foundry-models/concepts/deployment-types",
    options={
        "zone": text("Data zone that is agreed.", among=("eu", "us", "apac", "usgov")),
        "zoneRegions": texts("Regions that are agreed, instead of the catalogue's for the zone."),
    },
    check=check,
)

"""NET-08: where DNS is central, no stack brings private link zones of its own."""

from collections.abc import Iterator

from pulumi_policy import EnforcementLevel, Severity

from ..options import texts
from ..patterns import matches_any
from ..resources import PRIVATE_ZONE, Resource
from ..rule import ResourceRule, benchmark
from ..values import Value
from ..verdicts import Finding, finding


def check(zone: Resource, settings: Value) -> Iterator[Finding]:
    """Without a name in the inputs Pulumi makes one up, which is no private link zone's."""
    name = zone.inputs[PRIVATE_ZONE.name_input]
    if name.unknown or matches_any(name.text, settings["centralZones"].texts):
        yield finding(
            name, f"is {name}, which belongs to the central DNS", "Register the endpoint in the central zone."
        )


RULE = ResourceRule(
    name="net-08-no-local-zones",
    title="No local private link zones",
    description="Private link zones must not be declared in the stack where DNS is central.",
    why="Two zones of one name split the answers: a network linked to the wrong one does not find the account.",
    remediation="Remove the zone and register the private endpoint in the central one.",
    severity=Severity.LOW,
    level=EnforcementLevel.DISABLED,
    target=PRIVATE_ZONE,
    framework=benchmark("NS-2", mapped_by_microsoft=False),
    tags=("network",),
    url="https://learn.microsoft.com/azure/private-link/private-endpoint-dns",
    options={"centralZones": texts("Names of zones that are central; `*` stands for anything.", "privatelink.*")},
    check=check,
)

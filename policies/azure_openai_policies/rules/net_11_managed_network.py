"""NET-11: a managed network, where there is one, lets out approved traffic only."""

from collections.abc import Iterator

from pulumi_policy import EnforcementLevel, Severity

from ..options import texts
from ..resources import MANAGED_NETWORK, Resource
from ..rule import ResourceRule, benchmark
from ..values import Value
from ..verdicts import Finding, unless_among


def check(network: Resource, settings: Value) -> Iterator[Finding]:
    """A missing mode fails: Azure's own default lets everything out."""
    yield from unless_among(network.properties["managedNetwork"]["isolationMode"], settings["modes"].texts)


RULE = ResourceRule(
    name="net-11-managed-network",
    title="Approved outbound only",
    description="Managed networks of accounts must let out approved traffic only.",
    why="An agent in an open managed network can send what it reads to any address.",
    remediation="Set properties.managedNetwork.isolationMode to AllowOnlyApprovedOutbound.",
    severity=Severity.MEDIUM,
    level=EnforcementLevel.DISABLED,
    target=MANAGED_NETWORK,
    framework=benchmark("NS-2", mapped_by_microsoft=False),
    tags=("network", "OWASP LLM02:2025"),
    url="https://learn.microsoft.com/azure/foundry/how-to/managed-virtual-network",
    options={"modes": texts("Isolation modes a managed network may have.", "AllowOnlyApprovedOutbound")},
    check=check,
)

"""IAM-09: connections of Foundry hold no key."""

from collections.abc import Iterator

from pulumi_policy import EnforcementLevel, Severity

from ..options import texts
from ..resources import CONNECTION, Resource
from ..rule import ResourceRule, benchmark
from ..values import Value
from ..verdicts import Finding, unless_among


def check(connection: Resource, settings: Value) -> Iterator[Finding]:
    """A missing type fails."""
    yield from unless_among(connection.properties["authType"], settings["allowedAuthTypes"].texts)


RULE = ResourceRule(
    name="iam-09-connections-entra",
    title="Foundry connections use Entra",
    description="Connections of an account or a project must authenticate with Entra.",
    why="A key in a connection is shared by everybody in the project.",
    remediation="Set properties.authType to AAD or ManagedIdentity.",
    severity=Severity.HIGH,
    level=EnforcementLevel.ADVISORY,
    target=CONNECTION,
    framework=benchmark("IM-1; IM-3", mapped_by_microsoft=False),
    tags=("identity", "OWASP LLM06:2025"),
    url="https://learn.microsoft.com/azure/foundry/how-to/connections-add",
    options={"allowedAuthTypes": texts("How a connection may authenticate.", "AAD", "ManagedIdentity")},
    check=check,
)

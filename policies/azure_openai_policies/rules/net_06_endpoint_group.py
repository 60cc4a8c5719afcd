"""NET-06: an endpoint to an account asks for the one group that accounts have."""

from collections.abc import Iterator

from pulumi_policy import Severity

from azure_openai_catalog.networking import PRIVATE_LINK_GROUP

from .. import ids
from ..joins import connections
from ..resources import ACCOUNT, PRIVATE_ENDPOINT
from ..rule import StackRule, benchmark
from ..stack import Stack, StackResource
from ..values import Value
from ..verdicts import Finding, NotApplicable, finding


def check(endpoint: StackResource, stack: Stack, settings: Value) -> Iterator[Finding]:
    """An endpoint made from an account of the stack leads to it, whether or not the id is known yet."""
    found = [
        (connection, doubts)
        for name, connection in connections(endpoint)
        if (doubts := _doubts(stack, endpoint, name, connection["privateLinkServiceId"])) is not None
    ]
    if not found:
        yield NotApplicable("leads to no Azure OpenAI account")
    for connection, doubts in found:
        groups = connection["groupIds"]
        named = groups.elements()
        if [group.text.casefold() for group in named] != [PRIVATE_LINK_GROUP]:
            advice = f"Set it to [{PRIVATE_LINK_GROUP}]."
            yield finding(groups, f"is {_shown(groups)}", advice, given=(*named, *doubts))


def _doubts(stack: Stack, endpoint: StackResource, name: str, target: Value) -> tuple[Value, ...] | None:
    """Unknown values that decide whether a connection leads to an account; None if it does not."""
    if not target.unknown:
        return () if ids.parse_of_type(target.text, ACCOUNT.arm_type) else None
    if stack.made_from(endpoint, name, ACCOUNT):
        return ()
    return None if stack.leads_elsewhere(endpoint, name, ACCOUNT) else (target,)


def _shown(groups: Value) -> str:
    return f"[{', '.join(groups.texts)}]" if groups.elements() else str(groups)


RULE = StackRule(
    name="net-06-endpoint-group",
    title="Endpoint group",
    description="A private endpoint to an Azure OpenAI account must ask for the group `account`.",
    why="Azure refuses any other group, after the rest of the deployment has been made.",
    remediation="Set groupIds of the connection to [account].",
    severity=Severity.MEDIUM,
    target=PRIVATE_ENDPOINT,
    framework=benchmark("NS-2", mapped_by_microsoft=False),
    tags=("network",),
    url="https://learn.microsoft.com/azure/private-link/private-endpoint-dns",
    check=check,
)

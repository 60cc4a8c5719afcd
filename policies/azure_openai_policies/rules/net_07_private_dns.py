"""NET-07: the names of an account lead to its private endpoint."""

from collections.abc import Iterator

from pulumi_policy import EnforcementLevel, Severity

from azure_openai_catalog.networking import private_dns_zones

from .. import ids
from ..joins import endpoint_answer, same_name
from ..options import flag, text, texts
from ..resources import ACCOUNT, PRIVATE_ENDPOINT, PRIVATE_ZONE, ZONE_GROUP
from ..rule import StackRule, benchmark
from ..stack import Stack, StackResource
from ..values import Value
from ..verdicts import Finding, NotApplicable, Problem, Undecided


def check(endpoint: StackResource, stack: Stack, settings: Value) -> Iterator[Finding]:
    """The kind of the account decides which zones it takes: one for OpenAI, three for AIServices."""
    if settings["dnsManagedByPolicy"].is_true:
        yield NotApplicable("private DNS is managed outside the stack")
        return
    answers = {account.urn: endpoint_answer(stack, endpoint, account) for account in stack.of(ACCOUNT)}
    accounts = [account for account in stack.of(ACCOUNT) if answers[account.urn]]
    if not accounts:
        yield (
            Undecided("privateLinkServiceConnections")
            if None in answers.values()
            else NotApplicable("leads to no Azure OpenAI account of the stack")
        )
        return
    groups = {group.urn: _is_of(group, endpoint, stack) for group in stack.of(ZONE_GROUP)}
    names, complete = _zones([group for group in stack.of(ZONE_GROUP) if groups[group.urn]], stack, settings)
    needed = [zone for account in accounts for zone in _needed(account, settings["cloud"].text)]
    missing = [zone for zone in dict.fromkeys(needed) if zone not in names]
    if missing and any(account.inputs["kind"].unknown for account in accounts):
        yield Undecided("kind of its account")
    elif missing and not (complete and None not in groups.values()):
        yield Undecided("privateDnsZoneConfigs of its zone group")
    elif missing:
        yield Problem(
            "The endpoint", f"is registered in no zone {', '.join(missing)}", "Give it a zone group that lists them."
        )


def _is_of(group: StackResource, endpoint: StackResource, stack: Stack) -> bool | None:
    answer = same_name(group.inputs["privateEndpointName"], endpoint.azure_name(PRIVATE_ENDPOINT))
    if answer is None:
        owners = stack.behind(group, "privateEndpointName", PRIVATE_ENDPOINT)
        return endpoint.urn in [owner.urn for owner in owners] if owners else None
    return answer


def _zones(groups: list[StackResource], stack: Stack, settings: Value) -> tuple[set[str], bool]:
    """Names of the zones that groups list, and whether these are all."""
    names: set[str] = set()
    complete = True
    central = [zone.casefold() for zone in settings["zoneIds"].texts]
    for group in groups:
        configs = group.inputs["privateDnsZoneConfigs"]
        zones = [config["privateDnsZoneId"] for config in configs.elements()]
        given = [zone.text for zone in zones if not central or zone.text.casefold() in central]
        names |= {ids.last_segment(zone_id).casefold() for zone_id in given}
        if unknown := [zone for zone in zones if zone.unknown]:
            of_stack = _made_from(group, stack)
            names |= set() if central else of_stack
            counted = not configs.unknown and len(of_stack - {""}) == len(unknown)
            complete = complete and counted and not central
    return names, complete


def _made_from(group: StackResource, stack: Stack) -> set[str]:
    """Names of the stack's zones whose ids a group was made from."""
    zones = stack.made_from(group, "privateDnsZoneConfigs", PRIVATE_ZONE)
    return {zone.azure_name(PRIVATE_ZONE).text.casefold() for zone in zones}


def _needed(account: StackResource, cloud: str) -> tuple[str, ...]:
    """Zones of the account's kind; as long as that is unknown, of the kind that needs most."""
    kind = "OpenAI" if account.inputs["kind"].is_text("OpenAI") else "AIServices"
    return private_dns_zones(kind, cloud)


RULE = StackRule(
    name="net-07-private-dns",
    title="Private DNS by kind",
    description="A private endpoint of an Azure OpenAI account must be registered in the DNS zones of the account's kind.",
    why="Without its zones the account's names lead to the public address, which refuses the call.",
    remediation="Declare a private DNS zone group for the endpoint that lists the zones.",
    severity=Severity.MEDIUM,
    level=EnforcementLevel.ADVISORY,
    target=PRIVATE_ENDPOINT,
    framework=benchmark("NS-2", mapped_by_microsoft=False),
    tags=("network",),
    url="https://learn.microsoft.com/azure/private-link/private-endpoint-dns",
    options={
        "zoneIds": texts("Ids of the only zones that count, for example those of a hub. By default all count."),
        "dnsManagedByPolicy": flag(
            "Whether endpoints are registered outside the stack, for example by an Azure policy."
        ),
        "cloud": text("Cloud whose zone names are asked for.", "public", among=("public", "usgov")),
    },
    check=check,
)

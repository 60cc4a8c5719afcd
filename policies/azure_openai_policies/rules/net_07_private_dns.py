"""NET-07: the names of an account lead to its private endpoint."""

from collections.abc import Iterator

from pulumi_policy import EnforcementLevel, Severity

from azure_openai_catalog.networking import PRIVATE_LINK_GROUP, private_dns_zones

from .. import ids
from ..answers import Answer, any_of
from ..joins import connections, endpoint_answer, same_name
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
    accounts = _accounts(endpoint, stack)
    if not isinstance(accounts, tuple):
        yield accounts
        return
    groups = {group.urn: _is_of(group, endpoint, stack) for group in stack.of(ZONE_GROUP)}
    names, complete = _zones([group for group in stack.of(ZONE_GROUP) if groups[group.urn]], stack, settings)
    needed, possible = _needed(accounts, settings["cloud"].text)
    missing = [zone for zone in dict.fromkeys(needed) if zone not in names]
    if missing and not (complete and None not in groups.values()):
        yield Undecided("privateDnsZoneConfigs of its zone group")
    elif missing:
        what = f"is registered in no zone {', '.join(missing)}"
        yield Problem("The endpoint", what, "Give it a zone group that lists them by id.")
    elif not names.issuperset(possible):
        yield Undecided("kind of its account")


def _accounts(endpoint: StackResource, stack: Stack) -> tuple[StackResource, ...] | Finding:
    """The accounts of the stack that an endpoint leads to; empty if it leads to one of another stack."""
    answers = {account.urn: endpoint_answer(stack, endpoint, account) for account in stack.of_type(ACCOUNT)}
    found = tuple(account for account in stack.of(ACCOUNT) if answers[account.urn])
    if found:
        return found
    if True in answers.values():
        return NotApplicable("leads to an account of another kind")
    elsewhere = any_of(_is_to_an_account(endpoint, name, link, stack) for name, link in connections(endpoint))
    if None in answers.values() or elsewhere is None:
        return Undecided("privateLinkServiceConnections")
    return () if elsewhere else NotApplicable("leads to no Azure OpenAI account")


def _is_to_an_account(endpoint: StackResource, name: str, connection: Value, stack: Stack) -> Answer:
    """Whether a connection leads to an account of any stack. One that asks for another service's group does not."""
    groups, target = connection["groupIds"].elements(), connection["privateLinkServiceId"]
    if groups and not any(group.unknown or group.is_text(PRIVATE_LINK_GROUP) for group in groups):
        return False
    if target.unknown:
        return False if stack.leads_elsewhere(endpoint, name, ACCOUNT) else None
    return ids.parse_of_type(target.text, ACCOUNT.arm_type) is not None


def _is_of(group: StackResource, endpoint: StackResource, stack: Stack) -> bool | None:
    answer = same_name(group.inputs["privateEndpointName"], endpoint.azure_name(PRIVATE_ENDPOINT))
    if answer is None:
        owners = stack.behind(group, "privateEndpointName", PRIVATE_ENDPOINT)
        return endpoint.urn in [owner.urn for owner in owners] if owners else None
    return answer


def _zones(groups: list[StackResource], stack: Stack, settings: Value) -> tuple[set[str], bool]:
    """Names of the zones that groups list by id, and whether these are all."""
    names: set[str] = set()
    complete = True
    central = [zone.casefold() for zone in settings["zoneIds"].texts]
    for group in groups:
        configs = group.inputs["privateDnsZoneConfigs"]
        zones = [config["privateDnsZoneId"] for config in configs.elements()]
        given = [zone.text for zone in zones if not central or zone.text.casefold() in central]
        known = (ids.parse_of_type(text, PRIVATE_ZONE.arm_type) for text in given)
        names |= {zone.name.casefold() for zone in known if zone}
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


def _needed(accounts: tuple[StackResource, ...], cloud: str) -> tuple[list[str], list[str]]:
    """The zones that accounts need for certain, and those that they may need as long as a kind is not known.

    An account of another stack counts as Azure OpenAI's, as nothing in its id says otherwise; of which kind is open.
    """
    if not accounts:
        return list(private_dns_zones("OpenAI", cloud)), list(private_dns_zones("AIServices", cloud))
    needed: list[str] = []
    possible: list[str] = []
    for account in accounts:
        kind = account.inputs["kind"]
        zones = private_dns_zones("OpenAI" if kind.is_text("OpenAI") else "AIServices", cloud)
        (possible if kind.unknown else needed).extend(zones)
    return needed, possible


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

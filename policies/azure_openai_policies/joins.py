"""What a resource needs beside it in the stack."""

from collections.abc import Iterable, Iterator

from .answers import Answer, all_of, any_of
from .resources import ACCOUNT, KEY, VAULT, Target
from .stack import Stack, StackResource
from .values import Value
from .verdicts import Finding, Problem, Undecided


def lack(answers: Iterable[Answer], what: str, remedy: str, *, minimum: int = 1) -> Iterator[Finding]:
    """Yields that there are too few; undecided where those that may count would be enough.

    answers: for each candidate whether it counts, None if that cannot be told.
    """
    given = list(answers)
    sure, doubtful = given.count(True), given.count(None)
    if sure >= minimum:
        return
    if sure + doubtful >= minimum:
        yield Undecided("The stack", f"may hold what is asked for, but not all is known yet: the account {what}")
    else:
        yield Problem("The account", what, remedy)


def connections(endpoint: StackResource) -> Iterator[tuple[str, Value]]:
    """The connections of a private endpoint, approved by themselves or by hand, with the input that holds them."""
    for name in ("privateLinkServiceConnections", "manualPrivateLinkServiceConnections"):
        for connection in endpoint.inputs[name].elements():
            yield name, connection


def endpoint_answer(stack: Stack, endpoint: StackResource, account: StackResource) -> Answer:
    """Whether a private endpoint leads to an account; None if that cannot be told."""
    return any_of(
        stack.points_at(endpoint, name, connection["privateLinkServiceId"], account, ACCOUNT)
        for name, connection in connections(endpoint)
    )


def same_name(one: Value, other: Value) -> Answer:
    """Whether two names are the same; None if one is unknown."""
    return None if one.unknown or other.unknown else bool(one.text) and one.same_as(other)


def encrypts(stack: Stack, account: StackResource, other: StackResource, target: Target) -> Answer:
    """Whether an Azure OpenAI account's encryption uses a vault or a key of the stack; None if that cannot be told."""
    key = account.properties["encryption"]["keyVaultProperties"]
    uri, name = key["keyVaultUri"], key["keyName"]
    if uri.missing and name.missing:
        return False
    vault = other.azure_name(VAULT) if target is VAULT else other.inputs["vaultName"]
    is_key = same_name(name, other.azure_name(KEY)) if target is KEY else True
    named = all_of(_is_host_of(uri, vault), is_key)
    if named is None and target is KEY:
        named = _is_made_from_key(stack, account, other, is_key)
    elif named is None:
        named = _is_made_from_vault(stack, account, other)
    return all_of(named, None if account.inputs["kind"].unknown else True)


def _is_made_from_vault(stack: Stack, account: StackResource, vault: StackResource) -> Answer:
    """Whether an account was made from a vault, or from a key that lies in it."""
    vaults, keys = (stack.made_from(account, "properties", target) for target in (VAULT, KEY))
    if vault in vaults or not (vaults or keys):
        return vault in vaults or None
    return any_of(_holds(stack, vault, key) for key in keys)


def _is_made_from_key(stack: Stack, account: StackResource, key: StackResource, is_named: Answer) -> Answer:
    """Whether an account was made from a key, or names it and was made from its vault."""
    vaults, keys = (stack.made_from(account, "properties", target) for target in (VAULT, KEY))
    if key in keys or not (vaults or keys):
        return key in keys or None
    return all_of(is_named, any_of(_holds(stack, vault, key) for vault in vaults))


def _holds(stack: Stack, vault: StackResource, key: StackResource) -> Answer:
    answer = same_name(key.inputs["vaultName"], vault.azure_name(VAULT))
    owners = stack.behind(key, "vaultName", VAULT)
    return vault in owners if answer is None and owners else answer


def _is_host_of(uri: Value, vault: Value) -> Answer:
    if uri.unknown or vault.unknown or vault.missing:
        return None
    host = uri.text.casefold().removeprefix("https://")
    return host.split(".", 1)[0] == vault.text.casefold()

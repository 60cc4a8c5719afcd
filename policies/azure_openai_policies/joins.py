"""What a resource needs beside it in the stack."""

from collections.abc import Iterable, Iterator

from .resources import ACCOUNT, KEY, VAULT, Target
from .stack import Stack, StackResource
from .values import Value
from .verdicts import Finding, Problem, Undecided


def lack(answers: Iterable[bool | None], what: str, remedy: str, *, minimum: int = 1) -> Iterator[Finding]:
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


def endpoint_answer(stack: Stack, endpoint: StackResource, account: StackResource) -> bool | None:
    """Whether a private endpoint leads to an account; None if that cannot be told."""
    return any_of(
        stack.points_at(endpoint, name, connection["privateLinkServiceId"], account, ACCOUNT)
        for name, connection in connections(endpoint)
    )


def any_of(answers: Iterable[bool | None]) -> bool | None:
    """Whether one of them is true; None if that cannot be told."""
    given = list(answers)
    return True if True in given else None if None in given else False


def same_name(one: Value, other: Value) -> bool | None:
    """Whether two names are the same; None if one is unknown."""
    return None if one.unknown or other.unknown else bool(one.text) and one.same_as(other)


def encrypts(stack: Stack, account: StackResource, other: StackResource, target: Target) -> bool | None:
    """Whether an account's encryption uses a vault or a key of the stack; None if that cannot be told."""
    key = account.properties["encryption"]["keyVaultProperties"]
    uri, name = key["keyVaultUri"], key["keyName"]
    if uri.missing and name.missing:
        return False
    vault = other.azure_name(VAULT) if target is VAULT else other.inputs["vaultName"]
    answers = [_is_host_of(uri, vault), *([same_name(name, other.azure_name(KEY))] if target is KEY else [])]
    if False in answers:
        return False
    if None not in answers:
        return True
    made_from = account.property_dependencies.get("properties", ())
    return other.urn in made_from if made_from else None


def _is_host_of(uri: Value, vault: Value) -> bool | None:
    if uri.unknown or vault.unknown or vault.missing:
        return None
    host = uri.text.casefold().removeprefix("https://")
    return host.split(".", 1)[0] == vault.text.casefold()

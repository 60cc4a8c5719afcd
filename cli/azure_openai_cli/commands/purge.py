"""`purge`: deleted accounts that still hold their names and quota, and the end of those that are named."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from azure_openai_catalog.problems import Problem

from ..exits import AzureFailed, BadInput, bad_input
from ..options import AsJson
from ..output import Drawn, answer, note, table
from ..values import counted

if TYPE_CHECKING:
    from ..live import DeletedAccount


def purge(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[ACCOUNT]...", help="Deleted accounts to purge, by name or id.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Purge without asking.")] = False,
    subscription: Annotated[
        str | None,
        typer.Option(envvar=["AZURE_SUBSCRIPTION_ID", "ARM_SUBSCRIPTION_ID"], help="Subscription of the accounts."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """List the deleted accounts of a subscription, or purge those that are named.

    Until Azure purges a deleted account by itself, its name is taken, its deployments may hold quota, and provisioned ones
    cost money. What is purged cannot be brought back. Asks Azure; needs a signed-in user.
    """
    from .. import live

    held = live.deleted_accounts(subscription)
    chosen = _chosen(names or [], held)
    if chosen and not (yes or _confirmed(chosen)):
        note("Nothing was purged.")
        chosen = []
    purged: list[DeletedAccount] = []
    problems: list[Problem] = []
    for account in chosen:
        try:
            live.purge(subscription, account)
            purged.append(account)
        except AzureFailed as failure:
            problems += failure.problems
    kept = [account for account in held if account not in purged]
    answer({"purged": purged, "deleted": kept}, as_json, _drawn("Purged", purged) if names else _drawn("Deleted", kept))
    if problems:
        raise AzureFailed(problems)


def _chosen(names: list[str], held: tuple[DeletedAccount, ...]) -> list[DeletedAccount]:
    """The accounts that are named, each once. Raises BadInput with all names that are not those of one account."""
    found: dict[str, DeletedAccount] = {}
    problems: list[Problem] = []
    for name in names:
        meant = [account for account in held if name.lower() in (account.name.lower(), account.id.lower())]
        if len(meant) == 1:
            found[meant[0].id] = meant[0]
        elif meant:
            ids = ", ".join(account.id for account in meant)
            problems.append(Problem(name, "Several deleted accounts have this name.", f"Name one by its id: {ids}."))
        else:
            there = ", ".join(account.name for account in held) or "none"
            problems.append(Problem(name, "No deleted account is called so.", f"There are: {there}."))
    if problems:
        raise BadInput(problems)
    return list(found.values())


def _confirmed(chosen: list[DeletedAccount]) -> bool:
    """Ask whether to go on. Raises BadInput where nobody can answer."""
    if not sys.stdin.isatty():
        raise bad_input("--yes", "Purging cannot be undone, and nobody can be asked here.", "Give --yes.")
    listed = ", ".join(f"{account.name} ({account.region}, {account.resource_group})" for account in chosen)
    return typer.confirm(f"Purge {listed}? Nobody can bring them back.", err=True)


def _drawn(title: str, accounts: list[DeletedAccount]) -> Drawn:
    rows = [(account.name, account.region, account.resource_group) for account in accounts]
    return table(
        f"{title} accounts", ["Account", "Region", "Resource group"], rows, f"{counted(len(rows), 'account')}."
    )

"""What quota planning is asked with: the options that say what the limits are, and the stacks' deployments."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from azure_openai_catalog.problems import Problem
from azure_openai_catalog.quota_plan import Holding, Limits

from . import holdings
from .exits import BadInput
from .output import note
from .stacks import Stack, version_of, where

Tier = Annotated[int | None, typer.Option(help="Quota tier of the subscription, 1 to 6; its default limits are used.")]
Offer = Annotated[
    str | None, typer.Option(help="Kind of subscription for batch quota, for example enterprise_agreement.")
]
Limit = Annotated[
    list[str] | None, typer.Option("--limit", metavar="COUNTER=N", help="A limit you know; again for more.")
]
Held = Annotated[
    list[Path] | None,
    typer.Option(
        "--held", help="Exported state of what these stacks hold already; taken off Azure's usages. Again for more."
    ),
]


def holdings_of(stacks: Iterable[Stack]) -> list[Holding]:
    """The deployments of stacks, as quota planning takes them."""
    found: list[Holding] = []
    for stack in stacks:
        for one in stack.deployments:
            served = version_of(one)
            found.append(
                Holding(
                    where=where(stack, one),
                    model=one.model,
                    version=one.version or (served.version if served else ""),
                    sku=one.sku,
                    region=one.region,
                    capacity=one.capacity,
                    model_format=one.format or (served.format if served else "OpenAI"),
                )
            )
    return found


def held_by(states: list[Path] | None) -> list[Holding]:
    """What exported states hold. Raises BadInput when one cannot be read."""
    return holdings_of(holdings.several([], states)) if states else []


def limits_for(
    stacks: tuple[Stack, ...],
    tier: int | None,
    offer: str | None,
    given: dict[str, int],
    live: bool,
    subscription: str | None,
) -> Limits:
    """What is known of the limits of the stacks' pools; with `live`, from Azure. Raises like `live.connection.asking`."""
    if not live:
        return Limits(tier, offer, given)
    from . import live as azure

    asked = subscription or next((stack.subscription_id for stack in stacks if stack.subscription_id), None)
    deleted = [account.name for account in azure.deleted_accounts(asked)]
    if deleted:
        note(f"Deleted accounts hold quota until they are purged: {', '.join(deleted)}.")
    regions = sorted({account.region for stack in stacks for account in stack.accounts})
    return Limits(tier, offer, given, azure.usages(asked, regions))


def pairs(option: str, given: list[str] | None) -> dict[str, int]:
    """Values of an option that are written NAME=NUMBER. Raises BadInput with all that are not."""
    found: dict[str, int] = {}
    problems: list[Problem] = []
    for pair in given or []:
        name, _, number = pair.rpartition("=")
        if name and number.isdecimal():
            found[name] = int(number)
        else:
            problems.append(Problem(option, f"{pair!r} is no NAME=NUMBER.", "Write for example chat=50."))
    if problems:
        raise BadInput(problems)
    return found

"""What quota planning is asked with: the options that say what the limits are, and the stacks' deployments."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from azure_openai_catalog import quotas
from azure_openai_catalog.problems import Problem
from azure_openai_catalog.quota_limits import Holding, Limits, Usage
from azure_openai_catalog.quota_plan import QuotaPlan, plan_quota

from . import holdings
from .exits import BadInput
from .output import note
from .stacks import Stack, version_of, where

T = TypeVar("T")

Tier = Annotated[
    int | None,
    typer.Option(
        help="Quota tier of the subscription, 1 to 6; its default limits are used. Default: what all of the stacks say."
    ),
]
Offer = Annotated[
    str | None,
    typer.Option(
        help="Kind of subscription for batch quota, for example enterprise_agreement. Default: what all of the stacks say."
    ),
]
Limit = Annotated[
    list[str] | None,
    typer.Option("--limit", metavar="COUNTER=N", help="A limit you know, beside those in the stacks; again for more."),
]
Held = Annotated[
    list[Path] | None,
    typer.Option(
        "--held", help="Exported state of what these stacks hold already; taken off Azure's usages. Again for more."
    ),
]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the options say of the limits."""

    tier: int | None
    offer: str | None
    limit: list[str] | None
    live: bool
    subscription: str | None
    held: list[Path] | None

    def plan(self, stacks: tuple[Stack, ...], wanted: Iterable[Holding]) -> QuotaPlan:
        """What the pools have to hold. Raises like `limits_for`, and BadInput where an exported state cannot be read."""
        own, limits = [stack for stack in stacks if stack.exists], limits_for(stacks, self)
        if self.held:
            own += holdings.several([], self.held)
        elif self.live and len(own) < len(stacks):
            note(
                "What these stacks hold already counts as others'. Take it off: `pulumi stack export > FILE`, --held FILE."
            )
        return plan_quota(wanted, limits, holdings_of(own))


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


def limits_for(stacks: tuple[Stack, ...], asked: Asked) -> Limits:
    """What is known of the limits of the stacks' pools: what the options say, else all of the stacks; with `live`, Azure.

    Stacks that differ may be of different subscriptions: what only some say is not taken for the others. Raises BadInput
    like `pairs`, and like `live.connection.asking`.
    """
    declared = {
        counter: _agreed(drawing, lambda limits, counter=counter: limits.given.get(counter))
        for counter, drawing in _by_counter(stacks).items()
    }
    given = {counter: limit for counter, limit in declared.items() if limit is not None}
    return Limits(
        tier=_agreed(stacks, lambda limits: limits.tier) if asked.tier is None else asked.tier,
        offer=_agreed(stacks, lambda limits: limits.offer) if asked.offer is None else asked.offer,
        given=given | pairs("--limit", asked.limit, "OpenAI.GlobalStandard.gpt-5.1=500"),
        usages=_usages(stacks, asked.subscription) if asked.live else (),
    )


def _by_counter(stacks: Iterable[Stack]) -> dict[str, list[Stack]]:
    """The stacks that draw from each counter."""
    found: dict[str, list[Stack]] = {}
    for stack in stacks:
        pools = (quotas.pool(one.sku, one.model, one.region, one.model_format) for one in holdings_of([stack]))
        for counter in {pool.counter for pool in pools}:
            found.setdefault(counter, []).append(stack)
    return found


def _agreed(stacks: Iterable[Stack], value_of: Callable[[Limits], T | None]) -> T | None:
    """What all of the stacks say; None if one says something else or nothing."""
    said = {value_of(stack.limits) for stack in stacks}
    return said.pop() if len(said) == 1 else None


def _usages(stacks: tuple[Stack, ...], subscription: str | None) -> tuple[Usage, ...]:
    from . import live as azure

    asked = subscription or next((stack.subscription_id for stack in stacks if stack.subscription_id), None)
    deleted = [account.name for account in azure.deleted_accounts(asked)]
    if deleted:
        note(f"Deleted accounts hold quota until they are purged: {', '.join(deleted)}.")
    regions = sorted({account.region for stack in stacks for account in stack.accounts})
    return azure.usages(asked, regions)


def pairs(option: str, given: list[str] | None, example: str) -> dict[str, int]:
    """Values of an option that are written NAME=NUMBER. Raises BadInput with all that are not."""
    found: dict[str, int] = {}
    problems: list[Problem] = []
    for pair in given or []:
        name, _, number = pair.rpartition("=")
        if name and number.isdecimal():
            found[name] = int(number)
        else:
            problems.append(Problem(option, f"{pair!r} is no NAME=NUMBER.", f"Write for example {example}."))
    if problems:
        raise BadInput(problems)
    return found

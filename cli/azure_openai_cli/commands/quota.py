"""`quota` and `quota fit`: do the deployments of stacks fit into their quota pools, and which capacities would?"""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from azure_openai_catalog.problems import Problem
from azure_openai_catalog.quota_plan import Change, Holding, Limits, QuotaPlan, fit, plan_quota

from .. import holdings
from ..exits import BadInput, ExitCode, bad_input
from ..options import AsJson, Live, Stacks, States, Subscription
from ..output import Drawn, answer, note, problem_line, table
from ..stacks import Deployment, Stack, version_of, where
from ..values import UNKNOWN

app = typer.Typer(help="Quota: what stacks draw from each pool, and what would fit.")

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


@app.callback(invoke_without_command=True)
def quota(
    context: typer.Context,
    stacks: Stacks = None,
    states: States = None,
    tier: Tier = None,
    offer: Offer = None,
    limit: Limit = None,
    held: Held = None,
    live: Live = False,
    subscription: Subscription = None,
    as_json: AsJson = False,
) -> None:
    """Sum up what stacks draw from each quota pool. Ends with 3 when a pool is too small."""
    if context.invoked_subcommand:
        return
    read = holdings.several(stacks or [], states or [])
    wanted = [_holding(stack, one) for stack in read for one in stack.deployments]
    plan = _plan(wanted, _limits(read, tier, offer, limit, live, subscription), held)
    answer(
        {"pools": plan.pools, "problems": plan.problems()}, as_json, _drawn(plan), *map(problem_line, plan.problems())
    )
    if any(not problem.is_warning for problem in plan.problems()):
        raise typer.Exit(ExitCode.findings)


@app.command("fit")
def fit_(
    stacks: Stacks = None,
    minimum: Annotated[
        list[str] | None, typer.Option("--min", metavar="DEPLOYMENT=N", help="Not below this; again for more.")
    ] = None,
    maximum: Annotated[
        list[str] | None,
        typer.Option("--max", metavar="DEPLOYMENT=N", help="Up to this where there is room; again for more."),
    ] = None,
    write: Annotated[bool, typer.Option("--write", help="Write the capacities into the stack files.")] = False,
    tier: Tier = None,
    offer: Offer = None,
    limit: Limit = None,
    held: Held = None,
    live: Live = False,
    subscription: Subscription = None,
    as_json: AsJson = False,
) -> None:
    """Propose capacities that fit into the quota. Ends with 3 when even the minima do not fit."""
    read = holdings.several(stacks or [], [])
    deployments = {where(stack, one): (stack, one) for stack in read for one in stack.deployments}
    low, high = _bounds("--min", minimum, deployments), _bounds("--max", maximum, deployments)
    wanted = [_holding(stack, one, low.get(path), high.get(path)) for path, (stack, one) in deployments.items()]
    proposal = fit(_plan(wanted, _limits(read, tier, offer, limit, live, subscription), held))
    if write:
        for change in proposal.changes:
            stack, deployment = deployments[change.where]
            _write(stack, deployment, change.new)
        note(f"{len(proposal.changes)} capacities written.")
    answer(proposal, as_json, _changes(proposal.changes), *map(problem_line, proposal.problems))
    if proposal.problems:
        raise typer.Exit(ExitCode.findings)


def _plan(wanted: list[Holding], limits: Limits, held: list[Path] | None) -> QuotaPlan:
    own = [_holding(stack, one) for stack in (holdings.several([], held) if held else ()) for one in stack.deployments]
    return plan_quota(wanted, limits, own)


def _limits(
    read: tuple[Stack, ...],
    tier: int | None,
    offer: str | None,
    given: list[str] | None,
    live: bool,
    subscription: str | None,
) -> Limits:
    limits = dict(_pairs("--limit", given))
    if not live:
        return Limits(tier, offer, limits)
    from .. import live as azure

    regions = sorted({account.region for stack in read for account in stack.accounts})
    stated = next((stack.subscription_id for stack in read if stack.subscription_id), None)
    asked = subscription or stated
    deleted = azure.soft_deleted_accounts(asked)
    if deleted:
        note(f"Deleted accounts hold quota until they are purged: {', '.join(deleted)}.")
    return Limits(tier, offer, limits, azure.usages(asked, regions))


def _holding(stack: Stack, one: Deployment, minimum: int | None = None, maximum: int | None = None) -> Holding:
    served = version_of(one)
    return Holding(
        where=where(stack, one),
        model=one.model,
        version=one.version or (served.version if served else ""),
        sku=one.sku,
        region=one.region,
        capacity=one.capacity,
        model_format=one.format or (served.format if served else "OpenAI"),
        minimum=minimum,
        maximum=maximum,
    )


def _bounds(option: str, given: list[str] | None, deployments: Iterable[str]) -> dict[str, int]:
    """Bounds by deployment, which is named by the end of its path: `chat`, `eu.deployments.chat`, or all of it."""
    bounds: dict[str, int] = {}
    for name, number in _pairs(option, given):
        meant = [where for where in deployments if f".{where}".endswith(f".{name}")]
        if not meant:
            raise bad_input(option, f"No deployment is called {name!r}.", f"Deployments: {', '.join(deployments)}.")
        bounds |= dict.fromkeys(meant, number)
    return bounds


def _pairs(option: str, given: list[str] | None) -> list[tuple[str, int]]:
    pairs = [(name, number) for name, _, number in (pair.rpartition("=") for pair in given or [])]
    wrong = [f"{name}={number}" for name, number in pairs if not (name and number.isdecimal())]
    if wrong:
        raise BadInput(Problem(option, f"{pair!r} is no NAME=NUMBER.", "Write for example chat=50.") for pair in wrong)
    return [(name, int(number)) for name, number in pairs]


def _write(stack: Stack, deployment: Deployment, capacity: int) -> None:
    from .. import documents, stack_file

    keys = ["config", stack_file.SETTINGS, *deployment.keys, "sku", "capacity"]
    documents.replace_number(stack.source, keys, capacity)


def _drawn(plan: QuotaPlan) -> Drawn:
    return table(
        "Quota pools",
        ["Counter", "Where", "Unit", "Deployments#", "Wanted#", "Others#", "Limit#", "From", "Fits"],
        [
            (
                pool.pool.counter,
                pool.pool.where or "subscription",
                pool.unit,
                len(pool.deployments),
                pool.wanted,
                pool.held_by_others,
                pool.limit,
                pool.limit_from or UNKNOWN,
                pool.fits,
            )
            for pool in plan.pools
        ],
    )


def _changes(changes: tuple[Change, ...]) -> Drawn:
    rows = [(change.where, change.old, change.new) for change in changes]
    caption = f"{len(rows)} capacities to change; all others stay as they are."
    return table("Capacities that fit", ["Deployment", "Now#", "Proposed#"], rows, caption)

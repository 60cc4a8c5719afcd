"""`quota` and `quota fit`: do the deployments of stacks fit into their quota pools, and which capacities would?"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from azure_openai_catalog.problems import Problem
from azure_openai_catalog.quota_plan import Change, PoolPlan, QuotaPlan, fit

from .. import holdings
from ..exits import BadInput, ExitCode, bad_input
from ..options import AsJson, Live, Stacks, States, Subscription
from ..origin import Entries, entries, origin_line, with_origin
from ..output import Drawn, answer, note, problem_line, table
from ..quota_limits import Asked, Held, Limit, Offer, Tier, holdings_of, pairs
from ..stacks import Deployment, Stack, where
from ..values import UNKNOWN, counted, plain

app = typer.Typer(help="Quota: what stacks draw from each pool, and what would fit.")


@app.callback(invoke_without_command=True)
def quota(
    context: typer.Context,
    stacks: Stacks = None,
    states: States = None,
    tier: Tier = None,
    offer: Offer = None,
    limit: Limit = None,
    live: Live = False,
    subscription: Subscription = None,
    held: Held = None,
    as_json: AsJson = False,
) -> None:
    """Sum up what stacks draw from each quota pool. Ends with 3 when a pool is too small."""
    if context.invoked_subcommand:
        return
    read = holdings.several(stacks or [], states or [])
    plan = Asked(tier, offer, limit, live, subscription, held).plan(read, holdings_of(read))
    used = _used(read)
    document = {"pools": [_document(pool) for pool in plan.pools], "problems": plan.problems()}
    told = map(problem_line, plan.problems())
    answer(with_origin(document, used), as_json, _drawn(plan), *told, origin_line(used))
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
    live: Live = False,
    subscription: Subscription = None,
    held: Held = None,
    as_json: AsJson = False,
) -> None:
    """Propose capacities that fit into the quota. Ends with 3 when even the minima do not fit."""
    read = holdings.several(stacks or [], [])
    deployments = {where(stack, one): (stack, one) for stack in read for one in stack.deployments}
    low, high = _bounds("--min", minimum, deployments), _bounds("--max", maximum, deployments)
    _check(low, high)
    wanted = [replace(one, minimum=low.get(one.where), maximum=high.get(one.where)) for one in holdings_of(read)]
    proposal = fit(Asked(tier, offer, limit, live, subscription, held).plan(read, wanted))
    if write:
        _write(proposal.changes, deployments)
        note(f"Written: {counted(len(proposal.changes), 'new value')} of `capacity`.")
    used = _used(read)
    document = {"changes": proposal.changes, "problems": proposal.problems}
    told = map(problem_line, proposal.problems)
    answer(with_origin(document, used), as_json, _changes(proposal.changes), *told, origin_line(used))
    if any(not problem.is_warning for problem in proposal.problems):
        raise typer.Exit(ExitCode.findings)


def _used(stacks: Iterable[Stack]) -> Entries:
    return entries(*(one.model for stack in stacks for one in stack.deployments))


def _bounds(option: str, given: list[str] | None, deployments: Iterable[str]) -> dict[str, int]:
    """Bounds by deployment, which is named by the end of its path: `chat`, `eu.deployments.chat`, or all of it."""
    bounds: dict[str, int] = {}
    for name, number in pairs(option, given, "chat=50").items():
        meant = [where for where in deployments if f".{where}".endswith(f".{name}")]
        if not meant:
            raise bad_input(option, f"No deployment is called {name!r}.", f"Deployments: {', '.join(deployments)}.")
        bounds |= dict.fromkeys(meant, number)
    return bounds


def _check(low: dict[str, int], high: dict[str, int]) -> None:
    problems = [
        Problem(where, f"--min is {low[where]:,}, --max is {high[where]:,}.", "Lower --min, or raise --max.")
        for where in low
        if where in high and low[where] > high[where]
    ]
    if problems:
        raise BadInput(problems)


def _write(changes: Iterable[Change], deployments: Mapping[str, tuple[Stack, Deployment]]) -> None:
    """Write capacities into the stack files; into none of them where one cannot be written for its deployment alone."""
    from .. import documents, stack_file

    numbers, wheres = dict[Path, dict[documents.Keys, int]](), dict[tuple[Path, documents.Keys], str]()
    for change in changes:
        stack, deployment = deployments[change.where]
        keys = ("config", stack_file.SETTINGS, *deployment.keys, "sku", "capacity")
        numbers.setdefault(stack.source, {})[keys] = change.new
        wheres[stack.source, keys] = f"{change.where}.sku.capacity"
    texts, problems = dict[Path, str](), list[Problem]()
    for source, of_source in numbers.items():
        texts[source], shared = documents.with_numbers(source, of_source)
        what = f"{source} takes it from an anchor, an alias or a merge key, so that it is not this deployment's alone."
        problems += (
            Problem(wheres[source, keys], what, "Give the deployment a capacity of its own.") for keys in shared
        )
    if problems:
        raise BadInput(problems)
    for source, text in texts.items():
        documents.write(source, text)


def _document(pool: PoolPlan) -> dict[str, Any]:
    worked_out = {"wanted": pool.wanted, "available": pool.available, "too_much": pool.too_much, "fits": pool.fits}
    return {**plain(pool), **worked_out}


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
    caption = f"{counted(len(rows), 'deployment')} to change; all others stay as they are."
    return table("Capacities that fit", ["Deployment", "Now#", "Proposed#"], rows, caption)

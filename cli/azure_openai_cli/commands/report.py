"""`report`: stacks on one HTML page."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from azure_openai_catalog import today
from azure_openai_catalog.problems import Problem

from .. import documents, holdings
from ..exits import BadInput
from ..findings import Findings
from ..options import Live, Stacks, States, Subscription
from ..output import note, progress
from ..quota_limits import Asked, Held, Limit, Offer, Tier, holdings_of
from ..stacks import Stack
from . import policy


def report(
    stacks: Stacks = None,
    states: States = None,
    output: Annotated[Path, typer.Option("--output", "-o", help="The file to write.")] = Path("azure-openai.html"),
    findings: Annotated[
        Path | None,
        typer.Option(metavar="EVENTS", help="The engine's events about these stacks, as `policy report` takes them."),
    ] = None,
    tier: Tier = None,
    offer: Offer = None,
    limit: Limit = None,
    live: Live = False,
    subscription: Subscription = None,
    held: Held = None,
) -> None:
    """Write a self-contained HTML page: platform, deployments, quota, retirements and policy findings."""
    from ..report import render

    found = policy.read(findings) if findings else None
    with progress("Reading the stacks"):
        read = holdings.several(stacks or [], states or [])
    if found:
        _check(found, read, str(findings))
    plan = Asked(tier, offer, limit, live, subscription, held).plan(read, holdings_of(read))
    with progress("Drawing the page"):
        page = render(read, plan, found, today())
    documents.write(output, page)
    note(f"Written: {output}")


def _check(found: Findings, stacks: Sequence[Stack], source: str) -> None:
    """Refuse findings about stacks that are not on the page: beside the figures of others they would be taken for theirs."""
    of_project = {(stack.name, stack.project) for stack in stacks}
    shown = ", ".join(stack.name for stack in stacks)
    elsewhere = sorted(
        (one.stack, one.project)
        for one in set(found.findings)
        # Where a stack's project is not known, its name has to do.
        if one.urn and not of_project & {(one.stack, one.project), (one.stack, None)}
    )
    if elsewhere:
        raise BadInput(
            Problem(
                "--findings",
                f"{source} has findings about stack {stack} of project {project}, which is not on the page.",
                f"Give the events of {shown}, or put that stack on the page with --stack or --state.",
            )
            for stack, project in dict.fromkeys(elsewhere)
        )

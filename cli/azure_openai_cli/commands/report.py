"""`report`: stacks on one HTML page."""

from pathlib import Path
from typing import Annotated

import typer

from azure_openai_catalog import today

from .. import documents, holdings
from ..options import Live, Stacks, States, Subscription
from ..output import note, progress
from ..quota_limits import Asked, Held, Limit, Offer, Tier, holdings_of
from . import policy


def report(
    stacks: Stacks = None,
    states: States = None,
    output: Annotated[Path, typer.Option("--output", "-o", help="The file to write.")] = Path("azure-openai.html"),
    findings: Annotated[
        Path | None, typer.Option(metavar="EVENTS", help="The engine's events, as `policy report` takes them.")
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
    plan = Asked(tier, offer, limit, live, subscription, held).plan(read, holdings_of(read))
    with progress("Drawing the page"):
        page = render(read, plan, found, today())
    documents.write(output, page)
    note(f"Written: {output}")

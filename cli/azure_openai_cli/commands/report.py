"""`report`: stacks on one HTML page."""

from pathlib import Path
from typing import Annotated

import typer

from azure_openai_catalog import today

from .. import documents, holdings
from ..options import Live, Stacks, States, Subscription
from ..output import note
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

    read = holdings.several(stacks or [], states or [])
    plan = Asked(tier, offer, limit, live, subscription, held).plan(read, holdings_of(read))
    documents.write(output, render(read, plan, policy.read(findings) if findings else None, today()))
    note(f"Written: {output}")

"""Options that several commands share, and what the names given in them stand for."""

from pathlib import Path
from typing import Annotated

import typer

from azure_openai_catalog import models, nearest, regions, skus

from .exits import BadInput, Problem

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for programs instead of tables.")]
Region = Annotated[str | None, typer.Option(help="Azure region, for example swedencentral.")]
Model = Annotated[str | None, typer.Option(help="Model name, for example gpt-5.1.")]
Sku = Annotated[str | None, typer.Option(help="Deployment SKU, for example DataZoneStandard.")]

State = Annotated[
    Path | None, typer.Option(help="Exported state instead of a stack file (`pulumi stack export > FILE`).")
]
Stacks = Annotated[
    list[str] | None,
    typer.Option(
        "--stack", help="Stack of this project, or path of a stack file; again for more. Default: all stacks."
    ),
]
States = Annotated[
    list[Path] | None, typer.Option("--state", help="Exported state (`pulumi stack export > FILE`); again for more.")
]


def known(region: str | None = None, model: str | None = None, sku: str | None = None) -> None:
    """Check names against the catalogue; raises BadInput with all that are unknown and what is nearest to each."""
    problems: list[Problem] = []
    if region is not None and not regions.is_known(region):
        problems.append(unknown("region", regions.normalise(region), regions.names(), "azure-openai regions"))
    if model is not None and model not in models.names():
        problems.append(unknown("model", model, models.names(), "azure-openai models"))
    if sku is not None and skus.find(sku) is None:
        problems.append(unknown("sku", sku, skus.names()))
    if problems:
        raise BadInput(problems)


def unknown(what: str, name: str, among: tuple[str, ...], listed_by: str = "") -> Problem:
    """The problem of an unknown name: the nearest ones, or where to find them all."""
    close = nearest(name, among)
    if close:
        advice = f"Did you mean {' or '.join(close)}?"
    else:
        advice = f"`{listed_by}` lists them all." if listed_by else f"There are {', '.join(among)}."
    return Problem(what, f"The catalogue has no {what} {name!r}. {advice}")


def sku_name(sku: str | None) -> str | None:
    """A SKU's name as Azure writes it."""
    found = skus.find(sku) if sku else None
    return found.name if found else sku

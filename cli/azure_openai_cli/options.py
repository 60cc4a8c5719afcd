"""Options that several commands share, and what the names given in them stand for."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from azure_openai_catalog import fine_tuning, models, nearest, regions, skus, today
from azure_openai_catalog.models import ModelVersion
from azure_openai_catalog.problems import CatalogError, Problem, listing

from . import project
from .exits import BadInput, Failure, bad_input


def stack_names() -> tuple[str, ...]:
    """What the shell completes stacks to."""
    try:
        return tuple(project.stack_files())
    except Failure:
        # Outside of a project; the command itself says what is wrong.
        return ()


AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for programs instead of tables.")]
Region = Annotated[
    str | None, typer.Option(help="Azure region, for example swedencentral.", autocompletion=regions.names)
]
Model = Annotated[
    str | None,
    typer.Option(help="Model name, for example gpt-5.1.", autocompletion=models.names),
]
Sku = Annotated[
    str | None, typer.Option(help="Deployment SKU, for example DataZoneStandard.", autocompletion=skus.names)
]

State = Annotated[
    Path | None, typer.Option(help="Exported state instead of a stack file (`pulumi stack export > FILE`).")
]
Stacks = Annotated[
    list[str] | None,
    typer.Option(
        "--stack",
        help="Stack of this project, or path of a stack file; again for more. Default: all stacks.",
        autocompletion=stack_names,
    ),
]
States = Annotated[
    list[Path] | None, typer.Option("--state", help="Exported state (`pulumi stack export > FILE`); again for more.")
]

Live = Annotated[bool, typer.Option("--live", help="Ask Azure instead of the catalogue; needs a signed-in user.")]
Subscription = Annotated[
    str | None,
    typer.Option(
        envvar=["AZURE_SUBSCRIPTION_ID", "ARM_SUBSCRIPTION_ID"],
        help="Subscription that `--live` asks. Default: the stack's.",
    ),
]


def known(region: str | None = None, model: str | None = None, sku: str | None = None, api: str | None = None) -> None:
    """Check names against the catalogue; raises BadInput with all that are unknown and what is nearest to each."""
    problems: list[Problem] = []
    # A model that the catalogue lists is known even where no version of it is in service.
    other_model = None if model in models.names() else model
    if api is not None and api not in models.apis():
        problems.append(unknown("interface", api, models.apis()))
    for name, resolve in ((other_model, _resolve_model), (region, regions.resolve), (sku, skus.resolve)):
        try:
            if name is not None:
                resolve(name)
        except CatalogError as error:
            problems += error.problems
    if problems:
        raise BadInput(problems)


def named(part: str, among: Sequence[str], holder: str) -> None:
    """Check that some of the models of a holder are called so; raises BadInput with the nearest."""
    if part and not any(part.lower() in name for name in among):
        near = listing(nearest(part, among) or among)
        raise bad_input("--name", f"{holder} has no model whose name contains {part!r}.", f"Nearest: {near}.")


def _resolve_model(model: str) -> ModelVersion:
    return fine_tuning.resolve(model, None, today())


def unknown(what: str, name: str, among: tuple[str, ...]) -> Problem:
    """The problem of an unknown name, with the nearest ones, or all where none is near."""
    return Problem(
        what, f"The catalogue has no {what} {name!r}.", f"Nearest: {listing(nearest(name, among) or among)}."
    )


def model_name(model: str) -> str:
    """A model's name as Azure writes it, whatever its casing here; a name that is not Azure's stays as it is."""
    return next((name for name in models.names() if name.lower() == model.lower()), model)


def sku_name(sku: str | None) -> str | None:
    """A SKU's name as Azure writes it."""
    found = skus.find(sku) if sku else None
    return found.name if found else sku

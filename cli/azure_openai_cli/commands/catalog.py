"""`catalog refresh`: an overlay that brings the catalogue up to what Azure offers."""

import json
from pathlib import Path
from typing import Annotated

import typer

from azure_openai_catalog import overlay as catalog_overlay
from azure_openai_catalog import regions, today

from .. import documents
from ..options import AsJson, Subscription
from ..output import answer, note, table
from ..values import counted

app = typer.Typer(help="The catalogue of facts about Azure OpenAI.", no_args_is_help=True)


@app.callback()
def catalog() -> None:
    """The catalogue of facts about Azure OpenAI."""


@app.command("refresh")
def refresh(
    region: Annotated[
        list[str] | None, typer.Option("--region", help="Region to ask; again for more. Default: all of the catalogue.")
    ] = None,
    subscription: Subscription = None,
    output: Annotated[Path, typer.Option("--output", "-o", help="The overlay file to write.")] = Path(
        "azure-openai-overlay.json"
    ),
    as_json: AsJson = False,
) -> None:
    """Ask Azure for its models, and write what the catalogue says otherwise as an overlay file.

    Every part of this project takes the overlay from AZURE_OPENAI_CATALOG_OVERLAY, components and policies too.
    """
    from .. import live
    from ..live import refresh as made

    asked = [regions.resolve(name) for name in region] if region else list(regions.names())
    offered = [model for name in asked for model in live.models(subscription, name)]
    changed = made.corrections(offered, asked, today())
    documents.write(output, json.dumps(made.overlay(changed, today()), indent=2) + "\n")
    catalog_overlay.use(output)
    rows = [
        (model, version, ", ".join(facts))
        for model, entry in changed.items()
        for version, facts in entry["versions"].items()
    ]
    answer(
        {"regions": asked, "models": changed},
        as_json,
        table(
            "What Azure says otherwise",
            ["Model", "Version", "Corrected"],
            rows,
            f"Asked: {counted(len(asked), 'region')}.",
        ),
    )
    note(f"Written: {output}. Use it with: export {catalog_overlay.VARIABLE}={output.resolve()}")

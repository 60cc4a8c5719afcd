"""The commands of `azure-openai`. Each is a module of `commands`; nothing heavy is imported before it is needed."""

from typing import Annotated

import typer

from .commands import (
    catalog,
    data_handling,
    filters,
    local,
    models,
    place,
    policy,
    ptu,
    purge,
    quota,
    regions,
    report,
    retirements,
    roles,
    stack,
    verify,
)
from .exits import MEANING

EXIT_CODES = "\n".join(f"- `{code.value}`: {meaning}" for code, meaning in MEANING.items())

app = typer.Typer(
    name="azure-openai",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    epilog=f"Exit codes:\n\n{EXIT_CODES}",
)
OFFERS, STACKS, UPKEEP, TRYING = (
    "What Azure offers",
    "What a stack takes",
    "Pipelines and upkeep",
    "Trying without Azure",
)
"""Panels of the help."""

app.add_typer(models.app, name="models", rich_help_panel=OFFERS)
app.command("regions", rich_help_panel=OFFERS)(regions.regions)
app.command("filters", rich_help_panel=OFFERS)(filters.filters)
app.command("roles", rich_help_panel=OFFERS)(roles.roles)
app.command("data-handling", rich_help_panel=OFFERS)(data_handling.data_handling)
app.command("place", rich_help_panel=OFFERS)(place.place_)
app.command("ptu", rich_help_panel=OFFERS)(ptu.ptu_)
app.add_typer(stack.app, name="stack", rich_help_panel=STACKS)
app.add_typer(quota.app, name="quota", rich_help_panel=STACKS)
app.command("retirements", rich_help_panel=STACKS)(retirements.retirements)
app.command("report", rich_help_panel=STACKS)(report.report)
app.command("verify", rich_help_panel=STACKS)(verify.verify)
app.add_typer(policy.app, name="policy", rich_help_panel=UPKEEP)
app.add_typer(catalog.app, name="catalog", rich_help_panel=UPKEEP)
app.command("purge", rich_help_panel=UPKEEP)(purge.purge)
app.add_typer(local.app, name="local", rich_help_panel=TRYING)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        from azure_openai_catalog import AS_OF

        typer.echo(f"azure-openai {version('azure-openai-cli')}, catalogue of {AS_OF}")
        raise typer.Exit


@app.callback()
def callback(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Know before you deploy: what Azure OpenAI offers, and what a stack takes of it."""

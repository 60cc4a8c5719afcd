"""The commands of `azure-openai`. Each is a module of `commands`; nothing heavy is imported before it is needed."""

from typing import Annotated

import typer

from .commands import (
    catalog,
    data_handling,
    filters,
    models,
    place,
    policy,
    ptu,
    quota,
    regions,
    report,
    retirements,
    roles,
    stack,
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
app.add_typer(models.app, name="models")
app.add_typer(quota.app, name="quota")
app.command("ptu")(ptu.ptu_)
app.command("place")(place.place_)
app.command("retirements")(retirements.retirements)
app.command("regions")(regions.regions)
app.command("filters")(filters.filters)
app.command("roles")(roles.roles)
app.add_typer(stack.app, name="stack")
app.command("report")(report.report)
app.command("data-handling")(data_handling.data_handling)
app.add_typer(catalog.app, name="catalog")
app.add_typer(policy.app, name="policy")


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

"""The commands of `azure-openai`. Each is a module of `commands`; nothing heavy is imported before it is needed."""

from typing import Annotated

import typer

from .commands import filters, models, policy, regions, roles, stack
from .exits import ExitCode

EXIT_CODES = "\n\n".join(
    f"{code.value}: {meaning}"
    for code, meaning in {
        ExitCode.done: "answered",
        ExitCode.bad_input: "an argument, a file or a setting is wrong; nothing was done",
        ExitCode.findings: "answered, and the answer should stop a pipeline",
        ExitCode.no_credentials: "Azure was to be asked, and nobody is signed in",
        ExitCode.azure: "Azure refused, or could not be reached",
    }.items()
)

app = typer.Typer(
    name="azure-openai",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    epilog=f"Exit codes:\n\n{EXIT_CODES}",
)
app.add_typer(models.app, name="models")
app.command("regions")(regions.regions)
app.command("filters")(filters.filters)
app.command("roles")(roles.roles)
app.add_typer(stack.app, name="stack")
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

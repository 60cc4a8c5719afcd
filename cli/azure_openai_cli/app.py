"""The commands of `azure-openai`. Each is a module of `commands`; nothing is imported before it is needed."""

from pkgutil import resolve_name
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_group

from .exits import MEANING

EXIT_CODES = "\n".join(f"- `{code.value}`: {meaning}" for code, meaning in MEANING.items())

PANELS = {
    "What Azure offers": {
        "models": "models:app",
        "regions": "regions:regions",
        "filters": "filters:filters",
        "roles": "roles:roles",
        "data-handling": "data_handling:data_handling",
        "place": "place:place_",
        "ptu": "ptu:ptu_",
    },
    "What a stack takes": {
        "stack": "stack:app",
        "quota": "quota:app",
        "retirements": "retirements:retirements",
        "report": "report:report",
        "verify": "verify:verify",
    },
    "Pipelines and upkeep": {
        "policy": "policy:app",
        "catalog": "catalog:app",
        "purge": "purge:purge",
    },
    "Trying without Azure": {
        "local": "local:app",
    },
}
"""Panels of the help; the commands of each, and what of `commands` they are: a function, or an app of several."""

COMMANDS = {name: (panel, target) for panel, held in PANELS.items() for name, target in held.items()}


class Commands(TyperGroup):
    """All commands. One is imported when it is asked for, so that none waits for the others' imports."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Their names, in the help's order."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """One of them, None if there is none of that name."""
        # A name that does not exist is answered with the nearest of those that are loaded.
        for name in [cmd_name] if cmd_name in COMMANDS else COMMANDS:
            self.commands.setdefault(name, _load(name))
        return self.commands.get(cmd_name)


def _load(name: str) -> Any:
    panel, target = COMMANDS[name]
    loaded: Any = resolve_name(f"azure_openai_cli.commands.{target}")
    holder = typer.Typer(rich_markup_mode="markdown")
    if isinstance(loaded, typer.Typer):
        holder.add_typer(loaded, name=name, rich_help_panel=panel)
    else:
        holder.command(name, rich_help_panel=panel)(loaded)
    return get_group(holder).commands[name]


app = typer.Typer(
    name="azure-openai",
    cls=Commands,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    epilog=f"Exit codes:\n\n{EXIT_CODES}",
)


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

"""The commands of `azure-openai`. Each is a module of `commands`; nothing is imported before it is needed."""

from pkgutil import resolve_name
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_group

from .exits import MEANING

EXIT_CODES = "\n".join(f"- `{code.value}`: {meaning}" for code, meaning in MEANING.items())

PANELS = {
    "What Azure offers": {
        "models": ("models:app", "Models and versions: life, limits, regions"),
        "regions": ("regions:regions", "Regions, and what each offers"),
        "filters": ("filters:filters", "Content filters and Azure's defaults"),
        "roles": ("roles:roles", "Built-in roles and what they allow"),
        "data-handling": ("data_handling:data_handling", "What Azure keeps, where, how long"),
        "place": ("place:place_", "Which SKU and region for a model"),
        "ptu": ("ptu:ptu_", "Capacity for a load, provisioned or per token"),
    },
    "What a stack takes": {
        "stack": ("stack:app", "What a stack will hold"),
        "quota": ("quota:app", "Whether stacks fit, and what would"),
        "retirements": ("retirements:retirements", "When deployed models retire, and what follows"),
        "report": ("report:report", "All of it on one HTML page"),
        "verify": ("verify:verify", "Call what a stack has deployed"),
    },
    "Pipelines and upkeep": {
        "policy": ("policy:app", "Findings of the policy pack as SARIF and JUnit"),
        "catalog": ("catalog:app", "Bring the catalogue up to Azure"),
        "purge": ("purge:purge", "Deleted accounts that hold names and quota"),
    },
    "Trying without Azure": {
        "local": ("local:app", "A local Azure for Azure's own clients"),
    },
}
"""Panels of the help; of each command what it is in `commands`, a function or an app of several, and what it is for."""


class Command(TyperCommand):
    """A command that is imported when it runs, so that neither the others nor the help wait for its imports."""

    def __init__(self, name: str, panel: str, target: str, summary: str) -> None:
        super().__init__(name, short_help=summary, rich_help_panel=panel)
        self.target = f"azure_openai_cli.commands.{target}"
        self.told: dict[str, Any] = {"name": name, "short_help": summary, "rich_help_panel": panel}

    def load(self) -> Any:
        """The command itself."""
        loaded: Any = resolve_name(self.target)
        holder = typer.Typer(rich_markup_mode="markdown")
        if isinstance(loaded, typer.Typer):
            holder.add_typer(loaded, **self.told)
        else:
            holder.command(**self.told)(loaded)
        (command,) = get_group(holder).commands.values()
        return command

    def make_context(self, info_name: Any, args: Any, parent: Any = None, **extra: Any) -> Any:
        """The context of the command itself, which then runs in it."""
        return self.load().make_context(info_name, args, parent, **extra)


class Commands(TyperGroup):
    """All commands."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        for panel, held in PANELS.items():
            for name, (target, summary) in held.items():
                self.add_command(Command(name, panel, target, summary))


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

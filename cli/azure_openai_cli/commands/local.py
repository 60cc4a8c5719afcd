"""`local`: the emulator's doors for Azure's own clients, started and stopped on this machine."""

import shlex
from pathlib import Path
from typing import Annotated

import typer

from .. import doors
from ..doors import Doors
from ..exits import BadInput, bad_input
from ..options import AsJson
from ..output import answer, table

app = typer.Typer(help="A local Azure for Azure's own clients: start, stop, look.", no_args_is_help=True)

TENANT, SUBSCRIPTION = "00000000-0000-0000-0000-00000000aaaa", "00000000-0000-0000-0000-000000000000"
"""The emulator's own; it has no others."""

CLIENT = "11111111-1111-1111-1111-111111111111"
"""Object id of the principal that `local env` signs in as; roles are assigned to it as to any other."""

State = Annotated[
    Path | None,
    typer.Option(envvar=doors.STATE_VARIABLE, help=f"File that holds the local Azure. Default: {doors.DEFAULT_STATE}."),
]


@app.command()
def start(
    state: State = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="0: any that is free.")] = 8463,
    as_json: AsJson = False,
) -> None:
    """Start the doors in the background, and tell where they are. Does nothing when they are open."""
    file = _file(state)
    _tell(doors.find(file) or doors.start(file, port), as_json)


@app.command()
def stop(state: State = None, as_json: AsJson = False) -> None:
    """Close the doors; what the local Azure holds stays. Does nothing when they are closed."""
    file = _file(state)
    found = doors.find(file)
    if found:
        doors.stop(file, found)
    answer({"running": False}, as_json, "Stopped." if found else "Nothing runs.")


@app.command()
def status(state: State = None, as_json: AsJson = False) -> None:
    """Tell whether the doors are open, and where."""
    _tell(doors.find(_file(state)), as_json)


@app.command()
def reset(state: State = None, as_json: AsJson = False) -> None:
    """Forget everything that the local Azure holds; open doors stay open."""
    file = _file(state)
    doors.run(file, "reset")
    answer({"reset": file}, as_json, "Everything is forgotten.")


@app.command()
def logs(
    state: State = None,
    lines: Annotated[int, typer.Option("--lines", "-n", min=1, help="How many of the last lines.")] = 100,
    as_json: AsJson = False,
) -> None:
    """Print what the doors wrote, the last lines of it."""
    log = doors.log(_file(state))
    if not log.is_file():
        raise _closed(str(log), "There is no log.")
    last = log.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:]
    answer({"lines": last}, as_json, *last)


@app.command("env")
def env(state: State = None, as_json: AsJson = False) -> None:
    """Print the variables that lead azure-identity, Azure's clients and curl to the doors: `eval "$(... local env)"`."""
    found = doors.find(_file(state))
    if found is None:
        raise _closed("local env", "Nothing runs.")
    variables = _variables(found)
    if as_json:
        answer(variables, as_json)
        return
    for name, value in variables.items():
        typer.echo(f"export {name}={shlex.quote(value)}")


def _variables(found: Doors) -> dict[str, str]:
    return {
        "AZURE_AUTHORITY_HOST": found.url,
        "AZURE_TENANT_ID": TENANT,
        "AZURE_CLIENT_ID": CLIENT,
        # Sign-in wants a secret; the emulator takes any.
        "AZURE_CLIENT_SECRET": "any",
        "AZURE_SUBSCRIPTION_ID": SUBSCRIPTION,
        "AZURE_RESOURCE_MANAGER_URL": found.url,
        "REQUESTS_CA_BUNDLE": found.ca,
        "SSL_CERT_FILE": found.ca,
        "CURL_CA_BUNDLE": found.ca,
    }


def _file(given: Path | None) -> Path:
    return (given or doors.DEFAULT_STATE).absolute()


def _closed(where: str, what: str) -> BadInput:
    return bad_input(where, what, "Start the doors: `azure-openai local start`.")


def _tell(found: Doors | None, as_json: bool) -> None:
    if found is None:
        answer({"running": False}, as_json, "Nothing runs. Start it: azure-openai local start")
        return
    rows = [("Management and sign-in", found.url), ("Certificate to trust", found.ca), ("Process", found.pid)]
    answer({"running": True, **vars(found)}, as_json, table("The local Azure", ["What", "Where"], rows))

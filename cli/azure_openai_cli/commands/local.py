"""`local`: the emulator's doors for Azure's own clients, started and stopped on this machine."""

import json
import os
import shlex
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from ..exits import BadInput, bad_input
from ..options import AsJson
from ..output import answer, note, table

app = typer.Typer(help="A local Azure for Azure's own clients: start, stop, look.")

STATE_VARIABLE = "AZURE_EMULATOR_STATE"
DEFAULT_STATE = Path(".sandbox") / "azure.sqlite"
"""Where this repository's sandbox keeps it."""

START_SECONDS = STOP_SECONDS = 30.0

TENANT, SUBSCRIPTION = "00000000-0000-0000-0000-00000000aaaa", "00000000-0000-0000-0000-000000000000"
"""The emulator's own; it has no others."""

CLIENT = "11111111-1111-1111-1111-111111111111"
"""Object id of the principal that `local env` signs in as; roles are assigned to it as to any other."""

State = Annotated[
    Path | None,
    typer.Option(envvar=STATE_VARIABLE, help=f"File that holds the local Azure. Default: {DEFAULT_STATE}."),
]


@dataclass(frozen=True)
class Doors:
    """Where a running emulator answers."""

    url: str
    pid: int
    ca: str


@app.command()
def start(
    state: State = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="0: any that is free.")] = 8463,
    as_json: AsJson = False,
) -> None:
    """Start the doors in the background, and tell where they are. Does nothing when they are open."""
    file = _state(state)
    doors = _running(file) or _start(file, port)
    _tell(doors, as_json)


@app.command()
def stop(state: State = None) -> None:
    """Close the doors; what the local Azure holds stays."""
    doors = _running(_state(state))
    if doors is None:
        note("Nothing runs.")
        return
    os.kill(doors.pid, signal.SIGTERM)
    if not _until(lambda: not _lives(doors.pid), STOP_SECONDS):
        raise bad_input("local stop", f"Process {doors.pid} does not end.", "See `azure-openai local logs`.")
    note("Stopped.")


@app.command()
def status(state: State = None, as_json: AsJson = False) -> None:
    """Tell whether the doors are open, and where."""
    _tell(_running(_state(state)), as_json)


@app.command()
def reset(state: State = None) -> None:
    """Forget everything that the local Azure holds; open doors stay open."""
    file = _state(state)
    ran = _emulator(file, "reset")
    if ran.returncode:
        raise bad_input("local reset", ran.stderr.strip(), f"See {file}.")
    note("Everything is forgotten.")


@app.command()
def logs(
    state: State = None,
    lines: Annotated[int, typer.Option("--lines", "-n", min=1, help="How many of the last lines.")] = 100,
) -> None:
    """Print what the doors wrote, the last lines of it."""
    log = _log(_state(state))
    if not log.is_file():
        raise bad_input(str(log), "There is no log.", "Start the doors: `azure-openai local start`.")
    for line in log.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:]:
        typer.echo(line)


@app.command("env")
def env(state: State = None, as_json: AsJson = False) -> None:
    """Print the variables that lead azure-identity, Azure's clients and curl to the doors: `eval "$(... local env)"`."""
    doors = _running(_state(state))
    if doors is None:
        raise bad_input("local env", "Nothing runs.", "Start the doors: `azure-openai local start`.")
    variables = _variables(doors)
    if as_json:
        answer(variables, as_json)
        return
    for name, value in variables.items():
        typer.echo(f"export {name}={shlex.quote(value)}")


def _variables(doors: Doors) -> dict[str, str]:
    return {
        "AZURE_AUTHORITY_HOST": doors.url,
        "AZURE_TENANT_ID": TENANT,
        "AZURE_CLIENT_ID": CLIENT,
        # Sign-in wants a secret; the emulator takes any.
        "AZURE_CLIENT_SECRET": "any",
        "AZURE_SUBSCRIPTION_ID": SUBSCRIPTION,
        "AZURE_RESOURCE_MANAGER_URL": doors.url,
        "REQUESTS_CA_BUNDLE": doors.ca,
        "SSL_CERT_FILE": doors.ca,
        "CURL_CA_BUNDLE": doors.ca,
    }


def _state(given: Path | None) -> Path:
    return (given or DEFAULT_STATE).absolute()


def _log(state: Path) -> Path:
    return state.with_suffix(".log")


def _running(state: Path) -> Doors | None:
    """The open doors of a state file. What a process that was killed left behind does not count."""
    try:
        told: dict[str, Any] = json.loads(state.with_suffix(".doors.json").read_text(encoding="utf-8"))
        doors = Doors(told["url"], told["pid"], told["ca"])
    except (OSError, ValueError, KeyError):
        return None
    return doors if _lives(doors.pid) and _answers(doors.url) else None


def _answers(url: str) -> bool:
    import socket
    from urllib.parse import urlsplit

    place = urlsplit(url)
    try:
        with socket.create_connection((place.hostname or "", place.port or 0), timeout=1):
            return True
    except OSError:
        return False


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def _start(state: Path, port: int) -> Doors:
    state.parent.mkdir(parents=True, exist_ok=True)
    state.with_suffix(".doors.json").unlink(missing_ok=True)
    with _log(state).open("w", encoding="utf-8") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "azure_emulator", "serve", "--port", str(port)],
            env=os.environ | {STATE_VARIABLE: str(state)},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    _until(lambda: process.poll() is not None or _running(state) is not None, START_SECONDS)
    doors = _running(state)
    if doors is None:
        if process.poll() is None:
            process.terminate()
        raise _did_not_start(state)
    # It is to outlive this command.
    process.returncode = 0
    return doors


def _did_not_start(state: Path) -> BadInput:
    written = _log(state).read_text(encoding="utf-8", errors="replace").strip().splitlines()
    said = written[-1] if written else "It said nothing."
    instead = "See `azure-openai local logs`."
    if "No module named azure_emulator" in said:
        instead = "Install azure-openai-emulator."
    return bad_input("local start", f"The emulator did not start: {said}", instead)


def _emulator(state: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "azure_emulator", *arguments],
        env=os.environ | {STATE_VARIABLE: str(state)},
        capture_output=True,
        text=True,
    )


def _until(done: Any, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while not done():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def _tell(doors: Doors | None, as_json: bool) -> None:
    if doors is None:
        answer({"running": False}, as_json, "Nothing runs. Start it: azure-openai local start")
        return
    rows = [("Management and sign-in", doors.url), ("Certificate to trust", doors.ca), ("Process", doors.pid)]
    answer({"running": True, **vars(doors)}, as_json, table("The local Azure", ["What", "Where"], rows))

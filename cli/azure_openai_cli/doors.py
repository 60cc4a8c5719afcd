"""The doors of the local Azure as a background process: found, opened and closed on this machine.

The emulator is a program of its own, which is started and never imported: beside its state file it says where it answers.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from .exits import BadInput, bad_input

STATE_VARIABLE = "AZURE_EMULATOR_STATE"
DEFAULT_STATE = Path(".sandbox") / "azure.sqlite"
"""Where this repository's sandbox keeps it."""

PATIENCE = 30.0
"""Seconds that opening or closing may take."""

_SEE_LOGS = "See `azure-openai local logs`."


@dataclass(frozen=True)
class Doors:
    """Where a running emulator answers."""

    url: str
    """Address of management and sign-in, for example `https://127.0.0.1:8463`."""
    pid: int
    ca: str
    """File of the certificate to trust."""
    tenant: str
    subscription: str

    def account(self, host: str, private_endpoint: bool = False) -> str:
        """Address that stands for `https://<host>` of an account, without a slash at the end.

        It has the host's name in its path, as the name itself leads nowhere, or to Azure.
        """
        return f"{self.url}/{private_name(host) if private_endpoint else host}"


def private_name(host: str) -> str:
    """The name that a private DNS zone has for an account's host."""
    account, _, domain = host.partition(".")
    return f"{account}.privatelink.{domain}"


def state_file(given: Path | None) -> Path:
    """The state file that is meant, by default that of the sandbox."""
    return (given or DEFAULT_STATE).absolute()


def find(state: Path) -> Doors | None:
    """The open doors of a state file. What a process that was killed left behind does not count."""
    try:
        told = json.loads(_told(state).read_text(encoding="utf-8"))
        doors = Doors(**told)
    except (OSError, ValueError, TypeError):
        return None
    return doors if _answer(doors) else None


def start(state: Path, port: int) -> Doors:
    """Open the doors on a port, 0 for any that is free. Raises BadInput with what the emulator said where it fails."""
    state.parent.mkdir(parents=True, exist_ok=True)
    _told(state).unlink(missing_ok=True)
    with log(state).open("w", encoding="utf-8") as written:
        process = subprocess.Popen(
            _command("serve", "--port", str(port)),
            env=_environment(state),
            stdin=subprocess.DEVNULL,
            stdout=written,
            stderr=written,
            start_new_session=True,
        )
    _until(lambda: process.poll() is not None or find(state) is not None)
    doors = find(state)
    if doors is None:
        if process.poll() is None:
            process.terminate()
        raise _did_not_start(state)
    # It is to outlive this command.
    process.returncode = 0
    return doors


def stop(state: Path, doors: Doors) -> None:
    """Close the doors. Raises BadInput where the process does not end."""
    os.kill(doors.pid, signal.SIGTERM)
    if not _until(lambda: not _told(state).exists()):
        raise bad_input("local stop", f"Process {doors.pid} does not end.", _SEE_LOGS)


def run(state: Path, *arguments: str) -> str:
    """What a command of the emulator prints. Raises BadInput with what it said where it fails."""
    ran = subprocess.run(_command(*arguments), env=_environment(state), capture_output=True, text=True, check=False)
    if ran.returncode:
        raise _failed(f"local {arguments[0]}", ran.stderr, f"See {state}.")
    return ran.stdout


def log(state: Path) -> Path:
    """The file that the doors of a state file write to."""
    return state.with_suffix(".log")


def _told(state: Path) -> Path:
    return state.with_suffix(".doors.json")


def _command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "azure_emulator", *arguments]


def _environment(state: Path) -> dict[str, str]:
    return os.environ | {STATE_VARIABLE: str(state)}


def _answer(doors: Doors) -> bool:
    """Whether these very doors answer: only they have a certificate of their authority."""
    import socket
    import ssl
    from urllib.parse import urlsplit

    place = urlsplit(doors.url)
    try:
        trusting = ssl.create_default_context(cafile=doors.ca)
        with (
            socket.create_connection((place.hostname or "", place.port or 0), timeout=PATIENCE) as connection,
            trusting.wrap_socket(connection, server_hostname=place.hostname),
        ):
            return True
    except (OSError, ValueError):
        return False


def _did_not_start(state: Path) -> BadInput:
    return _failed("local start", log(state).read_text(encoding="utf-8", errors="replace"), _SEE_LOGS)


def _failed(where: str, written: str, instead: str) -> BadInput:
    lines = written.strip().splitlines()
    said = lines[-1] if lines else "It said nothing."
    if "No module named azure_emulator" in said:
        instead = "Install azure-openai-emulator."
    return bad_input(where, f"The emulator failed: {said}", instead)


def _until(done: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + PATIENCE
    while not done():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True

"""Serving the doors on this machine, and saying where they are."""

from __future__ import annotations

import json
import os
import signal
import socket
import sys
from pathlib import Path

import uvicorn

from .. import BANNER
from ..arm import Arm
from . import certificate
from .app import app

HOST = "127.0.0.1"
"""Only this machine may knock."""

_SHUTDOWN_SECONDS = 2
"""How long clients that keep their connections open are waited for."""


def serve(arm: Arm, state: Path, port: int) -> None:
    """Serve until the process is told to end; port 0 takes one that is free. Raises OSError where the port is taken.

    While it runs, a file beside the state file says where: `url`, `pid` and `ca`, the certificate to trust.
    """
    made = certificate.beside(state)
    with socket.create_server((HOST, port)) as listening:
        url = f"https://{HOST}:{listening.getsockname()[1]}"
        # The server restores this handler when it has shut down, and calls it.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        told = where(state)
        told.write_text(json.dumps({"url": url, "pid": os.getpid(), "ca": str(made.authority)}), encoding="utf-8")
        print(f"{BANNER}\nManagement: {url}\nTrust: {made.authority}", flush=True)
        try:
            config = uvicorn.Config(app(arm), ssl_certfile=made.server, timeout_graceful_shutdown=_SHUTDOWN_SECONDS)
            uvicorn.Server(config).run(sockets=[listening])
        finally:
            told.unlink(missing_ok=True)


def where(state: Path) -> Path:
    """The file that says where the doors of a state file are."""
    return state.with_suffix(".doors.json")

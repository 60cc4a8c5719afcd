"""Serving the doors on this machine, and saying where they are."""

from __future__ import annotations

import json
import os
import signal
import socket
import sys
from pathlib import Path

import uvicorn

from .. import BANNER, SUBSCRIPTION_ID, TENANT_ID
from ..arm import Arm
from . import certificate
from .app import app

LOOPBACK = "127.0.0.1"
"""Where only this machine may knock."""

_SHUTDOWN_SECONDS = 2
"""How long clients that keep their connections open are waited for."""


def serve(arm: Arm, state: Path, port: int, all_interfaces: bool = False) -> None:
    """Serve until the process is told to end, this machine alone unless on all interfaces; port 0 takes one that is free.

    While it runs, a file beside the state file says where: `url`, `pid` and `ca`, the certificate to trust; and whose
    Azure it is: `tenant` and `subscription`. Raises OSError where the port is taken.
    """
    made = certificate.beside(state)
    with socket.create_server(("" if all_interfaces else LOOPBACK, port)) as listening:
        # asyncio does this for sockets that it makes itself. Without it, each answer waits 40 ms for a client's receipt.
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        url = f"https://{LOOPBACK}:{listening.getsockname()[1]}"
        # The server restores this handler when it has shut down, and calls it.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        told = where(state)
        _write(told, json.dumps(_said(url, made)))
        print(f"{BANNER}\nManagement: {url}\nTrust: {made.authority}", flush=True)
        try:
            config = uvicorn.Config(app(arm), ssl_certfile=made.server, timeout_graceful_shutdown=_SHUTDOWN_SECONDS)
            uvicorn.Server(config).run(sockets=[listening])
        finally:
            told.unlink(missing_ok=True)


def _said(url: str, made: certificate.Certificate) -> dict[str, object]:
    whose = {"tenant": TENANT_ID, "subscription": SUBSCRIPTION_ID}
    return {"url": url, "pid": os.getpid(), "ca": str(made.authority), **whose}


def _write(path: Path, text: str) -> None:
    """Write a file that others wait for: it is there with all of its text, or not at all."""
    being_written = path.with_suffix(".tmp")
    being_written.write_text(text, encoding="utf-8")
    being_written.replace(path)


def where(state: Path) -> Path:
    """The file that says where the doors of a state file are."""
    return state.with_suffix(".doors.json")

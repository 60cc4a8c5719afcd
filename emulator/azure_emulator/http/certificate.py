"""The certificate of the doors, signed by an authority that exists for it alone and whose key is thrown away."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import trustme

from azure_openai_catalog import networking

from ..services.cognitive_services.offers import KINDS

DATA_HOSTS = tuple(
    sorted(
        {
            address.removeprefix("https://any.").removesuffix("/")
            for kind in KINDS
            for address in networking.endpoints("any", kind).values()
        }
    )
)
"""Ends of the host names under which accounts answer."""

_NAMES = ("localhost", "127.0.0.1", "::1", *(f"*.{host}" for host in DATA_HOSTS))


@dataclass(frozen=True)
class Certificate:
    """Where the certificate lies."""

    authority: Path
    """What clients must trust: the authority's certificate."""
    server: Path
    """What the server shows: its key and its certificate."""


def beside(state: Path) -> Certificate:
    """The certificate that goes with a state file, made if there is none.

    Clients must be told to trust it: the authority's key is not kept, so nobody can sign anything else with it.
    """
    made = Certificate(state.with_suffix(".ca.pem"), state.with_suffix(".server.pem"))
    if made.authority.is_file() and made.server.is_file():
        return made
    authority = trustme.CA(organization_name="Azure emulator")
    issued = authority.issue_cert(*_NAMES)
    state.parent.mkdir(parents=True, exist_ok=True)
    made.server.touch(mode=0o600)
    os.chmod(made.server, 0o600)
    issued.private_key_and_cert_chain_pem.write_to_path(made.server)
    authority.cert_pem.write_to_path(made.authority)
    return made

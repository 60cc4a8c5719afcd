"""Where a platform runs: how its accounts are reached, and as whom."""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass
from typing import Any, Protocol

from ..live.connection import reason, sign_in


class CannotTell(Exception):
    """Something that cannot be found out from here; the message says why."""


@dataclass(frozen=True, slots=True)
class BlockedPrompt:
    """A prompt that a content filter in force blocks."""

    text: str
    categories: tuple[str, ...] = ()
    """What of it must be found, by the names that filters have in results; empty: anything."""
    milder: str | None = None
    """What some filters block and others do not, by which they are told apart; None: the same."""


class Place(Protocol):
    """Azure, or what stands for it."""

    @property
    def name(self) -> str:
        """What people call it."""
        ...

    @property
    def http(self) -> Any:
        """Connections, as OpenAI's client takes them."""
        ...

    @property
    def blocked_prompt(self) -> BlockedPrompt | None:
        """What every complete content filter blocks; None where no such prompt is known."""
        ...

    @property
    def has_one_way(self) -> bool:
        """Whether all calls from here take the same way, which is then either inside or outside."""
        ...

    def token(self, scope: str) -> str:
        """A token of whoever calls. Raises CannotTell."""
        ...

    def inside(self, host: str) -> str:
        """Address for callers of an account that take the way meant for them, without a slash at the end."""
        ...

    def outside(self, host: str) -> str:
        """Address for callers from the internet, without a slash at the end. Raises CannotTell."""
        ...

    def addresses(self, host: str) -> tuple[str, ...]:
        """What the name resolves to for callers inside; nothing if it does not. Raises CannotTell."""
        ...

    def close(self) -> None:
        """Close the connections."""
        ...


def are_private(addresses: tuple[str, ...]) -> bool:
    """Whether addresses lead nowhere on the internet; so does none."""
    return all(ipaddress.ip_address(address).is_private for address in addresses)


def token_of(credential: Any, scope: str) -> str:
    """A token that a credential of azure-identity gets. Raises CannotTell with the first line of what it says."""
    from azure.core.exceptions import AzureError

    try:
        return credential.get_token(scope).token
    except AzureError as error:
        raise CannotTell(reason(error.message)) from None


class Azure:
    """Azure, from this machine: inside or outside of the platform's network, as its DNS says."""

    name = "Azure"
    blocked_prompt = None
    has_one_way = True

    def __init__(self, credential: Any, http: Any):
        self._credential, self.http = credential, http

    @classmethod
    def from_here(cls) -> Azure:
        """As whoever is signed in on this machine. Raises ImportError without the packages of the extra `live`."""
        from openai import DefaultHttpxClient

        return cls(sign_in(), DefaultHttpxClient())

    def token(self, scope: str) -> str:
        """Of the signed-in user, application or machine."""
        return token_of(self._credential, scope)

    def inside(self, host: str) -> str:
        """There is one way from here, whichever it is."""
        return f"https://{host}"

    def outside(self, host: str) -> str:
        """The one way from here, if it is the public one."""
        found = self.addresses(host)
        if not found:
            raise CannotTell(f"{host} resolves to nothing.")
        if are_private(found):
            raise CannotTell("Calls from this machine take the private endpoint: run it outside of the network too.")
        return f"https://{host}"

    def addresses(self, host: str) -> tuple[str, ...]:
        """What this machine's resolver answers."""
        try:
            found = socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM)
        except socket.gaierror:
            return ()
        return tuple(sorted({str(address[0]) for *_, address in found}))

    def close(self) -> None:
        """Close the connections."""
        self.http.close()
        self._credential.close()

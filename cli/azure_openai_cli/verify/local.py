"""The local Azure as a place: its doors, with the network path in the address of a call."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from azure_openai_catalog import content_filters, networking

from ..doors import Doors, private_name
from ..live.connection import reason
from .places import BlockedPrompt, CannotTell, token_of

_ENDPOINTS = "Microsoft.Network/privateEndpoints"
_NETWORK_VERSION = "2024-05-01"
"""API version of Microsoft.Network that the emulator has."""


class LocalAzure:
    """The local Azure. It has no DNS: what private endpoints have registered in private zones stands for it.

    Making it raises ImportError without the packages of the extra `live`.
    """

    name = "the local Azure"
    has_one_way = False

    def __init__(self, doors: Doors, principal: str):
        import ssl

        from azure.core import PipelineClient
        from azure.core.pipeline.policies import BearerTokenCredentialPolicy
        from azure.identity import ClientSecretCredential
        from openai import DefaultHttpxClient

        self._doors = doors
        # Sign-in wants a secret; the emulator takes any. What the environment says of proxies and certificates leads
        # elsewhere.
        self._credential = ClientSecretCredential(
            doors.tenant,
            principal,
            "any",
            authority=doors.url,
            disable_instance_discovery=True,
            connection_verify=doors.ca,
            use_env_settings=False,
        )
        self._management = PipelineClient[Any, Any](
            doors.url,
            policies=[BearerTokenCredentialPolicy(self._credential, f"{networking.management_endpoint()}.default")],
            connection_verify=doors.ca,
            use_env_settings=False,
        )
        self.http = DefaultHttpxClient(verify=ssl.create_default_context(cafile=doors.ca), trust_env=False)

    @property
    def blocked_prompt(self) -> BlockedPrompt:
        """What the emulator's filters take for the worst of each harm category."""
        names = tuple(map(_result_name, content_filters.HARM_CATEGORIES))
        return BlockedPrompt(_markers(names, "high"), names, _markers(names, "low"))

    def token(self, scope: str) -> str:
        """Of the principal, from the local sign-in."""
        return token_of(self._credential, scope)

    def inside(self, host: str) -> str:
        """Through the private endpoint, if there is one."""
        return self._doors.account(host, private_endpoint=True)

    def outside(self, host: str) -> str:
        """Over the internet, from an address that no rule names."""
        return self._doors.account(host)

    def addresses(self, host: str) -> tuple[str, ...]:
        """Addresses that private endpoints have registered for the name in private DNS zones."""
        found: list[str] = []
        for endpoint in self._list(f"/subscriptions/{self._doors.subscription}/providers/{_ENDPOINTS}"):
            for group in self._list(f"{endpoint['id']}/privateDnsZoneGroups"):
                for zone in group["properties"]["privateDnsZoneConfigs"]:
                    records: list[Any] = zone["properties"].get("recordSets") or []
                    named = [record for record in records if record["fqdn"] == private_name(host)]
                    found += [address for record in named for address in record["ipAddresses"]]
        return tuple(sorted(found))

    def close(self) -> None:
        """Close the connections."""
        self.http.close()
        self._management.close()
        self._credential.close()

    def _list(self, path: str) -> Iterator[Any]:
        from azure.core.exceptions import AzureError
        from azure.core.rest import HttpRequest

        url: str | None = f"{self._doors.url}{path}?api-version={_NETWORK_VERSION}"
        while url:
            try:
                answered = self._management.send_request(HttpRequest("GET", url))
                answered.raise_for_status()
            except AzureError as error:
                raise CannotTell(
                    f"The local Azure does not tell its private endpoints: {reason(error.message)}"
                ) from None
            page = answered.json()
            yield from page["value"]
            url = page.get("nextLink")


def _markers(names: Iterable[str], severity: str) -> str:
    return " ".join(f"[emulator:prompt:{name}:{severity}]" for name in names)


def _result_name(category: str) -> str:
    """Name of a harm category in results."""
    return "self_harm" if category == "Selfharm" else category.lower()

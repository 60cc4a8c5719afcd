"""Private link, DNS zones, hosts and token scopes."""

from ._data import data

PRIVATE_LINK_GROUP = "account"
"""Group id of a private endpoint to a Cognitive Services account of any kind."""

ENTRA_SCOPE = "https://ai.azure.com/.default"
"""Scope to ask a token for, as current documentation has it."""

ENTRA_SCOPE_OLDER = "https://cognitiveservices.azure.com/.default"
"""Scope that older documentation and most public code use; still accepted by Azure OpenAI."""


def private_dns_zones(kind: str, cloud: str = "public") -> tuple[str, ...]:
    """Private DNS zones that an account of this kind needs.

    Raises KeyError for a kind other than `OpenAI` and `AIServices` or a cloud other than `public` and `usgov`.
    """
    return tuple(data("networking")["private_dns_zones"][cloud][kind])


def related_private_dns_zone(service: str) -> tuple[str, str]:
    """Group id and private DNS zone of a service that goes with an account: `search`, `blob` or `key_vault`.

    Raises KeyError for another one. Public cloud only.
    """
    facts = data("networking")["related_private_dns_zones"][service]
    return facts["group"], facts["zone"]


def openai_endpoint(subdomain: str, cloud: str = "public") -> str:
    """Address under which an account answers OpenAI calls, with a slash at the end."""
    return endpoints(subdomain, "OpenAI", cloud)["openai"]


def endpoints(subdomain: str, kind: str, cloud: str = "public") -> dict[str, str]:
    """Addresses of an account by purpose (`openai`, `foundry`, `cognitive`), each with a slash at the end.

    Raises KeyError for a kind other than `OpenAI` and `AIServices` or a cloud other than `public` and `usgov`.
    """
    hosts: dict[str, str] = data("networking")["hosts"][cloud][kind]
    return {purpose: f"https://{subdomain}.{host}/" for purpose, host in hosts.items()}


def management_endpoint(cloud: str = "public") -> str:
    """Address of the Resource Manager, with a slash at the end. Raises KeyError for an unknown cloud."""
    return f"https://{data('networking')['management_hosts'][cloud]}/"


def entra_scope(cloud: str = "public") -> str:
    """Scope to ask a token for, by cloud. Raises KeyError for an unknown cloud."""
    return data("networking")["entra_scopes"][cloud]["current"]


def trusted_services() -> tuple[str, ...]:
    """Services that `bypass: AzureServices` lets through when they come with an identity that has a role."""
    return tuple(data("networking")["firewall"]["trusted_services"]["services"])

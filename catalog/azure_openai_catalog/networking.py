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


def openai_endpoint(subdomain: str, cloud: str = "public") -> str:
    """Address under which an account answers OpenAI calls, with a slash at the end."""
    return f"https://{subdomain}.{data('networking')['openai_hosts'][cloud]}/"

"""The way to Azure: Microsoft's own clients, and what becomes of their errors."""

from __future__ import annotations

import logging
import os
import re
import textwrap
from collections.abc import Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from azure_openai_catalog.problems import Problem

from ..exits import AzureFailed, Failure, NoCredentials, bad_input
from ..output import progress

if TYPE_CHECKING:
    from azure.identity import DefaultAzureCredential
    from azure.mgmt.cognitiveservices import CognitiveServicesManagementClient

MANAGEMENT_VARIABLE = "AZURE_RESOURCE_MANAGER_URL"
"""Address of another Resource Manager than Azure's, such as the local one of `azure-openai local`."""

READER = "Cognitive Services Usages Reader"
"""A role that may read what is asked of Azure."""

HOW_TO_SIGN_IN = (
    "Run `az login`, or set AZURE_TENANT_ID, AZURE_CLIENT_ID and a secret or certificate of an application."
)

SECRETS = ("AZURE_CLIENT_SECRET", "AZURE_CLIENT_CERTIFICATE_PASSWORD", "AZURE_PASSWORD")
"""Variables of the sign-in whose values are never told, whoever's message they stand in."""

SETTINGS = ("AZURE_TENANT_ID", "AZURE_CLIENT_ID", "AZURE_CLIENT_CERTIFICATE_PATH", "AZURE_AUTHORITY_HOST", *SECRETS)
"""Variables of the sign-in."""

_ATTEMPT = re.compile(r"^\t(\w+): (?:Authentication failed: )?(.*?)(?: Trace ID:.*)?$", re.MULTILINE)
"""A line of the credential's message: one of the ways to sign in, and why it did not work."""

_NOT_SET_UP = re.compile(
    r"\w+ (authentication )?unavailable|VisualStudioCodeCredential requires|Azure CLI not found|PowerShell is not"
    r"|Azure Developer CLI could not|Please run|Az.Accounts module"
)
"""Begins the reason of a way to sign in that nobody set up: nothing worth telling."""

_NETWORK = re.compile(
    r"failed to resolve|connection|timed out|\bTLS\b|\bSSL|proxy|max retries|unreachable", re.IGNORECASE
)
"""In the reason of a way to sign in that Microsoft Entra never answered."""

REASON_LENGTH = 240
"""Characters of a reason that are told, to keep it one line."""


@contextmanager
def asking(what: str, subscription: str | None, role: str = READER) -> Generator[CognitiveServicesManagementClient]:
    """A client for a subscription, while Azure is asked to do something, such as "tell the models of a region".

    `role` is one that allows it, for the advice to those who have none.

    Raises BadInput without a subscription or the packages of the extra `live`, NoCredentials when nobody is signed
    in or the sign-in is not set up well, AzureFailed when Azure refuses or cannot be reached.
    """
    if not subscription:
        raise bad_input("--subscription", "No subscription is given.", "Give one, or set AZURE_SUBSCRIPTION_ID.")
    try:
        from azure.core.exceptions import AzureError, ClientAuthenticationError, HttpResponseError
    except ImportError:
        raise bad_input(
            "Azure", "Its packages are not installed.", "Run `pip install 'azure-openai-cli[live]'`."
        ) from None
    try:
        with progress(f"Asking Azure to {what}"), connect(subscription) as client:
            yield client
    except ClientAuthenticationError as error:
        raise _not_signed_in(error.message, answered=error.response is not None) from None
    except HttpResponseError as error:
        said = f"Azure refused to {what}: {reason(error.message)}"
        raise AzureFailed([Problem(f"subscription {subscription}", said, _advice(error.status_code, role))]) from None
    except AzureError as error:
        raise _out_of_reach(error.message) from None


def connect(subscription: str, credential: Any = None, **pipeline: Any) -> CognitiveServicesManagementClient:
    """Microsoft's client for a subscription, signed in as the user, the application or the machine, whichever it finds.

    It asks Azure, or the Resource Manager that AZURE_RESOURCE_MANAGER_URL names.
    """
    from azure.mgmt.cognitiveservices import CognitiveServicesManagementClient

    place = os.environ.get(MANAGEMENT_VARIABLE)
    if place:
        pipeline["base_url"] = place
    return CognitiveServicesManagementClient(credential or sign_in(), subscription, **pipeline)


def sign_in() -> DefaultAzureCredential:
    """The user, the application or the machine, whichever is found when a token is asked for.

    Microsoft does not know the authority that goes with another Resource Manager than Azure's. Raises NoCredentials
    where a variable or file of the sign-in is wrong, before Azure is asked.
    """
    from azure.identity import DefaultAzureCredential

    # The credential logs each way it tried in vain; the one line of ours says what to do.
    logging.getLogger("azure").addHandler(logging.NullHandler())
    logging.getLogger("azure").propagate = False
    try:
        return DefaultAzureCredential(disable_instance_discovery=bool(os.environ.get(MANAGEMENT_VARIABLE)))
    except (ValueError, OSError) as error:
        said = f"The sign-in is not set up well: {reason(str(error))} {_settings()}"
        raise NoCredentials([Problem("Azure", said, HOW_TO_SIGN_IN)]) from None


def _not_signed_in(message: str, *, answered: bool) -> Failure:
    """What a failed sign-in comes to, by the credential's message, or by Azure's if it `answered` that it takes none."""
    if answered:
        return NoCredentials([Problem("Azure", f"It does not accept the sign-in: {reason(message)}", HOW_TO_SIGN_IN)])
    tried = [(way, why) for way, why in _ATTEMPT.findall(message) if not _NOT_SET_UP.match(why)]
    if not tried:
        return NoCredentials([Problem("Azure", "Nobody is signed in.", HOW_TO_SIGN_IN)])
    # The last is the one that mattered: after it no other way was tried.
    way, why = tried[-1]
    if _NETWORK.search(why) and "AADSTS" not in why:
        return _out_of_reach(f"{way}: {why}")
    return NoCredentials([Problem("Azure", f"Nobody is signed in. {way}: {reason(why)}", HOW_TO_SIGN_IN)])


def _out_of_reach(message: str) -> AzureFailed:
    advice = "Check the network, its proxy and certificates (REQUESTS_CA_BUNDLE)."
    return AzureFailed([Problem("Azure", f"It could not be reached: {reason(message)}", advice)])


def _settings() -> str:
    """Which variables of the sign-in are set, without their values: a secret may stand in the wrong one."""
    told = [f"{name}{'' if os.environ[name] else ' (empty)'}" for name in SETTINGS if name in os.environ]
    return f"Set are {', '.join(told)}." if told else ""


def _advice(status: int | None, role: str) -> str:
    if status in (401, 403):
        return f"You need a role that allows it, for example {role}."
    if status in (400, 404):
        return "Check subscription and region."
    return "Try again later."


def reason(message: str) -> str:
    """A message's first line as a sentence of bearable length, without the secrets of the sign-in."""
    line = next(iter(message.strip().splitlines()), "no reason given")
    for secret in filter(None, map(os.environ.get, SECRETS)):
        line = line.replace(secret, "***")
    line = textwrap.shorten(line, REASON_LENGTH, placeholder=" ...")
    return line if line.endswith((".", "!", "?")) else f"{line}."

"""The way to Azure: Microsoft's own clients, and what becomes of their errors."""

from __future__ import annotations

import logging
import os
from collections.abc import Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from azure_openai_catalog.problems import Problem

from ..exits import AzureFailed, NoCredentials, bad_input
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


@contextmanager
def asking(what: str, subscription: str | None, role: str = READER) -> Generator[CognitiveServicesManagementClient]:
    """A client for a subscription, while Azure is asked to do something, such as "tell the models of a region".

    `role` is one that allows it, for the advice to those who have none.

    Raises BadInput without a subscription or the packages of the extra `live`, NoCredentials when nobody is signed
    in, AzureFailed when Azure refuses or cannot be reached.
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
    except ClientAuthenticationError:
        raise NoCredentials([Problem("Azure", "Nobody is signed in.", HOW_TO_SIGN_IN)]) from None
    except HttpResponseError as error:
        said = f"Azure refused to {what}: {first_line(error.message)}"
        raise AzureFailed([Problem(f"subscription {subscription}", said, _advice(error.status_code, role))]) from None
    except AzureError as error:
        said = f"It could not be reached: {first_line(error.message)}"
        raise AzureFailed([Problem("Azure", said, "Check the network and its proxy.")]) from None


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

    Microsoft does not know the authority that goes with another Resource Manager than Azure's.
    """
    from azure.identity import DefaultAzureCredential

    # The credential logs each way it tried in vain; the one line of ours says what to do.
    logging.getLogger("azure").addHandler(logging.NullHandler())
    logging.getLogger("azure").propagate = False
    return DefaultAzureCredential(disable_instance_discovery=bool(os.environ.get(MANAGEMENT_VARIABLE)))


def _advice(status: int | None, role: str) -> str:
    if status in (401, 403):
        return f"You need a role that allows it, for example {role}."
    return "Check subscription and region." if status == 404 else "Try again later."


def first_line(message: str) -> str:
    """What an error of Azure's clients says, without what follows for those who develop them."""
    return message.strip().splitlines()[0] if message.strip() else "no reason given."

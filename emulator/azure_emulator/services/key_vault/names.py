"""Type names and what all types of the namespace share."""

from __future__ import annotations

from ...arm.errors import ArmError
from ...arm.store import Body
from ...arm.types import Context

VAULTS = "Microsoft.KeyVault/vaults"
KEYS = f"{VAULTS}/keys"
SECRETS = f"{VAULTS}/secrets"

API_VERSIONS = ("2023-07-01", "2024-11-01")
OBJECT_NAME = r"[a-zA-Z0-9-]{1,127}"

DAY_SECONDS = 24 * 3600


def vault_uri(name: str) -> str:
    """Address of a vault's data plane."""
    return f"https://{name.lower()}.vault.azure.net/"


def refuse_deleted(context: Context, resource_id: str, what: str) -> None:
    """A key or secret that is soft-deleted keeps its name."""
    if context.store.soft_deleted_resource(resource_id):
        raise ArmError(
            409,
            "Conflict",
            f"{what} {resource_id.rsplit('/', 1)[1]} is currently in a deleted but recoverable state, and its name cannot "
            "be reused; in this state, the key can only be recovered or purged.",
        )


def retention_seconds(vault: Body) -> float:
    """How long a vault keeps what is deleted, itself included."""
    return vault["properties"]["softDeleteRetentionInDays"] * DAY_SECONDS

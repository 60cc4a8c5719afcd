"""Soft-deleted accounts: listing and purging."""

from __future__ import annotations

from .. import SUBSCRIPTION_ID
from .ids import parse
from .store import Body, Store

RETENTION_SECONDS = 48 * 3600
"""How long Azure keeps a deleted account (Recover or purge deleted resources, 2025-10-02)."""


def deleted_account_id(account: Body) -> str:
    """Id under which a soft-deleted account is listed and purged."""
    location, resource = account["location"], parse(account["id"])
    base = f"/subscriptions/{SUBSCRIPTION_ID}/providers/Microsoft.CognitiveServices/locations/{location}"
    return f"{base}/resourceGroups/{resource.resource_group}/deletedAccounts/{resource.name}"


def deleted_accounts(store: Store) -> list[Body]:
    """Soft-deleted accounts as Azure lists them."""
    accounts = [bodies[0] for bodies in store.soft_deleted()]
    return [{**account, "id": deleted_account_id(account), "originalId": account["id"]} for account in accounts]


def purge_deleted(store: Store, path: str) -> bool:
    """Purge the soft-deleted account of a path; False if there is none."""
    matches = [a for a in deleted_accounts(store) if a["id"].lower() == path.lower()]
    return bool(matches) and store.purge(matches[0]["originalId"])

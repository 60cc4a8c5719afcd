"""What must hold of a customer-managed key before Azure is asked."""

import re
from typing import Iterator, Optional

from azure_openai_catalog import customer_managed_keys
from azure_openai_catalog.problems import full_listing

from ..settings.account import Account, ManagedIdentities
from ..settings.customer_managed_key import CustomerManagedKeyChoice, ExistingKey, KeyIdentity, NewKey
from .access import is_guid
from .choices import choice_problems
from .problems import Problem

DEFAULT_KEY_SIZE = 3072
"""Bits of a key that names no size: as strong as 128 bits of a symmetric one (NIST SP 800-57)."""

DEFAULT_ROTATION_DAYS = 365
"""Days between two versions of a key: once a year."""

_VAULT_ID = re.compile(r"/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft\.KeyVault/vaults/[^/]+", re.I)


def customer_managed_key_problems(account: Account) -> Iterator[Problem]:
    """Problems of an account's setting `customer_managed_key`; paths are relative to the account."""
    choice = account.customer_managed_key
    yield from choice_problems("customer_managed_key", choice)
    if choice is None:
        return
    if choice.create:
        yield from (problem.below("customer_managed_key.create") for problem in new_key_problems(choice.create))
    if choice.existing:
        yield from (problem.below("customer_managed_key.existing") for problem in _existing_problems(choice.existing))
    if uses_own_identity(choice) and (account.managed_identities or ManagedIdentities()).system_assigned is False:
        yield Problem(
            "customer_managed_key.create.identity",
            "is `SystemAssigned`, but `managed_identities.system_assigned` is false.",
            "Set that to true, or use `UserAssigned`.",
        )


def uses_own_identity(choice: Optional[CustomerManagedKeyChoice]) -> bool:
    """Whether the account reaches its key with its system-assigned identity."""
    return bool(choice and choice.create and choice.create.identity is KeyIdentity.SystemAssigned)


def new_key_problems(new: NewKey) -> Iterator[Problem]:
    """Problems of a key that is to be made; paths are relative to it."""
    if new.key_size is not None and new.key_size not in customer_managed_keys.KEY_SIZES:
        sizes = full_listing(str(size) for size in customer_managed_keys.KEY_SIZES)
        yield Problem("key_size", f"{new.key_size} bits cannot be had.", f"Use {sizes}.")
    shortest = customer_managed_keys.SHORTEST_ROTATION_DAYS
    if new.rotate_after_days is not None and new.rotate_after_days < shortest:
        yield Problem("rotate_after_days", f"is {new.rotate_after_days}.", f"Use {shortest} or more.")


def _existing_problems(existing: ExistingKey) -> Iterator[Problem]:
    vault, client = existing.key_vault_resource_id, existing.identity_client_id
    if isinstance(vault, str) and not _VAULT_ID.fullmatch(vault):
        yield Problem("key_vault_resource_id", f"{vault!r} is no resource id of a vault.", "Copy it from the portal.")
    if isinstance(existing.key_name, str) and "/" in existing.key_name:
        yield Problem(
            "key_name", "holds a version or an address.", "Give the name alone; the account follows rotation."
        )
    if isinstance(client, str) and not is_guid(client):
        yield Problem("identity_client_id", f"{client!r} is no GUID.", "Give the client id of the identity.")

"""Customer-managed keys: what a vault and a key must be like for an account to be encrypted with it."""

from ._data import data
from .limits import NameRule

_FACTS = data("customer_managed_keys")

ROLE: str = _FACTS["role"]
"""Role that the account's identity needs on the vault before encryption is turned on."""

KEY_TYPE: str = _FACTS["key_type"]

KEY_SIZES: tuple[int, ...] = tuple(_FACTS["key_sizes"])
"""Bits a key may have; 2048 is the least for an account."""

KEY_OPERATIONS: tuple[str, ...] = tuple(_FACTS["key_operations"])
"""What an account does with the key: it wraps and unwraps the keys that encrypt the data."""

SHORTEST_ROTATION_DAYS: int = _FACTS["rotation_days"]["min"]
"""Least days between two versions of a key."""

LONGEST_SOFT_DELETE_DAYS: int = _FACTS["soft_delete_days"]["max"]
"""Days for which Azure keeps a deleted vault at most, with its name."""

VAULT_NAME = NameRule(_FACTS["vault_name"]["pattern"], _FACTS["vault_name"]["min"], _FACTS["vault_name"]["max"])
"""Names of vaults are unique in all of Azure; two hyphens may not follow each other."""


def vault_uri(vault_name: str, cloud: str = "public") -> str:
    """Address of a vault, with a slash at the end."""
    return f"https://{vault_name}.{_FACTS['vault_hosts'][cloud]}/"

"""What may be said of encryption with a key of one's own."""

from enum import Enum
from typing import Optional

from .base import Input, settings


class KeyIdentity(Enum):
    """Identity with which an account reaches its key."""

    UserAssigned = "UserAssigned"
    """An identity made for it. Everything is there after one run."""

    SystemAssigned = "SystemAssigned"
    """The account's own, which exists only after the account: the first run makes account, key and grant, the second
    turns encryption on. Until then Microsoft's key encrypts the account."""


@settings
class NewKey:
    """A vault and a key made for one account, in its region.

    The vault has purge protection, takes Entra roles only, and answers private endpoints and trusted services only.
    Azure keeps a deleted vault for 90 days, with its name; raise `generation` to build the account again meanwhile.
    """

    identity: Optional[KeyIdentity] = None
    """`UserAssigned` (default) or `SystemAssigned`. A change replaces the grant; the account changes in place."""

    key_size: Optional[int] = None
    """2048, 3072 (default) or 4096 bits, RSA. Azure cannot change a key: another size means a key of another name, to
    which the account moves in place; the old one stays in the vault."""

    rotate_after_days: Optional[int] = None
    """Days after which Key Vault makes a new version, at least 7; the account follows it. Default: 365.
    A change means a key of another name, as with `key_size`."""


@settings
class ExistingKey:
    """A key that is there already, with an identity that may wrap and unwrap with it."""

    key_vault_resource_id: Input[str]
    """Resource id of the vault: same region as the account, with soft delete and purge protection."""

    key_name: Input[str]
    """Name of the key: RSA, 2048 bits or more. No version, so that the account follows its rotation."""

    identity_resource_id: Input[str]
    """Resource id of a user-assigned identity with the role `Key Vault Crypto User` on the key or vault."""

    identity_client_id: Input[str]
    """Client id of that identity, a GUID."""


@settings
class CustomerManagedKeyChoice:
    """Exactly one of `create` and `existing`. Taking it away again is refused by Azure for some accounts."""

    create: Optional[NewKey] = None
    """Make vault, key, identity and grant."""

    existing: Optional[ExistingKey] = None
    """Use this one."""


@settings
class CustomerManagedKeyArgs(NewKey):
    """A vault and a key for an account."""

    resource_group_name: Input[str]
    """Resource group of vault and identity. A change replaces them."""

    location: str
    """Azure region: that of the account. A change replaces vault and identity."""

    name: Optional[str] = None
    """Start of the names of what is created: letters, digits and hyphens. Default: the component's name. A change
    replaces it."""

    generation: Optional[int] = None
    """Raise it to get new names. A change replaces vault, key and identity, new before old. Default: 1."""

    account_principal_id: Optional[Input[str]] = None
    """Object id of the account's system-assigned identity, which gets the role. Required with identity
    `SystemAssigned`, else none: an identity is made. A change replaces the grant."""

    tags: Optional[dict[str, Input[str]]] = None
    """Tags of vault, key and identity. Default: none."""

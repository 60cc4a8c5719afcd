"""Microsoft.KeyVault: vaults, keys and secrets."""

from . import keys, secrets, vaults

RESOURCE_TYPES = [vaults.VAULT, keys.KEY, secrets.SECRET]

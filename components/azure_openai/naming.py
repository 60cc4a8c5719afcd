"""Names: what the user chose, and a short hash where Azure wants them unique.

The hash is of where a resource lives, so the same settings give the same names everywhere and always, previews
included.
"""

import hashlib
import re
import uuid

from azure_openai_catalog import customer_managed_keys

HASH_LENGTH = 6
"""Characters of the hash: 16 million values, enough to keep the names of one organisation apart."""


GLOBAL = "global"
"""Location of private DNS zones, their links, alert rules and action groups; azure-native would fill in the resource
group's region, which Azure refuses."""


def unique_name(base: str, *place: str) -> str:
    """`base`, a hyphen and a hash of the place, in lower case, since Azure compares subdomains so."""
    digest = hashlib.sha256("|".join(part.lower() for part in place).encode()).hexdigest()
    return f"{base}-{digest[:HASH_LENGTH]}".lower()


def vault_name(base: str, *place: str) -> str:
    """Name of a vault: as `unique_name`, but with as much of the base as Azure's 24 characters leave room for."""
    name = unique_name(base, *place, base)
    start, digest = name[: -HASH_LENGTH - 1], name[-HASH_LENGTH:]
    letters_first = re.sub(r"^[^a-z]+", "", re.sub("-+", "-", start)) or "key"
    longest = customer_managed_keys.VAULT_NAME.max_length - HASH_LENGTH - 1
    return f"{letters_first[:longest].rstrip('-')}-{digest}"


def key_name(base: str, size: int, rotate_after_days: int) -> str:
    """Name of a key, another one for everything that Azure cannot change about a key."""
    return f"{base}-{size}-{rotate_after_days}d".lower()


def role_assignment_name(scope: str, principal_id: str, role_definition_id: str) -> str:
    """A GUID that is the same for the same scope, principal and role, whatever their casing."""
    identity = "|".join((scope, principal_id, role_definition_id)).lower()
    return str(uuid.uuid5(uuid.NAMESPACE_URL, identity))


def resource_id(subscription_id: str, resource_group_name: str, resource_type: str, *names: str) -> str:
    """Resource id of a resource, or of a nested one when more than one name is given.

    Known at preview, unlike the `id` output, which azure-native leaves open until the resource exists.
    """
    namespace, *types = resource_type.split("/")
    segments = "/".join(f"{kind}/{name}" for kind, name in zip(types, names, strict=True))
    return f"/subscriptions/{subscription_id}/resourceGroups/{resource_group_name}/providers/{namespace}/{segments}"

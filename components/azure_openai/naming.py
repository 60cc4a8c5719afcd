"""Names: what the user chose, and a short hash where Azure wants them unique.

The hash is of where a resource lives, so the same settings give the same names everywhere and always, previews
included.
"""

import hashlib
import uuid

HASH_LENGTH = 6
"""Characters of the hash: 16 million values, enough to keep the names of one organisation apart."""


def unique_name(base: str, *place: str) -> str:
    """`base`, a hyphen and a hash of the place, in lower case, since Azure compares subdomains so."""
    digest = hashlib.sha256("|".join(part.lower() for part in place).encode()).hexdigest()
    return f"{base}-{digest[:HASH_LENGTH]}".lower()


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

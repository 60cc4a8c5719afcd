"""Keys as Resource Manager handles them: it makes the first version and never touches it again."""

from __future__ import annotations

from ...arm import errors
from ...arm.ids import ResourceId
from ...arm.store import Body
from ...arm.types import ANY, Context, ResourceType
from ..common import properties, require_name, stable_hex
from .names import API_VERSIONS, KEYS, OBJECT_NAME, refuse_deleted, vault_uri

KINDS = ("EC", "EC-HSM", "RSA", "RSA-HSM")
RSA_SIZES = (2048, 3072, 4096)


def _fill(context: Context, resource: ResourceId, body: Body, existing: Body | None) -> None:
    require_name(resource, OBJECT_NAME)
    if existing:
        # A key that is there is answered as it is; nothing is written.
        body.clear()
        body.update(existing)
        return
    refuse_deleted(context, resource.text, "Key")
    held = properties(body)
    if held.get("kty") not in KINDS:
        raise errors.invalid(f"The key type '{held.get('kty')}' is not valid: use {', '.join(KINDS)}.")
    if held["kty"].startswith("RSA") and held.setdefault("keySize", RSA_SIZES[0]) not in RSA_SIZES:
        raise errors.invalid(f"The key size '{held['keySize']}' is not valid: use {', '.join(map(str, RSA_SIZES))}.")
    held.setdefault("attributes", {}).setdefault("enabled", True)
    uri = f"{vault_uri(resource.names[0])}keys/{resource.name}"
    body["location"] = (context.store.get(resource.parent) or {}).get("location")
    held.update(keyUri=uri, keyUriWithVersion=f"{uri}/{stable_hex(uri, 'version')}")


KEY = ResourceType(
    name=KEYS,
    api_versions=API_VERSIONS,
    declared={
        "tags": ANY,
        "properties": {
            "attributes": {"enabled": ANY, "exp": ANY, "exportable": ANY, "nbf": ANY},
            "curveName": ANY,
            "keyOps": [ANY],
            "keySize": ANY,
            "kty": ANY,
            "release_policy": ANY,
            "rotationPolicy": {
                "attributes": {"expiryTime": ANY},
                "lifetimeActions": [
                    {"action": {"type": ANY}, "trigger": {"timeAfterCreate": ANY, "timeBeforeExpiry": ANY}}
                ],
            },
        },
    },
    fill=_fill,
    states=False,
    methods=("GET", "PUT"),
    put_statuses=(200, 200),
)

"""Secrets: written through Resource Manager, never read back through it."""

from __future__ import annotations

from ...arm.ids import ResourceId
from ...arm.store import Body
from ...arm.types import ANY, Context, ResourceType
from ..common import keep, properties, require_name, stable_hex
from .names import API_VERSIONS, OBJECT_NAME, SECRETS, refuse_deleted, vault_uri


def _fill(context: Context, resource: ResourceId, body: Body, existing: Body | None) -> None:
    require_name(resource, OBJECT_NAME)
    if existing is None:
        refuse_deleted(context, resource.text, "Secret")
    held = properties(body)
    held.setdefault("attributes", {}).setdefault("enabled", True)
    body["location"] = (context.store.get(resource.parent) or {}).get("location")
    uri = f"{vault_uri(resource.names[0])}secrets/{resource.name}"
    # The value is not kept: the emulator's state holds no secrets. A new one shows as a new version.
    value = held.pop("value", None)
    held["secretUri"] = uri
    held["secretUriWithVersion"] = f"{uri}/{stable_hex(uri, value or '')}"
    if value is None:
        keep(body, existing, "secretUriWithVersion")


SECRET = ResourceType(
    name=SECRETS,
    api_versions=API_VERSIONS,
    declared={
        "tags": ANY,
        "properties": {
            "attributes": {"enabled": ANY, "exp": ANY, "nbf": ANY},
            "contentType": ANY,
            "value": ANY,
        },
    },
    fill=_fill,
    states=False,
    methods=("GET", "PUT", "PATCH"),
)

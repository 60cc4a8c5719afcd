"""What several services need."""

from __future__ import annotations

import hashlib
import re
import uuid

from azure_openai_catalog import regions

from .. import SUBSCRIPTION_ID
from ..arm import errors
from ..arm.errors import ArmError
from ..arm.ids import ResourceId
from ..arm.store import Body
from ..arm.types import Context

TAGS_AND_LOCATION = {"location": "any", "tags": "any"}


def properties(body: Body) -> Body:
    """The properties of a body, made if there are none."""
    found: Body = body.setdefault("properties", {})
    return found


def at_location(namespace: str, location: str) -> str:
    """Path below which a provider keeps what belongs to a region, such as deleted resources and quota."""
    return f"/subscriptions/{SUBSCRIPTION_ID}/providers/{namespace}/locations/{location}"


def require_location(body: Body, existing: Body | None) -> None:
    """A region must be given and cannot change."""
    location = body.get("location")
    if not location:
        raise ArmError(400, "LocationRequired", "The location property is required for this definition.")
    body["location"] = regions.normalise(location)
    if existing and existing["location"] != body["location"]:
        raise ArmError(
            409,
            "InvalidResourceLocation",
            f"The resource '{body['name']}' already exists in location '{existing['location']}'. "
            f"A resource with the same name cannot be created in location '{location}'.",
        )


def require_global(body: Body) -> None:
    """The resource must be in location `global`."""
    location = str(body.get("location", ""))
    if location.lower() != "global":
        raise errors.location_not_available(location, str(body["type"]).lower(), ("global",))
    body["location"] = "global"


def require_name(resource: ResourceId, pattern: str) -> None:
    """The name must match."""
    if not re.fullmatch(pattern, resource.name):
        raise errors.bad_name(resource.type, resource.name, pattern)


def stable_guid(*parts: str) -> str:
    """A GUID that is the same for the same parts."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, "|".join(parts).lower()))


def stable_hex(*parts: str) -> str:
    """32 hexadecimal digits that are the same for the same parts."""
    return hashlib.sha256("|".join(parts).lower().encode()).hexdigest()[:32]


def require_resource(context: Context, resource_id: str, what: str) -> Body:
    """A resource that another one refers to must exist."""
    found = context.store.get(resource_id)
    if found is None:
        raise ArmError(
            400,
            "InvalidResourceReference",
            f"Resource {resource_id} referenced by {what} was not found. "
            "Please make sure that the referenced resource exists, and that both resources are in the same region.",
        )
    return found


def keep(body: Body, existing: Body | None, *names: str) -> None:
    """Carry read-only properties over from the existing resource."""
    for name in names:
        if existing and name in existing.get("properties", {}):
            properties(body)[name] = existing["properties"][name]

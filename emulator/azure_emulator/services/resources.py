"""Microsoft.Resources: resource groups, and what is asked of a subscription as a whole."""

from __future__ import annotations

from collections.abc import Iterable

from azure_openai_catalog import regions

from .. import SUBSCRIPTION_ID, TENANT_ID
from ..arm import errors, ids
from ..arm.errors import ArmError
from ..arm.ids import RESOURCE_GROUP_TYPE, ResourceId
from ..arm.store import Body
from ..arm.types import Asked, Context, Query, ResourceType, Seconds
from .common import TAGS_AND_LOCATION, properties, require_location, require_name

API_VERSIONS = ("2020-10-01", "2024-03-01", "2025-04-01")
SUBSCRIPTION_VERSIONS = ("2020-01-01", "2022-12-01")


def _fill(context: Context, resource: ResourceId, body: Body, existing: Body | None) -> None:
    require_name(resource, r"[-\w._()]{0,89}[-\w_()]")
    require_location(body, existing)
    properties(body)


def _subscription() -> Body:
    return {
        "id": f"/subscriptions/{SUBSCRIPTION_ID}",
        "subscriptionId": SUBSCRIPTION_ID,
        "tenantId": TENANT_ID,
        "displayName": "Azure emulator",
        "state": "Enabled",
        "authorizationSource": "RoleBased",
    }


def _tenants(asked: Asked) -> Body:
    return {"value": [{"id": f"/tenants/{TENANT_ID}", "tenantId": TENANT_ID, "displayName": "Azure emulator"}]}


def _locations(asked: Asked) -> Body:
    base = f"/subscriptions/{SUBSCRIPTION_ID}/locations"
    return {
        "value": [
            {"id": f"{base}/{name}", "name": name, "type": "Region", "displayName": name} for name in regions.names()
        ]
    }


def _resources(asked: Asked) -> Body:
    """All resources that a group holds by itself: no children, no extensions, as Azure lists them."""
    if asked.options.get("$filter"):
        raise errors.unknown_filter(asked.options["$filter"])
    group = asked.parts.get("group")
    scope = f"/subscriptions/{SUBSCRIPTION_ID}" + (f"/resourceGroups/{group}" if group else "")
    if group and asked.context.store.get(scope) is None:
        raise errors.group_not_found(group)
    held = [body for body in asked.context.store.everything() if ids.contains(scope, body["id"])]
    shown = ("id", "name", "type", "location", "tags", "kind", "sku", "identity")
    return {"value": [{key: body[key] for key in shown if key in body} for body in held if _is_listed(body)]}


def _is_listed(body: Body) -> bool:
    resource = ids.parse(body["id"])
    return len(resource.names) == 1 and resource.scope.count("/") == 4


def _provider(namespace: str) -> Body:
    return {
        "id": f"/subscriptions/{SUBSCRIPTION_ID}/providers/{namespace}",
        "namespace": namespace,
        "registrationState": "Registered",
        "registrationPolicy": "RegistrationRequired",
        "resourceTypes": [],
    }


RESOURCE_TYPES = [
    ResourceType(
        name=RESOURCE_GROUP_TYPE,
        api_versions=API_VERSIONS,
        declared={**TAGS_AND_LOCATION, "managedBy": "any", "properties": {}},
        fill=_fill,
        seconds=Seconds(delete=15),
        methods=("GET", "HEAD", "PUT", "PATCH", "DELETE"),
    )
]

SUBSCRIPTION = "/subscriptions/{subscription}"

QUERIES = [
    Query("GET", "/subscriptions", SUBSCRIPTION_VERSIONS, lambda asked: {"value": [_subscription()]}),
    Query("GET", SUBSCRIPTION, SUBSCRIPTION_VERSIONS, lambda asked: _subscription()),
    Query("GET", f"{SUBSCRIPTION}/locations", SUBSCRIPTION_VERSIONS, _locations),
    Query("GET", "/tenants", SUBSCRIPTION_VERSIONS, _tenants),
    Query("GET", f"{SUBSCRIPTION}/resources", API_VERSIONS, _resources),
    Query("GET", f"{SUBSCRIPTION}/resourceGroups/{{group}}/resources", API_VERSIONS, _resources),
]


def providers(types: Iterable[ResourceType]) -> list[Query]:
    """The queries about resource providers, which all types are part of."""
    described: dict[str, Body] = {}
    for resource_type in types:
        namespace, kind = resource_type.name.split("/", 1)
        provider = described.setdefault(namespace.lower(), _provider(namespace))
        offered = {
            "resourceType": kind,
            "locations": list(regions.names()),
            "apiVersions": [*resource_type.api_versions],
        }
        provider["resourceTypes"].append(offered)

    def find(asked: Asked) -> Body:
        namespace = asked.parts["namespace"]
        if namespace.lower() not in described:
            raise ArmError(404, "InvalidResourceNamespace", f"The resource namespace '{namespace}' is invalid.")
        return described[namespace.lower()]

    one = f"{SUBSCRIPTION}/providers/{{namespace}}"
    return [
        Query("GET", f"{SUBSCRIPTION}/providers", API_VERSIONS, lambda asked: {"value": [*described.values()]}),
        Query("GET", one, API_VERSIONS, find),
        Query("POST", f"{one}/register", API_VERSIONS, find),
    ]

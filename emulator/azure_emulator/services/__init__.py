"""The resource types, one module a provider namespace."""

from ..arm.types import Query, ResourceType
from . import (
    authorization,
    cognitive_services,
    consumption,
    event_hub,
    insights,
    key_vault,
    managed_identity,
    network,
    operational_insights,
    private_dns,
    resources,
    security,
    storage,
)

_MODULES = (
    resources,
    cognitive_services,
    network,
    private_dns,
    authorization,
    managed_identity,
    key_vault,
    operational_insights,
    insights,
    consumption,
    security,
    storage,
    event_hub,
)

RESOURCE_TYPES: dict[str, ResourceType] = {
    resource_type.name.lower(): resource_type for module in _MODULES for resource_type in module.RESOURCE_TYPES
}
"""All resource types by lower-cased name."""

QUERIES: list[Query] = [
    *resources.QUERIES,
    *resources.providers(RESOURCE_TYPES.values()),
    *cognitive_services.QUERIES,
]
"""What is answered without there being a resource."""

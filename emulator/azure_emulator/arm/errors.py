"""Refusals, in Azure's own words. Messages are verbatim: programs and people search for them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from .. import SUBSCRIPTION_ID

if TYPE_CHECKING:
    from .ids import ResourceId


class ArmError(Exception):
    """A request that is refused: HTTP status, code and message."""

    def __init__(self, status: int, code: str, message: str):
        super().__init__(message)
        self.status, self.code, self.message = status, code, message

    def body(self) -> dict[str, Any]:
        """The error as Azure puts it into an answer."""
        return {"error": {"code": self.code, "message": self.message}}


def not_found(resource: ResourceId) -> ArmError:
    if resource.is_group:
        return group_not_found(resource.name)
    where = f" under resource group '{resource.resource_group}'" if resource.resource_group else ""
    return ArmError(404, "ResourceNotFound", f"The Resource '{resource.title}'{where} was not found.")


def no_such_path(path: str) -> ArmError:
    return ArmError(404, "HttpResourceNotFound", f"The request url '{path}' is not found.")


def group_not_found(name: str) -> ArmError:
    return ArmError(404, "ResourceGroupNotFound", f"Resource group '{name}' could not be found.")


def group_going(name: str) -> ArmError:
    message = f"The resource group '{name}' is in deprovisioning state and cannot perform this operation."
    return ArmError(409, "ResourceGroupBeingDeleted", message)


def parent_not_found(resource_type: str, parent: str) -> ArmError:
    kind = resource_type.split("/", 1)[1]
    message = f"Failed to perform 'write' on resource(s) of type '{kind}', because the parent resource '{parent}' could not be found."
    return ArmError(404, "ParentResourceNotFound", message)


def unknown_type(resource_type: str) -> ArmError:
    return ArmError(
        404,
        "InvalidResourceType",
        f"The resource type '{resource_type}' could not be found: the emulator does not hold it.",
    )


def check_api_version(resource_type: str, api_version: str, known: Sequence[str]) -> None:
    """Refuse an API version that the type does not have."""
    if api_version not in known:
        raise ArmError(
            400,
            "NoRegisteredProviderFound",
            f"No registered resource provider found for API version '{api_version}' and type '{resource_type}'. "
            f"The supported api-versions are '{', '.join(known)}'.",
        )


def check_subscription(path: str) -> None:
    """Refuse a path that leads to no subscription, or to another one than the emulator's."""
    segments = path.split("/")
    if len(segments) < 2 or segments[1].lower() != "subscriptions":
        raise no_such_path(path)
    given = segments[2] if len(segments) > 2 else ""
    if given != SUBSCRIPTION_ID:
        message = f"The subscription '{given}' could not be found. The emulator has only '{SUBSCRIPTION_ID}'."
        raise ArmError(404, "SubscriptionNotFound", message)


def location_not_available(location: str, resource_type: str, available: Sequence[str]) -> ArmError:
    return ArmError(
        400,
        "LocationNotAvailableForResourceType",
        f"The provided location '{location}' is not available for resource type '{resource_type}'. "
        f"List of available regions for the resource type is '{','.join(available)}'.",
    )


def undeclared(path: str, resource_type: str) -> ArmError:
    return ArmError(
        400,
        "UndeclaredProperty",
        f"'{path}' is not declared for {resource_type}. Azure would drop it silently; the emulator does not.",
    )


def unknown_filter(condition: str) -> ArmError:
    return ArmError(400, "InvalidFilterInQueryString", f"The emulator cannot list by the filter '{condition}'.")


def request_conflict(parent: str) -> ArmError:
    return ArmError(
        409,
        "RequestConflict",
        f"Another operation is being performed on the parent resource '{parent}'. Please try again later.",
    )


def nested_resources(children: list[str]) -> ArmError:
    listed = ", ".join(children)
    return ArmError(
        409,
        "CannotDeleteResource",
        "Cannot delete resource while nested resources exist. Some existing nested resource IDs include: "
        f"'{listed}'. Please delete all nested resources before deleting this resource.",
    )


def in_use(code: str, message: str) -> ArmError:
    return ArmError(400, code, message)


def invalid(message: str) -> ArmError:
    return ArmError(400, "InvalidResourceProperties", message)


def bad_name(resource_type: str, name: str, pattern: str) -> ArmError:
    return ArmError(400, "InvalidResourceName", f"'{name}' is no name for {resource_type}: it must match {pattern}.")

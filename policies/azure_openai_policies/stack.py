"""The resources of a stack, and which of them belong together.

A stack rule is handed outputs, and on a first preview most outputs are unknown. The pack therefore keeps the inputs
that it saw when each resource was analysed, and joins on names first, then on what a property was made from, then on
what the resource depends on.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pulumi_policy import PolicyResource

from .resources import ACCOUNT, Resource, Target
from .values import Value

Inputs = Mapping[str, Any]
"""Inputs of a resource, as the SDK hands them over."""

_ACCOUNT_ID = re.compile(
    r".*/resourceGroups/(?P<group>[^/]+)/providers/[^/]+/accounts/(?P<name>[^/]+)/.*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class StackResource(Resource):
    """A resource with what is known of its surroundings. Without recorded inputs the outputs stand in for them."""

    outputs: Value
    dependencies: tuple[str, ...]
    """URNs that the resource depends on; the last is its parent's, if it has one."""
    property_dependencies: Mapping[str, tuple[str, ...]]
    """URNs that an input was made from."""

    def azure_name(self, target: Target) -> Value:
        """Name in Azure; the output's where no input holds it."""
        given = self.inputs[target.name_input]
        return self.outputs["name"] if given.missing else given


@dataclass(frozen=True, slots=True)
class AccountReference:
    """What is known of the account that a resource belongs to; empty where it is not known."""

    group: str = ""
    name: str = ""
    urn: str = ""

    def same_as(self, other: "AccountReference") -> bool | None:
        """Whether both are the same account; None if that cannot be told."""
        if self.urn and other.urn:
            return self.urn == other.urn
        if not self.name or not other.name:
            return None
        groups_differ = bool(self.group and other.group) and self.group.casefold() != other.group.casefold()
        return self.name.casefold() == other.name.casefold() and not groups_differ


class Stack:
    """All resources of a stack."""

    def __init__(self, resources: Iterable[PolicyResource], seen: Mapping[str, Inputs]) -> None:
        """seen: inputs by URN, recorded when the resources were analysed."""
        self._by_urn = {resource.urn: _stack_resource(resource, seen.get(resource.urn)) for resource in resources}

    def of(self, target: Target) -> tuple[StackResource, ...]:
        """The resources of a target."""
        return tuple(resource for resource in self._by_urn.values() if target.covers_type(resource.type))

    def behind(self, resource: StackResource, property_name: str, target: Target) -> tuple[StackResource, ...]:
        """The resources of a target that an input was made from; where that is not known, all it depends on."""
        return self._among(resource.property_dependencies.get(property_name, ()), target) or self._among(
            resource.dependencies, target
        )

    def account_of(self, child: StackResource) -> AccountReference:
        """The account that a deployment or a filter policy belongs to."""
        name = child.inputs["accountName"].text
        if name:
            return AccountReference(group=child.inputs["resourceGroupName"].text, name=name)
        own_id = _ACCOUNT_ID.fullmatch(child.outputs["id"].text)
        if own_id:
            return AccountReference(group=own_id["group"], name=own_id["name"])
        owners = self.behind(child, "accountName", ACCOUNT)
        if len(owners) != 1:
            return AccountReference()
        owner = owners[0]
        return AccountReference(owner.inputs["resourceGroupName"].text, owner.azure_name(ACCOUNT).text, owner.urn)

    def _among(self, urns: Iterable[str], target: Target) -> tuple[StackResource, ...]:
        found = (self._by_urn[urn] for urn in urns if urn in self._by_urn)
        return tuple(resource for resource in found if target.covers_type(resource.type))


def _stack_resource(resource: PolicyResource, seen: Inputs | None) -> StackResource:
    parents = [resource.parent.urn] if resource.parent is not None else []
    return StackResource(
        type=resource.resource_type,
        urn=resource.urn,
        name=resource.name,
        inputs=Value(resource.props if seen is None else seen),
        outputs=Value(resource.props),
        dependencies=(*(dependency.urn for dependency in resource.dependencies), *parents),
        property_dependencies={
            name: tuple(dependency.urn for dependency in dependencies)
            for name, dependencies in resource.property_dependencies.items()
        },
    )

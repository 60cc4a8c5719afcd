"""The resources of a stack, and which of them belong together.

A stack rule is handed outputs, and on a first preview most outputs are unknown. The pack therefore keeps the inputs
that it saw when each resource was analysed, and joins on names first, then on what a property was made from, then on
what the resource depends on.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from pulumi_policy import PolicyResource

from . import ids
from .resources import ACCOUNT, RESOURCE_GROUP, Resource, Target, is_azure, resource_type
from .values import Value
from .verdicts import NotApplicable
from .waivers import Waivers

T = TypeVar("T")

Inputs = Mapping[str, Any]
"""Inputs of a resource, as the SDK hands them over."""


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
class Reference:
    """What is known of a resource that another one belongs or points to; empty where it is not known."""

    group: str = ""
    name: str = ""
    urn: str = ""
    subscription: str = ""

    def same_as(self, other: "Reference") -> bool | None:
        """Whether both are the same resource; None if that cannot be told.

        An unknown group or subscription counts as the same: most programs take its name from a resource, and an
        account's is unique.
        """
        if self.urn and other.urn:
            return self.urn == other.urn
        if not self.name or not other.name:
            return None
        holders = (self.group, other.group), (self.subscription, other.subscription)
        apart = any(one and another and one.casefold() != another.casefold() for one, another in holders)
        return self.name.casefold() == other.name.casefold() and not apart


def reference_of(known: ids.ResourceId) -> Reference:
    """The resource that an id names."""
    return Reference(known.group, known.name, subscription=known.subscription)


class Stack:
    """All resources of a stack, and the waivers that hold for it."""

    def __init__(
        self, resources: Iterable[PolicyResource], seen: Mapping[str, Inputs], waivers: Waivers | None = None
    ) -> None:
        """seen: inputs by URN, recorded when the resources were analysed."""
        self._by_urn = {resource.urn: _stack_resource(resource, seen.get(resource.urn)) for resource in resources}
        self._by_type: dict[str, list[StackResource]] = {}
        for resource in self._by_urn.values():
            self._by_type.setdefault(resource_type(resource.type), []).append(resource)
        self.waivers = waivers or Waivers()
        self._once: dict[object, Any] = {}

    @property
    def resources(self) -> tuple[StackResource, ...]:
        """All resources."""
        return tuple(self._by_urn.values())

    def once(self, compute: Callable[["Stack"], T]) -> T:
        """What a function makes of the stack; computed for the first resource that asks, kept for the others."""
        if compute not in self._once:
            self._once[compute] = compute(self)
        return self._once[compute]

    def of(self, target: Target) -> tuple[StackResource, ...]:
        """The resources of a target; those whose kind is unknown are among them."""
        return tuple(
            resource for resource in self.of_type(target) if not isinstance(target.scope(resource), NotApplicable)
        )

    def of_type(self, target: Target) -> tuple[StackResource, ...]:
        """The resources of a target's types, whatever their kind."""
        return tuple(
            resource for kind in sorted(self._by_type) if target.covers_type(kind) for resource in self._by_type[kind]
        )

    def made_from(self, resource: StackResource, property_name: str, target: Target) -> tuple[StackResource, ...]:
        """The resources of a target that an input was made from."""
        return self._among(resource.property_dependencies.get(property_name, ()), target)

    def behind(self, resource: StackResource, property_name: str, target: Target) -> tuple[StackResource, ...]:
        """The resources of a target that an input was made from; where that is not known, all it depends on."""
        return self.made_from(resource, property_name, target) or self._among(resource.dependencies, target)

    def leads_elsewhere(self, resource: StackResource, property_name: str, target: Target) -> bool:
        """Whether an unknown id is of no resource of a target, judged by what the input was made from.

        An id that was made from a resource is that resource's. One made from a group, or from nothing of Azure's, was
        put together by hand and may be anybody's.
        """
        made_from = self._known(resource.property_dependencies.get(property_name, ()))
        of_azure = [other for other in made_from if is_azure(other.type) and not RESOURCE_GROUP.covers_type(other.type)]
        return bool(of_azure) and not any(target.covers_type(other.type) for other in of_azure)

    def reference(self, resource: StackResource, target: Target) -> Reference:
        """What other resources could name a resource by."""
        own_id = ids.parse(resource.outputs["id"].text)
        return Reference(
            resource.inputs["resourceGroupName"].text,
            resource.azure_name(target).text,
            resource.urn,
            own_id.subscription if own_id else "",
        )

    def account_of(self, child: StackResource) -> Reference:
        """The account that a deployment, a filter policy or another child belongs to."""
        name = child.inputs["accountName"].text
        if name:
            return Reference(group=child.inputs["resourceGroupName"].text, name=name)
        own_id = ids.parse_of_type(child.outputs["id"].text, ACCOUNT.arm_type)
        if own_id:
            return reference_of(own_id)
        owners = self.behind(child, "accountName", ACCOUNT)
        return self.reference(owners[0], ACCOUNT) if len(owners) == 1 else Reference()

    def points_at(
        self, source: StackResource, property_name: str, value: Value, other: StackResource, target: Target
    ) -> bool | None:
        """Whether a value of a source's property is the id of another resource, or of something below it.

        None if that cannot be told.
        """
        if value.unknown:
            return self._was_made_from(source, property_name, other, target)
        known = ids.parse_of_type(value.text, target.arm_type)
        return reference_of(known).same_as(self.reference(other, target)) if known else False

    def _was_made_from(
        self, source: StackResource, property_name: str, other: StackResource, target: Target
    ) -> bool | None:
        made_from = self.made_from(source, property_name, target)
        if made_from or self.leads_elsewhere(source, property_name, target):
            return other in made_from
        owners = [owner.urn for owner in self._among(source.dependencies, target)]
        if owners and other.urn not in owners:
            return False
        return True if len(owners) == 1 else None

    def _among(self, urns: Iterable[str], target: Target) -> tuple[StackResource, ...]:
        return tuple(resource for resource in self._known(urns) if target.covers_type(resource.type))

    def _known(self, urns: Iterable[str]) -> list[StackResource]:
        return [self._by_urn[urn] for urn in urns if urn in self._by_urn]


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

"""Options that every resource of a component gets."""

import copy
import re
from typing import Any, Optional

import pulumi
from pulumi.resource import DependencyResource

_VERSIONED_TYPE = re.compile(r"azure-native:\w+/v\w+:\w+")


def part_of(component: pulumi.ComponentResource, **options: Any) -> pulumi.ResourceOptions:
    """Options of a component's child. Nothing of the caller's options: they would leak aliases and the like."""
    return pulumi.ResourceOptions(parent=component, transformations=[_without_versioned_aliases], **options)


def lineage(resource: Optional[pulumi.Resource]) -> str:
    """Type and name of a resource; empty where there is none, or where it lives in another process, as the parent of a
    component does that a plugin hosts."""
    if resource is None or isinstance(resource, DependencyResource):
        return ""
    return f"{resource.pulumi_resource_type}::{resource.pulumi_resource_name}"


def _without_versioned_aliases(
    args: pulumi.ResourceTransformationArgs,
) -> Optional[pulumi.ResourceTransformationResult]:
    """Drop the aliases for types that name an API version.

    azure-native gives a deployment 21 of them, for stacks of its second major version. Children of these components
    never had such types, and resolving the aliases takes longer than everything else a component does.
    """
    opts = copy.copy(args.opts)
    opts.aliases = [alias for alias in opts.aliases or [] if not _is_versioned(alias)]
    return pulumi.ResourceTransformationResult(args.props, opts)


def _is_versioned(alias: Any) -> bool:
    return isinstance(alias, pulumi.Alias) and _VERSIONED_TYPE.fullmatch(str(alias.type_)) is not None

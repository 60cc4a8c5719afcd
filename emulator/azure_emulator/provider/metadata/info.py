"""How azure-native maps a resource type to ARM, and what several types share."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from ..values import Values

SUBSCRIPTION = "/subscriptions/{subscriptionId}"
GROUP = f"{SUBSCRIPTION}/resourceGroups/{{resourceGroupName}}"

NESTED_TOP = frozenset({"id", "name", "type", "etag"})
"""What stays outside of `properties` in an item of a flattened list."""

FLATTENED_LISTS = (
    "privateLinkServiceConnections",
    "manualPrivateLinkServiceConnections",
    "securityRules",
    "privateDnsZoneConfigs",
    "subnets",
)
"""Lists whose items azure-native flattens: ARM has most of an item below `properties`."""


@dataclass(frozen=True)
class TypeInfo:
    """How azure-native maps a resource type to ARM."""

    path: str
    """Resource id with its parameters in braces; the last parameter is what a missing name is generated for."""
    api_version: str
    flattened: bool
    """Whether the properties of the ARM body are inputs and outputs of their own."""
    top: frozenset[str]
    """Inputs that stand outside of the body's `properties`."""
    lifted: tuple[str, ...] = ()
    """Members of the input `properties` that are outputs of their own, where the inputs are not flattened."""
    required: tuple[str, ...] = ()
    naming: str = "copy"
    """Form of a generated name: `random`, `copy` or `uuid`."""
    replaces: frozenset[str] = frozenset()
    """Inputs beside the path's parameters whose change replaces."""
    read_only: tuple[str, ...] = ()
    """Paths of outputs that Azure alone fills in; unknown in previews."""
    write_only: tuple[str, ...] = ()
    """Paths of inputs that never come back as outputs."""
    sub_resources: tuple[str, ...] = ()
    """Lists of children that are managed as resources of their own."""
    renamed: Mapping[str, str] = field(default_factory=dict)
    """Names in ARM of properties that azure-native calls otherwise."""
    default_body: Values | None = None
    """What a resource that always exists is set back to instead of being deleted."""
    data_plane_delete: bool = False
    """Whether azure-native deletes it through the service's data plane, because Resource Manager cannot."""
    has_type: bool = True
    """Whether the outputs name the type."""
    unlisted: tuple[str, ...] = ()
    """Path parameters that are outputs too."""

    @property
    def parameters(self) -> tuple[str, ...]:
        """Inputs that are part of the id."""
        return tuple(name for name in re.findall(r"{(\w+)}", self.path) if name != "subscriptionId")

    @property
    def name_parameter(self) -> str:
        """Input that names the resource itself."""
        return self.parameters[-1]

    @property
    def has_location(self) -> bool:
        """Whether azure-native fills in a location."""
        return "location" in self.top


TOP = frozenset({"location", "tags"})
CHILD_OUTPUTS = ("etag", "systemData")

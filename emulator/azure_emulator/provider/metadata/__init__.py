"""The resource types of azure-native that the emulator holds, as data."""

from . import authorization, cognitive_services, key_vault, monitor, network, resources, sinks
from .info import FLATTENED_LISTS, NESTED_TOP, TypeInfo

__all__ = ["FLATTENED_LISTS", "NESTED_TOP", "TYPES", "TypeInfo"]

TYPES: dict[str, TypeInfo] = {
    token: info
    for module in (resources, cognitive_services, network, authorization, key_vault, monitor, sinks)
    for token, info in module.TYPES.items()
}
"""By module and class name."""

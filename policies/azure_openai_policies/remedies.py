"""Correcting properties in place. A copy would turn secrets into plain text."""

from typing import Any

from .values import UNKNOWN, at


def set_in_properties(props: Any, name: str, value: Any) -> None:
    """Set a value below `properties`, unless what is there is not known yet: it may turn out right."""
    if at(props, "properties") is UNKNOWN or at(props, f"properties.{name}") is UNKNOWN:
        return
    if "properties" not in props:
        props["properties"] = {}
    props["properties"][name] = value

"""Regions, data zones and deployment SKUs."""

import re
from collections.abc import Iterator

from .. import regions, skus
from ..problems import Problem


def walk() -> Iterator[Problem]:
    """What is wrong with regions, zones and SKUs."""
    for name in regions.names():
        where = f"regions.regions.{name}"
        if not re.fullmatch(r"[a-z]{6,}[0-9]?", name):
            yield Problem(where, "is not spelled as in resource ids.", "Use lower case without spaces.")
        zone = regions.data_zone(name)
        if zone is not None and zone not in regions.data_zones():
            yield Problem(f"{where}.data_zone", f"There is no data zone {zone!r}.", "Add it to `data_zones`.")
    for zone in regions.data_zones():
        if not regions.members(zone):
            yield Problem(f"regions.data_zones.{zone}", "has no region.", "Give a region this zone.")
    for name in skus.names():
        sku = skus.resolve(name)
        if sku.supports_spillover != (sku.billing == "provisioned"):
            yield Problem(f"skus.skus.{name}.supports_spillover", "is for provisioned SKUs.", "Turn it.")
        if sku.in_government and sku.scope == "global":
            yield Problem(f"skus.skus.{name}.in_government", "Azure Government has no global SKU.", "Turn it.")

"""Azure regions and the data zones they belong to."""

from functools import cache

from ._data import data


@cache
def names() -> tuple[str, ...]:
    """All regions that offer a model or belong to a data zone, sorted."""
    return tuple(data("regions")["regions"])


def normalise(location: str) -> str:
    """A region as Azure writes it in ids: `Sweden Central` is `swedencentral`."""
    return location.replace(" ", "").lower()


def is_known(location: str) -> bool:
    """Whether the catalogue has a region, in either spelling."""
    return normalise(location) in names()


def data_zone(location: str) -> str | None:
    """Data zone of a region (`us`, `eu`, `apac`, `usgov`), None if it belongs to none that is known."""
    zones = data("regions")["data_zones"].items()
    return next((zone for zone, members in zones if normalise(location) in members), None)

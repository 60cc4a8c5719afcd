"""Azure regions and the data zones they belong to."""

from . import nearest
from ._data import data, derived
from .problems import CatalogError, Problem, listing


@derived
def names() -> tuple[str, ...]:
    """All regions that offer a model or belong to a data zone, sorted."""
    return tuple(sorted(data("regions")["regions"]))


def normalise(location: str) -> str:
    """A region as Azure writes it in ids: `Sweden Central` is `swedencentral`."""
    return location.replace(" ", "").lower()


def is_known(location: str) -> bool:
    """Whether the catalogue has a region, in either spelling."""
    return normalise(location) in data("regions")["regions"]


def resolve(location: str) -> str:
    """A region as Azure writes it in ids. Raises CatalogError that names the nearest."""
    if not is_known(location):
        known = listing(nearest(normalise(location), names()) or names())
        raise CatalogError(Problem("region", f"The catalogue has no region {location!r}.", f"Nearest: {known}."))
    return normalise(location)


def data_zones() -> tuple[str, ...]:
    """All data zones."""
    return tuple(data("regions")["data_zones"])


def boundary(zone: str) -> str:
    """What a data zone stands for. Raises KeyError for an unknown one."""
    return data("regions")["data_zones"][zone]["boundary"]


def data_zone(location: str) -> str | None:
    """Data zone of a region (`us`, `eu`, `apac`, `usgov`), None if it belongs to none that is known."""
    return data("regions")["regions"].get(normalise(location), {}).get("data_zone")


def members(zone: str) -> tuple[str, ...]:
    """Regions of a data zone that are known, sorted; Azure may add some without notice."""
    return tuple(name for name in names() if data_zone(name) == zone)


def is_in_the_eu(location: str) -> bool:
    """Whether a region lies in a member state of the EU: the EU data zone also has regions of EFTA countries."""
    return data("regions")["regions"].get(normalise(location), {}).get("member_of") == "EU"

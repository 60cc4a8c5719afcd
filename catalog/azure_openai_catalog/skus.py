"""Deployment SKUs: how a deployment is billed and where its requests may be processed."""

from dataclasses import dataclass
from typing import Any

from . import nearest
from ._data import data, derived
from .problems import CatalogError, Problem, listing

SCOPES = ("regional", "data_zone", "global")
"""Where requests may be processed, strictest residency first."""


@dataclass(frozen=True, slots=True)
class DeploymentSku:
    """A deployment SKU."""

    name: str
    scope: str
    """`regional`, `data_zone` or `global`."""
    billing: str
    """`standard` (pay per token), `provisioned`, `batch` or `developer`."""
    capacity_unit: str
    """What one unit of `sku.capacity` buys."""
    processing_location: str
    data_at_rest: str
    can_be_spillover_target: bool
    supports_spillover: bool
    auto_version_upgrade: bool
    """Whether Azure upgrades the model version by itself; never where capacity is provisioned."""
    can_pause: bool
    in_government: bool
    service_tiers: tuple[str, ...]
    """Values that `serviceTier` takes; empty where the SKU has none."""
    launch_order: int | None
    """Place in the order in which Azure launches new models by SKU, 1 first; None where not stated."""
    turnaround_hours: int | None
    """Target of batch jobs; None for SKUs that answer at once."""
    lifetime_hours: int | None
    """Hours after which Azure deletes the deployment; None for SKUs that stay."""
    price_note: str


def names() -> tuple[str, ...]:
    """All SKU names, strictest residency first within each kind of billing."""
    return tuple(_skus())


def find(name: str) -> DeploymentSku | None:
    """A SKU by name, whatever its casing."""
    return next((sku for known, sku in _skus().items() if known.lower() == name.lower()), None)


def resolve(name: str) -> DeploymentSku:
    """A SKU by name, whatever its casing. Raises CatalogError that names the nearest."""
    found = find(name)
    if found is None:
        known = listing(nearest(name, names()) or names())
        raise CatalogError(Problem("sku", f"Azure has no deployment SKU {name!r}.", f"Use {known}."))
    return found


def residency_rank(scope: str) -> int:
    """Position of a scope in SCOPES: the lower, the stricter."""
    return SCOPES.index(scope)


@derived
def _skus() -> dict[str, DeploymentSku]:
    return {name: _sku(name, facts) for name, facts in data("skus")["skus"].items()}


def _sku(name: str, facts: dict[str, Any]) -> DeploymentSku:
    given: dict[str, Any] = facts | {"service_tiers": tuple(facts["service_tiers"])}
    return DeploymentSku(name=name, **given)

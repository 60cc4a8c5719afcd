"""Deployment SKUs: how a deployment is billed and where its requests may be processed."""

from dataclasses import dataclass
from functools import cache

from ._data import data

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
    can_be_spillover_target: bool
    supports_spillover: bool
    auto_version_upgrade: bool
    processing_location: str


def names() -> tuple[str, ...]:
    """All SKU names, strictest residency first within each kind of billing."""
    return tuple(_skus())


def find(name: str) -> DeploymentSku | None:
    """A SKU by name, whatever its casing."""
    return next((sku for known, sku in _skus().items() if known.lower() == name.lower()), None)


def residency_rank(scope: str) -> int:
    """Position of a scope in SCOPES: the lower, the stricter."""
    return SCOPES.index(scope)


@cache
def _skus() -> dict[str, DeploymentSku]:
    return {name: DeploymentSku(name=name, **facts) for name, facts in data("skus")["skus"].items()}

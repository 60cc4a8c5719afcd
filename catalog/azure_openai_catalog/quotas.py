"""Quota: which pool a deployment draws from, how large it is by default, and what a capacity buys per minute."""

from dataclasses import dataclass
from typing import Any

from . import regions, skus
from ._data import data

HIGHEST_TIER = 6
"""Quota tiers of a subscription run from 1 to this (quotas and limits, 2026-08-20)."""


@dataclass(frozen=True, slots=True)
class Pool:
    """A quota pool. Deployments with equal pools share one limit."""

    scope: str
    """`subscription`, `data_zone` or `region`."""
    where: str
    """The data zone or region; empty for the subscription."""
    counter: str
    """Name of the usage counter, for example `OpenAI.DataZoneStandard.gpt-5`."""


@dataclass(frozen=True, slots=True)
class RateLimits:
    """What a capacity buys; None where the ratio is not known."""

    tokens_per_minute: int | None
    requests_per_minute: int | None


def pool(sku: str, model: str, region: str, model_format: str = "OpenAI") -> Pool:
    """The pool a deployment draws from. PTU quota is shared by all models, the rest is per model."""
    known = skus.find(sku)
    where = regions.normalise(region)
    prefix = "OpenAI" if model_format == "OpenAI" else "AIServices"
    if known is None or known.billing == "provisioned":
        return Pool("region", where, f"{prefix}.{known.name if known else sku}")
    counter = f"{prefix}.{known.name}.{data('quotas')['irregular_counter_names'].get(model, model)}"
    if known.scope == "global":
        return Pool("subscription", "", counter)
    if known.scope == "data_zone":
        return Pool("data_zone", regions.data_zone(where) or where, counter)
    return Pool("region", where, counter)


def default_limit(model: str, version: str, sku: str, tier: int) -> int | None:
    """Default size of a pool in capacity units for quota tier 1 to 6, None where it is not known.

    Zero for models that only the two highest tiers get without asking. Raises ValueError for another tier.
    """
    if not 1 <= tier <= HIGHEST_TIER:
        raise ValueError(f"There is no quota tier {tier}; use 1 to {HIGHEST_TIER}.")
    row = _row(model, version, sku)
    if row is not None and tier < HIGHEST_TIER - 1 and model in data("quotas")["default_only_in_tiers_5_and_6"]:
        return 0
    sizes: list[int] | None = row.get("tpm_thousands", row.get("requests")) if row else None
    return sizes[tier - 1] if sizes else None


def rate_limits(model: str, version: str, sku: str, capacity: int) -> RateLimits | None:
    """What a pay-per-token capacity buys; None for other SKUs and for models without a row in the quota table."""
    known = skus.find(sku)
    if known is None or known.billing not in ("standard", "developer"):
        return None
    row = _row(model, version, sku)
    if row is None:
        return None
    if "tpm_thousands" not in row:
        # Image models: a unit of capacity is a request per minute.
        return RateLimits(None, capacity)
    per_minute = row["requests"][0] * 60 // row["period_seconds"]
    return RateLimits(capacity * 1000, capacity * per_minute // row["tpm_thousands"][0])


def _row(model: str, version: str, sku: str) -> dict[str, Any] | None:
    table: dict[str, dict[str, Any]] = data("quotas")["default_quota"]
    rows = table.get(f"{model}@{version}") or table.get(model) or {}
    known = skus.find(sku)
    return rows.get(known.name) if known else None

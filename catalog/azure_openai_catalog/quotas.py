"""Quota: which pool a deployment draws from, how large it is by default, and what a capacity buys per minute."""

from dataclasses import dataclass
from typing import Any

from . import fine_tuning, models, regions, skus
from ._data import data
from .problems import CatalogError, Problem, listing

QUOTA_PAGE = "the page of quotas and limits (2026-08-20)"
"""Where the default limits and the ratio of requests to tokens come from."""

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
    """Name of the usage counter, for example `OpenAI.DataZoneStandard.gpt-5`; in brackets what is counted where it is not known."""
    unknown_model: str | None = None
    """The model that the catalogue lacks, so that the counter is not known; None where it is."""


@dataclass(frozen=True, slots=True)
class RateLimits:
    """What a capacity buys; None where the ratio is not known."""

    tokens_per_minute: int | None
    requests_per_minute: int | None


@dataclass(frozen=True, slots=True)
class UnitRate:
    """What one unit of pay-per-token capacity buys."""

    counts_tokens: bool
    """True: a unit is 1,000 tokens per minute. False: a unit is one request per minute, as for images."""
    requests: int | None
    """Requests per minute that `units` units buy; None where it is not known."""
    units: int = 1

    def limits(self, capacity: int) -> RateLimits:
        """What a capacity buys."""
        return RateLimits(
            capacity * 1000 if self.counts_tokens else None,
            None if self.requests is None else capacity * self.requests // self.units,
        )


def pool(sku: str, model: str, region: str, model_format: str = "OpenAI") -> Pool:
    """The pool a deployment draws from. PTU quota is shared by all models, the rest is per model.

    The fine-tuned models that are made from one model share a pool of their own.
    """
    known = skus.find(sku)
    where = regions.normalise(region)
    prefix = "OpenAI" if model_format == "OpenAI" else "AIServices"
    if known is None or known.billing == "provisioned":
        return Pool("region", where, f"{prefix}.{known.name if known else sku}")
    fine_tuned = fine_tuning.find(model)
    if fine_tuned and fine_tuned.base:
        suffix = data("quotas")["usages_api"]["finetune_suffix"]
        return _pool(known.scope, where, f"{prefix}.{known.name}.{_counted_as(fine_tuned.base.model)}{suffix}")
    if fine_tuned:
        # Where the model's name ends and its version begins cannot be told.
        base = fine_tuned.base_name
        return _pool(known.scope, where, f"({known.name} of models fine-tuned from {base})", base)
    if model not in models.names():
        return _pool(known.scope, where, f"({known.name} of {model})", model)
    return _pool(known.scope, where, f"{prefix}.{known.name}.{_counted_as(model)}")


def default_limit(model: str, version: str, sku: str, tier: int) -> int | None:
    """Default size of a pool in capacity units for quota tier 1 to 6, None where it is not known.

    Zero for models that only the two highest tiers get without asking. Raises CatalogError for another tier.
    """
    if not 1 <= tier <= HIGHEST_TIER:
        raise CatalogError(Problem("tier", f"There is no quota tier {tier}.", f"Use 1 to {HIGHEST_TIER}."))
    row = _row(model, version, sku)
    if row is not None and tier < HIGHEST_TIER - 1 and model in data("quotas")["default_only_in_tiers_5_and_6"]:
        return 0
    if row is None:
        same_for_all = data("quotas")["not_tiered"].get(model) if skus.resolve(sku).billing == "standard" else None
        return same_for_all and same_for_all["tokens_per_minute"] // 1000
    sizes: list[int] | None = row.get("tpm_thousands", row.get("requests"))
    return sizes[tier - 1] if sizes else None


def steady_tokens_per_month(model: str) -> int | None:
    """Tokens per month of a model above which the latency of pay-per-token deployments may vary more; None: not known."""
    billions = data("quotas")["monthly_tokens_before_latency_varies"]["models"].get(model)
    return None if billions is None else billions * 10**9


def free_tier_limits(model: str, sku: str) -> RateLimits | None:
    """What a subscription of the free tier gets, None for what is not open to it."""
    limits = data("quotas")["free_tier"].get(model, {}).get(_name(sku))
    return limits and RateLimits(**limits)


def government_limit(model: str, sku: str, enterprise: bool) -> int | None:
    """Size of a pool in Azure Government in capacity units, which has two levels instead of tiers; None: not known."""
    row = data("quotas")["usgov_quota"].get(_name(sku), {}).get(model)
    return row[1 if enterprise else 0] // 1000 if row else None


def offers() -> tuple[str, ...]:
    """Kinds of subscription that batch quota goes by, the one with the largest first."""
    return tuple(data("quotas")["batch_quota"]["offers"])


def batch_limit(model: str, sku: str, offer: str) -> int | None:
    """Default size of a batch pool in capacity units (thousand enqueued tokens), None where it is not known.

    `offer` is the kind of subscription, one of `offers`. Raises CatalogError for another one.
    """
    if offer not in offers():
        raise CatalogError(Problem("offer", f"There is no batch quota for {offer!r}.", f"Use {listing(offers())}."))
    row = data("quotas")["batch_quota"].get(_name(sku), {}).get(model)
    tokens: int | None = row[offers().index(offer)] if row else None
    return None if tokens is None else tokens // 1000


def unit_rate(model: str, version: str, sku: str) -> UnitRate | None:
    """What a unit of a pay-per-token SKU buys: by the model's row in the quota table, else by the ratio for all its SKUs.

    None where neither is known, and for other SKUs.
    """
    row = _row(model, version, sku)
    if row is not None and "tpm_thousands" in row:
        per_minute = row["requests"][0] * 60 // row["period_seconds"]
        return UnitRate(counts_tokens=True, requests=per_minute, units=row["tpm_thousands"][0])
    known, facts = skus.find(sku), data("quotas")
    if known is None or known.billing != "standard":
        return None
    if row is not None or _family(model) in facts["families_counted_in_requests"]:
        return UnitRate(counts_tokens=False, requests=1)
    ratio = facts["requests_per_unit"].get(model)
    return ratio and UnitRate(counts_tokens=True, **ratio)


def capacity_unit(model: str, version: str, sku: str) -> str | None:
    """What one unit of a deployment's capacity is, for example `thousand tokens per minute`; None where it is not known.

    Raises CatalogError for an unknown SKU.
    """
    known, lacking = skus.resolve(sku), data("quotas")["unit_not_known"]
    rate = unit_rate(model, version, sku)
    if rate is not None and not rate.counts_tokens:
        return "requests per minute"
    per_token = known.billing in ("standard", "developer")
    if per_token and rate is None and (model in lacking["models"] or _family(model) in lacking["families"]):
        return None
    return known.capacity_unit


def rate_limits(model: str, version: str, sku: str, capacity: int) -> RateLimits | None:
    """What a pay-per-token capacity buys; None where `unit_rate` does not know, and for other SKUs."""
    rate = unit_rate(model, version, sku)
    return rate.limits(capacity) if rate else None


def pool_of_counter(counter: str, region: str) -> Pool | None:
    """The pool that a counter of Azure's usages answer stands for, None for counters of other things.

    With pooled quota every region repeats the same figures: all of them lead to the same pool.
    """
    _, _, rest = counter.partition(".")
    known, where = skus.find(rest.partition(".")[0]), regions.normalise(region)
    if known is None:
        return None
    scope = "regional" if known.billing == "provisioned" else known.scope
    return _pool(scope, where, counter)


def _pool(scope: str, where: str, counter: str, unknown_model: str | None = None) -> Pool:
    if scope == "global":
        return Pool("subscription", "", counter, unknown_model)
    if scope == "data_zone":
        return Pool("data_zone", regions.data_zone(where) or where, counter, unknown_model)
    return Pool("region", where, counter, unknown_model)


def _counted_as(model: str) -> str:
    name: str = data("quotas")["irregular_counter_names"].get(model, model)
    return name


def _family(model: str) -> str | None:
    return next((version.family for version in models.versions(model)), None)


def _name(sku: str) -> str:
    known = skus.find(sku)
    return known.name if known else sku


def _row(model: str, version: str, sku: str) -> dict[str, Any] | None:
    table: dict[str, dict[str, Any]] = data("quotas")["default_quota"]
    rows = table.get(f"{model}@{version}") or table.get(model) or {}
    known = skus.find(sku)
    return rows.get(known.name) if known else None

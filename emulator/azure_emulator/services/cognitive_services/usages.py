"""Quota counters of a region, and what is free of each model. Pools of unknown size are not listed."""

from __future__ import annotations

from collections.abc import Iterator

from azure_openai_catalog import limits, models, quotas, skus
from azure_openai_catalog.models import ModelVersion

from ...arm.store import Body
from ...arm.types import Context
from ..common import at_location
from . import quota
from .names import ACCOUNTS, NAMESPACE
from .offered_models import offered_skus
from .offers import KINDS


def usages(context: Context, location: str) -> list[Body]:
    """All counters of a region: of models by SKU, and of accounts by kind."""
    held = quota.held_by_pool(context.store)
    found: dict[str, Body] = {}
    for version, sku, limit in _limits(context, location):
        pool = quotas.pool(sku.name, version.model, location, version.format)
        title = quota.description(version.model, sku.name)
        found.setdefault(pool.counter, _usage(pool.counter, title, held[pool], limit))
    return [*found.values(), *_accounts(context, location)]


def model_capacities(context: Context, wanted: ModelVersion, locations: tuple[str, ...]) -> list[Body]:
    """What can still be deployed of a model version, by region and SKU."""
    held = quota.held_by_pool(context.store)
    rows: list[Body] = []
    for location in locations:
        for version, sku, limit in _limits(context, location):
            if version == wanted:
                free = max(limit - held[quotas.pool(sku.name, version.model, location, version.format)], 0)
                rows.append(_capacity(version, sku.name, location, free))
    return rows


def _limits(context: Context, location: str) -> Iterator[tuple[ModelVersion, skus.DeploymentSku, int]]:
    """What a region offers, with the size of its pool, where that is known."""
    for version in models.all_versions():
        for sku in offered_skus(version, location):
            limit = quotas.default_limit(version.model, version.version, sku.name, context.settings.quota_tier)
            if limit is not None:
                yield version, sku, limit


def _accounts(context: Context, location: str) -> Iterator[Body]:
    held = [account for account in context.store.of_type(ACCOUNTS) if account["location"] == location]
    for kind in KINDS:
        count = sum(account["kind"] == kind for account in held)
        limit = limits.counts()[f"accounts_per_region_{kind.lower()}"]
        yield _usage(f"{kind}.S0.AccountCount", f"{kind} accounts", count, limit)


def _usage(counter: str, title: str, used: int, limit: int) -> Body:
    name = {"value": counter, "localizedValue": title}
    return {"name": name, "currentValue": used, "limit": limit, "unit": "Count"}


def _capacity(version: ModelVersion, sku: str, location: str, free: int) -> Body:
    model = {"format": version.format, "name": version.model, "version": version.version}
    name = ".".join((version.format, version.model, version.version, sku))
    return {
        "id": f"{at_location(NAMESPACE, location)}/modelCapacities/{name}",
        "name": name,
        "type": f"{NAMESPACE}/locations/modelCapacities",
        "location": location,
        "properties": {"model": model, "skuName": sku, "availableCapacity": free},
    }

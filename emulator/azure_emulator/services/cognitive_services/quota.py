"""Quota: what the deployments of a pool hold together, soft-deleted ones included."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from azure_openai_catalog import quotas, skus
from azure_openai_catalog.quotas import Pool

from ...arm.errors import ArmError
from ...arm.store import Body, Store
from .names import ACCOUNTS, DEPLOYMENTS


def pool_of(deployment: Body, location: str) -> Pool:
    """Pool that a deployment draws from."""
    model = deployment["properties"]["model"]
    return quotas.pool(deployment["sku"]["name"], model["name"], location, model["format"])


def held_by_pool(store: Store) -> Counter[Pool]:
    """Capacity held in each pool."""
    held: Counter[Pool] = Counter()
    for deployment, location in _deployments(store):
        held[pool_of(deployment, location)] += deployment["sku"]["capacity"]
    return held


def check(store: Store, deployment: Body, existing: Body | None, location: str, tier: int) -> None:
    """Refuse a deployment that does not fit into what is left of its pool. Unknown limits are not enforced."""
    model, sku, wanted = deployment["properties"]["model"], deployment["sku"]["name"], deployment["sku"]["capacity"]
    limit = quotas.default_limit(model["name"], model["version"], sku, tier)
    if limit is None:
        return
    pool = pool_of(deployment, location)
    usage = held_by_pool(store)[pool]
    if existing and pool_of(existing, location) == pool:
        usage -= existing["sku"]["capacity"]
    if usage + wanted > limit:
        counter = description(model["name"], sku)
        raise ArmError(
            400,
            "InsufficientQuota",
            f"This operation require {wanted} new capacity in quota {counter}, which is bigger than the current available "
            f"capacity {limit - usage}. The current quota usage is {usage} and the quota limit is {limit} for quota {counter}.",
        )


def description(model: str, sku: str) -> str:
    known = skus.find(sku)
    if known is not None and known.billing == "batch":
        return f"Enqueued tokens (thousands) - {model} - {sku}"
    return f"Tokens Per Minute (thousands) - {model} - {sku}"


def _deployments(store: Store) -> Iterator[tuple[Body, str]]:
    """All deployments with the location of their account, soft-deleted ones included."""
    for deployment in store.of_type(DEPLOYMENTS):
        account = store.get(deployment["id"].rsplit("/", 2)[0])
        if account:
            yield deployment, account["location"]
    for account, *below in store.soft_deleted(ACCOUNTS):
        yield from ((held, account["location"]) for held in below if held["type"] == DEPLOYMENTS)

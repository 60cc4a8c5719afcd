"""What must hold of the quota that deployments draw from, as far as limits are declared or defaults are known."""

from dataclasses import replace
from datetime import date
from typing import Iterable, Iterator, Optional

from azure_openai_catalog import quotas, skus
from azure_openai_catalog.problems import full_listing
from azure_openai_catalog.quota_limits import Holding, Limits, highest_defaults
from azure_openai_catalog.quota_plan import PoolPlan, plan_quota

from ..served import known_version, model_format
from ..settings.account import Account
from ..settings.quota import Quota
from .problems import Problem, join

_GRANTED = " If Azure granted more, give it as `quota.limits`."
_LARGEST = f" No subscription has more by default, says {quotas.QUOTA_PAGE}.{_GRANTED}"


def holdings(account: Account, where: str, location: str, today: date) -> Iterator[Holding]:
    """An account's deployments as quota planning takes them, without those that other checks refuse."""
    for key, deployment in (account.deployments or {}).items():
        model, sku = deployment.model, deployment.sku
        if not location or skus.find(sku.name) is None or sku.capacity < 1:
            continue
        known = known_version(model, today)
        yield Holding(
            where=join(where, "deployments", key),
            model=model.name,
            version=model.version or (known.version if known else ""),
            sku=sku.name,
            region=location,
            capacity=sku.capacity,
            model_format=model_format(model, today),
        )


def quota_problems(quota: Optional[Quota], deployments: Iterable[Holding]) -> Iterator[Problem]:
    """Problems of what deployments want together; paths are relative to the settings that have `quota`.

    What does not fit into a declared limit is an error. Where none is declared, what would not even fit into Azure's
    largest default is a warning, and what has no default is no problem.
    """
    declared = quota or Quota()
    wrong = list(_declaration_problems(declared))
    yield from wrong
    if wrong:
        return
    given = declared.limits or {}
    plan = plan_quota(deployments, Limits(declared.tier, declared.offer, given))
    for found in plan.unused_limits:
        yield Problem(f"quota.limits.{found.where}", found.what, found.instead, is_warning=True)
    for pool in plan.pools:
        yield from _exceeded(pool, "" if pool.pool.counter in given else _GRANTED)
    undeclared = [deployment for pool in plan.pools if pool.limit is None for deployment in pool.deployments]
    for pool in plan_quota(undeclared, highest_defaults()).pools:
        for problem in _exceeded(pool, _LARGEST):
            yield replace(problem, is_warning=True)


def _declaration_problems(quota: Quota) -> Iterator[Problem]:
    if quota.tier is not None and not 1 <= quota.tier <= quotas.HIGHEST_TIER:
        yield Problem("quota.tier", f"{quota.tier} is no quota tier.", f"Use 1 to {quotas.HIGHEST_TIER}.")
    if quota.offer is not None and quota.offer not in quotas.offers():
        what = f"there is no batch quota for {quota.offer!r}."
        yield Problem("quota.offer", what, f"Use {full_listing(quotas.offers())}.")
    for counter, limit in (quota.limits or {}).items():
        if limit < 0:
            yield Problem(f"quota.limits.{counter}", f"is {limit}.", "Use 0 or more.")


def _exceeded(pool: PoolPlan, more: str) -> Iterator[Problem]:
    found = pool.problem
    if found and not found.is_warning:
        yield Problem("quota", f"{found.where}: {found.what}", f"{found.instead}{more}")

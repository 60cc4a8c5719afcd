"""Quota planning: do the deployments of one or several stacks fit into their pools, and which capacities would?

known = Limits(tier=2)
plan = plan_quota([Holding("prod.eu.chat", "gpt-5.1", "2025-11-13", "DataZoneStandard", "swedencentral", 900)], known)
for problem in plan.problems(): ...
for change in fit(plan).changes: ...
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from . import models, nearest, ptu, quotas
from ._shares import Range, share
from .problems import Problem, listing, require
from .quota_limits import Holding, Limits, Usage, unused
from .quotas import Pool


@dataclass(frozen=True, slots=True)
class PoolPlan:
    """What a pool has to hold."""

    pool: Pool
    unit: str | None
    """What one unit of capacity is; None where it is not known."""
    deployments: tuple[Holding, ...]
    held_by_others: int
    """Capacity that neither these deployments nor their present selves hold; soft-deleted holders included."""
    soft_deleted: tuple[Holding, ...]
    """Deleted deployments that count until their account is purged."""
    limit: int | None
    """None: not known."""
    limit_from: str
    """Where the limit comes from, for messages; empty where it is not known."""
    to_say: str
    """What would tell the limit, for messages."""

    @property
    def title(self) -> str:
        """Name of the counter and where it is kept."""
        return f"{self.pool.counter} ({self.pool.where})" if self.pool.where else self.pool.counter

    @property
    def wanted(self) -> int:
        """Capacity of all deployments together."""
        return sum(deployment.capacity for deployment in self.deployments)

    @property
    def available(self) -> int | None:
        """What the limit leaves for these deployments; None where it is not known."""
        return None if self.limit is None else max(0, self.limit - self.held_by_others)

    @property
    def too_much(self) -> int:
        """Capacity above what is available; 0 where everything fits or the limit is not known."""
        return 0 if self.available is None else max(0, self.wanted - self.available)

    @property
    def fits(self) -> bool | None:
        """None where the limit is not known."""
        return None if self.limit is None else self.too_much == 0

    @property
    def problem(self) -> Problem | None:
        """What is wrong with it: it does not fit, or, as a warning, its limit is not known. None where it fits."""
        if self.limit is None and self.pool.unknown_model:
            likely = listing(nearest(self.pool.unknown_model, models.names()))
            return Problem(
                self.title,
                f"wants {self.wanted}; its counter is not known, the catalogue has no model {self.pool.unknown_model!r}.",
                f"Correct the model, or add it to an overlay. Nearest: {likely}.",
                is_warning=True,
            )
        if self.limit is None:
            return Problem(
                self.title,
                f"wants {self.wanted}; its limit is not known, {quotas.QUOTA_PAGE} does not have it for what you gave.",
                f"{self.to_say}, or read Azure's usages.",
                is_warning=True,
            )
        if not self.too_much:
            return None
        wanting = "1 deployment wants" if len(self.deployments) == 1 else f"{len(self.deployments)} deployments want"
        held = f", others hold {self.held_by_others}" if self.held_by_others else ""
        what = (
            f"{wanting} {self.wanted}{held}, the limit is {self.limit} ({self.limit_from}): {self.too_much} too much."
        )
        return Problem(self.title, what, _advice(self))


@dataclass(frozen=True, slots=True)
class Change:
    """Another capacity for a deployment."""

    where: str
    old: int
    new: int


@dataclass(frozen=True, slots=True)
class QuotaPlan:
    """All pools that the deployments draw from, those that do not fit first."""

    pools: tuple[PoolPlan, ...]
    unused_limits: tuple[Problem, ...]
    """Warnings, by counter, about given limits that no deployment draws from."""

    def problems(self) -> tuple[Problem, ...]:
        """Pools that do not fit, and as warnings those whose limit is not known and limits that are of no use."""
        return (*(pool.problem for pool in self.pools if pool.problem), *self.unused_limits)


@dataclass(frozen=True, slots=True)
class Fit:
    """Capacities that fit."""

    changes: tuple[Change, ...]
    """Deployments whose capacity has to change; all others stay as they are."""
    problems: tuple[Problem, ...]
    """Pools that cannot even hold the minima, and as warnings those whose limit is not known: nothing is changed in them.
    Limits that are of no use, too."""


def plan_quota(
    wanted: Iterable[Holding], limits: Limits, own: Iterable[Holding] = (), soft_deleted: Iterable[Holding] = ()
) -> QuotaPlan:
    """Sum up what the pools have to hold.

    `own` is what the stacks hold now: live usages contain it, so it is taken off them. `soft_deleted` is what deleted
    accounts still hold; live usages contain that too, without them it is added.
    Raises CatalogError with all deployments that make no sense.
    """
    wanted = tuple(wanted)
    require(problem for holding in wanted for problem in holding.problems())
    deployments, present, deleted = _by_pool(wanted), _by_pool(own), _by_pool(soft_deleted)
    usages = {pool: usage for usage in limits.usages if (pool := quotas.pool_of_counter(usage.counter, usage.region))}
    pools = (
        _pool_plan(pool, held, present.get(pool, ()), deleted.get(pool, ()), usages.get(pool), limits)
        for pool, held in deployments.items()
    )
    unused_limits = unused(limits.given, {pool.counter for pool in deployments})
    return QuotaPlan(tuple(sorted(pools, key=lambda plan: (plan.fits is not False, plan.title))), tuple(unused_limits))


def fit(plan: QuotaPlan) -> Fit:
    """Capacities that fit, within the minima and maxima of the deployments.

    Where not everything fits, what is available beyond the minima is shared in proportion to what each wants beyond
    its own; where there is room, maxima are filled in the same way. Nothing changes where the limit is not known.
    """
    changes: list[Change] = []
    problems: list[Problem] = []
    for pool in plan.pools:
        ranges = [_range(deployment) for deployment in sorted(pool.deployments, key=lambda held: held.where)]
        if pool.available is None:
            problems += [pool.problem] if pool.problem else []
            continue
        if sum(range_.low for range_ in ranges) > pool.available:
            problems.append(_impossible(pool, ranges))
            continue
        shares = share([range_.low for range_ in ranges], [range_.wanted for range_ in ranges], ranges, pool.available)
        shares = share(shares, [range_.high for range_ in ranges], ranges, pool.available)
        changes += [
            Change(range_.where, range_.asked, new)
            for range_, new in zip(ranges, shares, strict=True)
            if new != range_.asked
        ]
    return Fit(tuple(changes), (*problems, *plan.unused_limits))


def smallest_change(pool: PoolPlan) -> tuple[Change, ...]:
    """The fewest deployments to lower so that a pool fits, the largest first; empty if it fits or never can."""
    left, changes = pool.too_much, list[Change]()
    ranges = sorted(map(_range, pool.deployments), key=lambda range_: (range_.low - range_.asked, range_.where))
    for range_ in ranges:
        lowered = max(range_.low, range_.floor(range_.asked - left))
        if left > 0 and lowered < range_.asked:
            changes.append(Change(range_.where, range_.asked, lowered))
            left -= range_.asked - lowered
    return tuple(changes) if left <= 0 else ()


def _range(held: Holding) -> Range:
    """The capacities that a deployment may get."""
    rule = ptu.capacity_rule(held.model, held.sku)
    if rule is None:
        low = held.minimum or 1
        high = max(low, held.maximum or held.capacity)
        return Range(held.where, held.capacity, low, min(max(low, held.capacity), high), high, 1)
    low = rule.at_least(held.minimum or rule.minimum) or rule.maximum
    high = max(low, rule.at_most(held.maximum or held.capacity) or low)
    wanted = max(low, min(high, rule.at_most(held.capacity) or low))
    return Range(held.where, held.capacity, low, wanted, high, rule.increment)


def _by_pool(holdings: Iterable[Holding]) -> dict[Pool, tuple[Holding, ...]]:
    found: defaultdict[Pool, list[Holding]] = defaultdict(list)
    for held in holdings:
        found[quotas.pool(held.sku, held.model, held.region, held.model_format)].append(held)
    return {pool: tuple(held) for pool, held in found.items()}


def _pool_plan(
    pool: Pool,
    deployments: tuple[Holding, ...],
    present: tuple[Holding, ...],
    deleted: tuple[Holding, ...],
    usage: Usage | None,
    limits: Limits,
) -> PoolPlan:
    others = usage.used - _total(present) if usage else _total(deleted)
    limit, limit_from = (usage.limit, "Azure's usages") if usage else limits.of(pool, deployments)
    first = deployments[0]
    unit = quotas.capacity_unit(first.model, first.version, first.sku)
    to_say = limits.to_say(first.sku)
    return PoolPlan(pool, unit, deployments, max(0, others), deleted, limit, limit_from, to_say)


def _total(holdings: Iterable[Holding]) -> int:
    return sum(held.capacity for held in holdings)


def _advice(pool: PoolPlan) -> str:
    changes = smallest_change(pool)
    lower = listing(f"`{change.where}` from {change.old} to {change.new}" for change in changes)
    purge = listing(f"`{held.where}` ({held.capacity})" for held in pool.soft_deleted)
    choices = [f"lower {lower}"] * bool(changes) + [f"purge the soft-deleted {purge}"] * bool(pool.soft_deleted)
    advice = "; or ".join([*choices, f"ask Azure for {pool.wanted + pool.held_by_others}"])
    none_fits = "" if changes else "It does not fit even with all at their minimum. "
    return f"{none_fits}{advice[0].upper()}{advice[1:]}."


def _impossible(pool: PoolPlan, ranges: list[Range]) -> Problem:
    least = sum(range_.low for range_ in ranges)
    return Problem(
        pool.title,
        f"its deployments need {least} at least, {pool.available} are available of {pool.limit} ({pool.limit_from}).",
        f"Remove one, move one to another pool, or ask Azure for {least + pool.held_by_others}.",
    )

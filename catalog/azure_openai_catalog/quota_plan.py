"""Quota planning: do the deployments of one or several stacks fit into their pools, and which capacities would?

known = Limits(tier=2)
plan = plan_quota([Holding("prod.eu.chat", "gpt-5.1", "2025-11-13", "DataZoneStandard", "swedencentral", 900)], known)
for problem in plan.problems(): ...
for change in fit(plan).changes: ...
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from . import ptu, quotas, skus
from ._shares import Range, share
from .problems import Problem, listing, require
from .quotas import Pool


@dataclass(frozen=True, slots=True)
class Holding:
    """A deployment, as far as quota is concerned."""

    where: str
    """How messages call it, for example `prod.accounts.eu.deployments.chat`."""
    model: str
    version: str
    sku: str
    region: str
    """Region of the account."""
    capacity: int
    """`sku.capacity`."""
    model_format: str = "OpenAI"
    minimum: int | None = None
    """Smallest capacity that is still useful; None: the smallest that can be had."""
    maximum: int | None = None
    """Largest capacity that is wanted if there is room; None: `capacity`."""


@dataclass(frozen=True, slots=True)
class Usage:
    """A row of Azure's usages answer for a region."""

    counter: str
    region: str
    used: int
    limit: int


@dataclass(frozen=True, slots=True)
class Limits:
    """What is known of the limits. Live usages go before given limits, these before the defaults of tier and offer."""

    tier: int | None = None
    """Quota tier of the subscription, 1 to 6; None: not known."""
    offer: str | None = None
    """Kind of subscription for batch quota, see `quotas.batch_limit`; None: not known."""
    given: Mapping[str, int] = field(default_factory=lambda: dict[str, int]())
    """Limits by counter name, each for every region or zone that the counter is kept in."""
    usages: tuple[Usage, ...] = ()


@dataclass(frozen=True, slots=True)
class PoolPlan:
    """What a pool has to hold."""

    pool: Pool
    unit: str
    """What one unit of capacity is."""
    deployments: tuple[Holding, ...]
    held_by_others: int
    """Capacity that neither these deployments nor their present selves hold; soft-deleted holders included."""
    soft_deleted: tuple[Holding, ...]
    """Deleted deployments that count until their account is purged."""
    limit: int | None
    """None: not known."""
    limit_from: str
    """Where the limit comes from, for messages; empty where it is not known."""

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

    def problems(self) -> tuple[Problem, ...]:
        """Pools that do not fit, and as warnings those whose limit is not known."""
        return tuple(problem for pool in self.pools for problem in _problems(pool))


@dataclass(frozen=True, slots=True)
class Fit:
    """Capacities that fit."""

    changes: tuple[Change, ...]
    """Deployments whose capacity has to change; all others stay as they are."""
    problems: tuple[Problem, ...]
    """Pools that cannot even hold the minima: nothing is changed in them."""


def plan_quota(
    wanted: Iterable[Holding], limits: Limits, own: Iterable[Holding] = (), soft_deleted: Iterable[Holding] = ()
) -> QuotaPlan:
    """Sum up what the pools have to hold.

    `own` is what the stacks hold now: live usages contain it, so it is taken off them. `soft_deleted` is what deleted
    accounts still hold; live usages contain that too, without them it is added.
    Raises CatalogError with all deployments that make no sense.
    """
    wanted = tuple(wanted)
    require(problem for holding in wanted for problem in _holding_problems(holding))
    deployments, present, deleted = _by_pool(wanted), _by_pool(own), _by_pool(soft_deleted)
    usages = {pool: usage for usage in limits.usages if (pool := quotas.pool_of_counter(usage.counter, usage.region))}
    pools = (
        _pool_plan(pool, held, present.get(pool, ()), deleted.get(pool, ()), usages.get(pool), limits)
        for pool, held in deployments.items()
    )
    return QuotaPlan(tuple(sorted(pools, key=lambda plan: (plan.fits is not False, plan.title))))


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
    return Fit(tuple(changes), tuple(problems))


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
    limit, limit_from = _limit(pool, deployments, usage, limits)
    unit = skus.resolve(deployments[0].sku).capacity_unit
    return PoolPlan(pool, unit, deployments, max(0, others), deleted, limit, limit_from)


def _limit(pool: Pool, deployments: tuple[Holding, ...], usage: Usage | None, limits: Limits) -> tuple[int | None, str]:
    if usage is not None:
        return usage.limit, "Azure's usages"
    if pool.counter in limits.given:
        return limits.given[pool.counter], "given"
    first = deployments[0]
    if skus.resolve(first.sku).billing == "batch":
        default = quotas.batch_limit(first.model, first.sku, limits.offer) if limits.offer else None
        return default, f"default of {limits.offer}" if default is not None else ""
    if limits.tier is None:
        return None, ""
    # Rows of single versions of one model share a counter: the largest is its size.
    sizes = {quotas.default_limit(held.model, held.version, held.sku, limits.tier) for held in deployments}
    default = max((size for size in sizes if size is not None), default=None)
    return default, f"default of quota tier {limits.tier}" if default is not None else ""


def _total(holdings: Iterable[Holding]) -> int:
    return sum(held.capacity for held in holdings)


def _holding_problems(held: Holding) -> Iterator[Problem]:
    if skus.find(held.sku) is None:
        yield Problem(
            f"{held.where}.sku", f"Azure has no deployment SKU {held.sku!r}.", f"Use {listing(skus.names())}."
        )
    for name in ("capacity", "minimum", "maximum"):
        value = getattr(held, name)
        if value is not None and value < 1:
            yield Problem(f"{held.where}.{name}", f"is {value}.", "Use 1 or more.")
    if held.minimum is not None and held.minimum > (held.maximum or held.capacity):
        yield Problem(f"{held.where}.minimum", "is above the largest capacity that is wanted.", "Lower it.")


def _problems(pool: PoolPlan) -> Iterator[Problem]:
    if pool.limit is None:
        yield Problem(
            pool.title,
            f"wants {pool.wanted}; its limit is not known, {quotas.QUOTA_PAGE} does not have it for what you gave.",
            "Give the quota tier, the limit, or read Azure's usages.",
            is_warning=True,
        )
    elif pool.too_much:
        count = len(pool.deployments)
        held = f", others hold {pool.held_by_others}" if pool.held_by_others else ""
        yield Problem(
            pool.title,
            f"{count} deployment{'s' if count > 1 else ''} want {pool.wanted}{held}, "
            f"the limit is {pool.limit} ({pool.limit_from}): {pool.too_much} too much.",
            _advice(pool),
        )


def _advice(pool: PoolPlan) -> str:
    changes = smallest_change(pool)
    lower = listing(f"`{change.where}` from {change.old} to {change.new}" for change in changes)
    purge = listing(f"`{held.where}` ({held.capacity})" for held in pool.soft_deleted)
    return "".join(
        (
            f"Lower {lower}; " if changes else "It does not fit even with all at their minimum; ",
            f"purge the soft-deleted {purge}; " if pool.soft_deleted else "",
            f"or ask Azure for {pool.wanted + pool.held_by_others}.",
        )
    )


def _impossible(pool: PoolPlan, ranges: list[Range]) -> Problem:
    least = sum(range_.low for range_ in ranges)
    return Problem(
        pool.title,
        f"its deployments need {least} at least, {pool.available} are available of {pool.limit} ({pool.limit_from}).",
        f"Remove one, move one to another pool, or ask Azure for {least + pool.held_by_others}.",
    )

"""What quota planning is asked with: deployments, and what is known of the limits of their pools."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from . import nearest, quotas, regions, skus
from .problems import Problem, listing


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
    """Largest capacity that is wanted if there is room; None: `capacity`, or `minimum` where that is larger."""

    def problems(self) -> Iterator[Problem]:
        """What makes no sense about it."""
        if skus.find(self.sku) is None:
            yield Problem(
                f"{self.where}.sku", f"Azure has no deployment SKU {self.sku!r}.", f"Use {listing(skus.names())}."
            )
        for name in ("capacity", "minimum", "maximum"):
            value = getattr(self, name)
            if value is not None and value < 1:
                yield Problem(f"{self.where}.{name}", f"is {value}.", "Use 1 or more.")
        if self.minimum is not None and self.maximum is not None and self.minimum > self.maximum:
            what = f"is {self.minimum:,}, the maximum is {self.maximum:,}."
            yield Problem(f"{self.where}.minimum", what, "Lower the minimum, or raise the maximum.")


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
    """Kind of subscription for batch quota, see `quotas.offers`; None: not known."""
    given: Mapping[str, int] = field(default_factory=lambda: dict[str, int]())
    """Limits by counter name, each for every region or zone that the counter is kept in."""
    usages: tuple[Usage, ...] = ()

    def of(self, pool: quotas.Pool, deployments: Sequence[Holding]) -> tuple[int | None, str]:
        """Limit of a pool that deployments draw from, and where it comes from; None and empty where it is not known."""
        if pool.counter in self.given:
            return self.given[pool.counter], "given"
        first = deployments[0]
        # Azure Government has two levels instead of tiers and offers.
        if regions.data_zone(first.region) == "usgov":
            return None, ""
        if skus.resolve(first.sku).billing == "batch":
            default = quotas.batch_limit(first.model, first.sku, self.offer) if self.offer else None
            return default, f"default of {self.offer}" if default is not None else ""
        if self.tier is None:
            return None, ""
        # Rows of single versions of one model share a counter: the largest is its size.
        sizes = {quotas.default_limit(held.model, held.version, held.sku, self.tier) for held in deployments}
        default = max((size for size in sizes if size is not None), default=None)
        return default, f"default of quota tier {self.tier}" if default is not None else ""

    def to_say(self, sku: str) -> str:
        """What would tell the limits of a SKU's pools if one said it, for messages."""
        billing = skus.resolve(sku).billing
        if billing == "batch" and self.offer is None:
            return "Give the kind of subscription, the limit"
        return "Give the quota tier, the limit" if billing == "standard" and self.tier is None else "Give the limit"


def unused(given: Iterable[str], counters: Iterable[str]) -> Iterator[Problem]:
    """Warnings, by counter, about given limits of counters that no deployment draws from."""
    drawn = sorted(counters)
    for counter in given:
        if counter not in drawn:
            likely = listing(nearest(counter, drawn) or drawn, empty="none, as nothing is deployed")
            what = "limits nothing, since no deployment draws from it."
            yield Problem(counter, what, f"Nearest: {likely}.", is_warning=True)


def highest_defaults() -> Limits:
    """The largest limits that Azure gives any subscription by default."""
    return Limits(tier=quotas.HIGHEST_TIER, offer=quotas.offers()[0])

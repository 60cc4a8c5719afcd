"""Where to put a model: ranks deployment SKUs and regions for what is demanded, and says why each wins or loses.

Follows Azure's guidance: much real-time traffic goes to global standard or provisioned capacity, residency asks for
data zones or regions, overnight bulk for batch, and trying out a fine-tuned model for the developer tier.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from . import capacity, fine_tuning, ptu, quotas, regions, skus
from .capacity import ProvisionedCapacity, TokenCapacity
from .demands import ANYWHERE, Demand, Work
from .models import ModelVersion, Stage
from .problems import CatalogError, NotKnown, Problem, listing

WORTH_BUYING = 0.5
"""Share of provisioned capacity that a load should keep busy; below, a reason against buying it. A rule of thumb."""

MINUTES_A_MONTH = 30 * 24 * 60


class Weight(StrEnum):
    """What a reason does to a choice, from worst to best."""

    excludes = "excludes"
    unknown = "unknown"
    against = "against"
    preferred = "preferred"
    """Decides among choices that are equal otherwise."""
    favours = "favours"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a choice wins or loses."""

    weight: Weight
    text: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A SKU in a region, judged."""

    model: str
    version: str
    sku: str
    region: str
    reasons: tuple[Reason, ...]
    capacity: TokenCapacity | ProvisionedCapacity | None
    """What the load needs; None without a load, or where it cannot be told."""

    @property
    def works(self) -> bool | None:
        """False: known to be impossible. None: not known to work. True: nothing is known against it."""
        if self._count(Weight.excludes):
            return False
        return None if self._count(Weight.unknown) else True

    @property
    def rank(self) -> tuple[int, int, int]:
        """Smaller is better: what is impossible last, the more reasons the later; then by all reasons together.

        What is not known weighs as much as a reason against.
        """
        balance = self._count(Weight.against) + self._count(Weight.unknown) - self._count(Weight.favours)
        return self._count(Weight.excludes), balance, self._count(Weight.unknown)

    def _count(self, weight: Weight) -> int:
        return sum(reason.weight is weight for reason in self.reasons)


def place(demand: Demand, day: date) -> tuple[Choice, ...]:
    """All SKUs in all allowed regions for a model, best first.

    Raises CatalogError for a model or version that the catalogue does not know.
    """
    version = fine_tuning.resolve(demand.model, demand.version, day)
    where = [regions.normalise(region) for region in demand.regions] or regions.names()
    choices = (_judge(demand, version, skus.resolve(sku), region, day) for sku in skus.names() for region in where)
    return tuple(sorted(choices, key=_order))


def place_together(demands: Iterable[Demand], day: date) -> dict[str, tuple[Choice, ...]]:
    """Regions where one account can hold all models, with the best choice for each, best region first.

    Regions in which a model is known to be impossible are left out.
    """
    placed = [_best_by_region(place(demand, day)) for demand in demands]
    shared = [region for region in regions.names() if placed and all(region in best for best in placed)]
    together = {region: tuple(best[region] for best in placed) for region in shared}
    ranks = {region: sorted((choice.rank for choice in choices), reverse=True) for region, choices in together.items()}
    return dict(sorted(together.items(), key=lambda item: (ranks[item[0]], item[0])))


def _best_by_region(choices: Iterable[Choice]) -> dict[str, Choice]:
    best: dict[str, Choice] = {}
    for choice in choices:
        if choice.works is not False:
            best.setdefault(choice.region, choice)
    return best


def _order(choice: Choice) -> tuple[object, ...]:
    # Among equals the widest scope that is allowed comes first, then pay per token: see `_preferences`.
    sku = skus.resolve(choice.sku)
    return choice.rank, -skus.residency_rank(sku.scope), sku.billing != "standard", choice.sku, choice.region


def _judge(demand: Demand, version: ModelVersion, sku: skus.DeploymentSku, region: str, day: date) -> Choice:
    reasons = [
        *_life_cycle(version, day),
        *_offer(version, sku.name, region),
        *_residency(demand, sku, region),
        *_purpose(demand, version, sku),
        *_speed(demand, sku),
    ]
    needed: TokenCapacity | ProvisionedCapacity | None = None
    if demand.load is not None and sku.billing != "batch":
        try:
            needed = capacity.for_load(demand.load, version.model, version.version, sku.name)
        except NotKnown as unknown:
            reasons.append(Reason(Weight.unknown, unknown.problems[0].what))
        except CatalogError as refused:
            reasons.append(Reason(Weight.excludes, " ".join(map(_refusal, refused.problems))))
    if sku.billing == "provisioned":
        reasons += _purchase(sku, needed)
    elif isinstance(needed, TokenCapacity):
        reasons += _traffic(demand, version, sku, needed)
    if demand.tier is not None and sku.billing in ("standard", "developer"):
        reasons += _quota(demand.tier, version, sku, needed)
    if all(reason.weight is not Weight.excludes for reason in reasons):
        reasons += _preferences(sku)
    return Choice(version.model, version.version, sku.name, region, tuple(reasons), needed)


def _refusal(problem: Problem) -> str:
    """A problem of the load as a sentence of its own."""
    said = f"{problem.where.removeprefix('load.').replace('_', ' ')} {problem.what}"
    return said[:1].upper() + said[1:]


def _life_cycle(version: ModelVersion, day: date) -> Iterator[Reason]:
    title = f"{version.model} {version.version}"
    if version.stage_on(day) is Stage.retired:
        yield Reason(Weight.excludes, f"{title} is retired.")
    elif version.new_deployments == "existing_subscriptions_only":
        yield Reason(Weight.against, f"{title} is deprecated: only subscriptions that deployed it before may.")


def _offer(version: ModelVersion, sku: str, region: str) -> Iterator[Reason]:
    offered = version.regions_for(sku)
    if offered is None:
        yield Reason(Weight.unknown, f"It is not known where {version.model} {version.version} is offered as {sku}.")
    elif region not in offered:
        where = (
            f"not offered as {sku} here, but in {listing(sorted(offered))}" if offered else f"offered as {sku} nowhere"
        )
        yield Reason(Weight.excludes, f"{version.model} is {where}.")


def _residency(demand: Demand, sku: skus.DeploymentSku, region: str) -> Iterator[Reason]:
    wanted = regions.normalise(demand.residency)
    if wanted == ANYWHERE:
        return
    if wanted in regions.data_zones():
        if regions.data_zone(region) != wanted:
            yield Reason(Weight.excludes, f"The region is not in the data zone {wanted}.")
        elif sku.scope == "global":
            yield Reason(Weight.excludes, f"{sku.name} processes in any region of the world.")
        elif sku.scope == "data_zone":
            yield Reason(Weight.favours, f"Processing stays in the data zone {wanted} ({regions.boundary(wanted)}).")
        else:
            yield Reason(Weight.favours, f"Processing stays in {sku.processing_location}.")
        return
    if region != wanted:
        yield Reason(Weight.excludes, f"The region is not {wanted}.")
    elif sku.scope != "regional":
        yield Reason(Weight.excludes, f"{sku.name} processes outside of {wanted}: {sku.processing_location}.")
    else:
        yield Reason(Weight.favours, f"Processing stays in {sku.processing_location}.")


def _purpose(demand: Demand, version: ModelVersion, sku: skus.DeploymentSku) -> Iterator[Reason]:
    if sku.billing == "developer":
        if demand.work is not Work.evaluation:
            yield Reason(
                Weight.excludes, f"{sku.name} is for trying out fine-tuned models and is deleted after 24 hours."
            )
        elif version.fine_tuning is None or not version.fine_tuning.developer:
            yield Reason(Weight.excludes, f"{version.model} {version.version} cannot be fine-tuned for {sku.name}.")
        else:
            yield Reason(Weight.favours, "Made for trying out fine-tuned models: no hourly hosting fee.")
    elif sku.billing == "batch":
        if demand.work is Work.batch:
            yield Reason(Weight.favours, "Half the price for answers within 24 hours.")
        else:
            yield Reason(Weight.excludes, f"{sku.name} answers batch jobs only, within 24 hours.")
    elif demand.work is Work.batch:
        if sku.billing == "standard":
            yield Reason(Weight.against, "Costs twice as much as batch, for answers that nobody waits for.")
    elif demand.work is Work.evaluation:
        yield Reason(
            Weight.against, "Charges an hourly hosting fee for fine-tuned models, the developer tier does not."
        )


def _speed(demand: Demand, sku: skus.DeploymentSku) -> Iterator[Reason]:
    wanted = demand.tokens_per_second
    if wanted is None or sku.billing == "batch":
        return
    if sku.billing != "provisioned":
        yield Reason(Weight.excludes, f"{sku.name} has no latency target; its speed varies with the traffic of all.")
        return
    try:
        target = ptu.sizing(demand.model).tokens_per_second
    except NotKnown as unknown:
        yield Reason(Weight.unknown, unknown.problems[0].what)
        return
    if target is None:
        yield Reason(
            Weight.unknown, f"The latency target of {demand.model} is not known: {ptu.SIZING_TABLE} does not have it."
        )
    elif target < wanted:
        yield Reason(Weight.excludes, f"Its latency target is {target} tokens per second, {wanted:,} are demanded.")
    else:
        yield Reason(Weight.favours, f"99 % of the calls get more than {target} tokens per second.")


def _purchase(sku: skus.DeploymentSku, needed: TokenCapacity | ProvisionedCapacity | None) -> Iterator[Reason]:
    if not isinstance(needed, ProvisionedCapacity):
        text = "Paid by the hour, used or not: for a steady load, or a speed that has to be kept."
        yield Reason(Weight.against, text)
        return
    price, busy = ptu.price_per_hour(sku.name), f"{needed.utilisation:.0%}".replace("%", " %")
    cost = (
        ""
        if price is None
        else f": {needed.capacity * price:,.0f} {ptu.currency()} an hour at the catalogue's price of a PTU"
    )
    yield Reason(Weight.against, f"Paid by the hour, used or not{cost}.")
    if needed.utilisation < WORTH_BUYING:
        text = f"Of {needed.capacity:,} PTU, the smallest purchase, the load keeps {busy} busy."
        yield Reason(Weight.against, text)
    else:
        yield Reason(Weight.favours, f"The load keeps {busy} of {needed.capacity:,} PTU busy.")


def _traffic(demand: Demand, version: ModelVersion, sku: skus.DeploymentSku, needed: TokenCapacity) -> Iterator[Reason]:
    if needed.bound_by is None:
        yield Reason(Weight.unknown, capacity.requests_not_known(version.model, sku.name).problems[0].what)
    steady = quotas.steady_tokens_per_month(version.model)
    if demand.load is not None and steady is not None and demand.load.tokens_per_minute * MINUTES_A_MONTH > steady:
        text = f"Above {steady // 10**9} billion tokens a month the speed of pay-per-token deployments varies more."
        yield Reason(Weight.against, text)


def _quota(
    tier: int, version: ModelVersion, sku: skus.DeploymentSku, needed: TokenCapacity | ProvisionedCapacity | None
) -> Iterator[Reason]:
    limit = quotas.default_limit(version.model, version.version, sku.name, tier)
    if limit is None:
        text = f"The default {sku.name} limit of {version.model} is not known: {quotas.QUOTA_PAGE} does not have it."
        yield Reason(Weight.unknown, text)
    elif limit == 0:
        text = f"Tier {tier} has no {sku.name} quota for {version.model} by default, only what Azure grants on request."
        yield Reason(Weight.unknown, text)
    elif needed is not None and needed.capacity > limit:
        text = f"Needs {needed.capacity:,} units, tier {tier} gives {limit:,} by default: ask Azure for more."
        yield Reason(Weight.against, text)


def _preferences(sku: skus.DeploymentSku) -> Iterator[Reason]:
    if sku.scope == "global":
        yield Reason(Weight.preferred, "Any region may serve it, and new models come here first.")
    elif sku.scope == "data_zone":
        yield Reason(
            Weight.preferred, "Any region of the zone may serve it, and new models come here before single regions."
        )
    if sku.billing == "standard":
        yield Reason(Weight.preferred, "Paid per token: it binds nobody.")

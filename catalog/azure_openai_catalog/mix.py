"""The cheapest mix of provisioned capacity and pay-per-token spillover, and where the one beats the other.

Costs are in the currency of the given prices. Spillover goes to a pay-per-token deployment of the same model and
version in the same account; it takes what the provisioned deployment refuses, and is billed per token.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from fractions import Fraction

from . import ptu
from ._data import data
from .capacity import Load, busy_ptu, exact, resolve_rule
from .problems import CatalogError, NotKnown, Problem, require

PER_MILLION = 1_000_000
MINUTES = 60


@dataclass(frozen=True, slots=True)
class TokenPrices:
    """Prices per million tokens of the pay-per-token deployment. Raises CatalogError for negative ones."""

    input: float
    output: float
    cached_input: float | None = None
    """None: cached prompt tokens cost what plain ones do."""
    cache_write: float | None = None
    """None: writing to the cache costs nothing beyond the plain price."""

    def __post_init__(self) -> None:
        _require_prices(self)

    def of_a_call(self, load: Load) -> Fraction:
        """Price of one call of a load."""
        cached, written = exact(load.cached_share), exact(load.cache_write_share)
        plain = exact(self.input)
        prompt_token = (
            (1 - cached - written) * plain
            + cached * (plain if self.cached_input is None else exact(self.cached_input))
            + written * (plain if self.cache_write is None else exact(self.cache_write))
        )
        tokens = exact(load.prompt_tokens) * prompt_token + exact(load.output_tokens) * exact(self.output)
        return tokens / PER_MILLION


@dataclass(frozen=True, slots=True)
class Stretch:
    """Hours of a load curve with the same load."""

    load: Load
    hours: float

    def __post_init__(self) -> None:
        if not (math.isfinite(self.hours) and self.hours >= 0):
            raise CatalogError(Problem("hours", f"is {self.hours:,.15g}.", "Use 0 or more."))


@dataclass(frozen=True, slots=True)
class Mix:
    """A provisioned base and what spills over it."""

    capacity: int
    """PTU to buy; 0 where pay-per-token alone is cheapest."""
    provisioned_cost: Fraction
    spillover_cost: Fraction
    spilled_share: float
    """Share of all calls that spill over, 0 to 1."""

    @property
    def cost(self) -> Fraction:
        """What the whole curve costs."""
        return self.provisioned_cost + self.spillover_cost


@dataclass(frozen=True, slots=True)
class BreakEven:
    """Where provisioned capacity begins to cost less than paying per token."""

    utilisation: float
    """Share of bought capacity that has to be busy, on average over all hours paid. Above 1: never cheaper."""
    calls_per_minute: float | None
    """Calls at which the smallest purchase pays; every further increment has to be as busy. None: it never pays."""


def documented_prices(model: str, long_context: bool = False) -> TokenPrices | None:
    """US dollars per million tokens as the documentation has them, for GlobalStandard; None where it has none."""
    classes = data("ptu")["token_prices"]["models"].get(model, {})
    row = classes.get("long_context" if long_context else "short_context")
    return row and TokenPrices(**row)


def cheapest(
    curve: Sequence[Stretch], model: str, sku: str, tokens: TokenPrices, ptu_per_hour: float | None = None
) -> Mix:
    """The capacity with the lowest cost over a load curve, the smallest one where several cost the same.

    `ptu_per_hour` is the price per PTU and hour, None takes the catalogue's (see `ptu.price_per_hour`).
    Raises CatalogError for what `capacity.provisioned` refuses, NotKnown where no price is known.
    """
    rule, price = resolve_rule(model, sku), _ptu_price(sku, ptu_per_hour)
    busy = [busy_ptu(stretch.load, model) for stretch in curve]
    # Cost over capacity is convex and bends only where a stretch fits completely: no other capacity can be cheaper
    # than the best of the purchasable ones around these bends, the smallest purchase, and none at all.
    around = {allowed for ptus in busy for allowed in rule.nearest_allowed(math.ceil(ptus))}
    below = {allowed for ptus in busy if (allowed := rule.at_most(math.floor(ptus))) is not None}
    return min(
        (_mix(capacity, curve, busy, tokens, price) for capacity in sorted({0, rule.minimum} | around | below)),
        key=lambda mix: mix.cost,
    )


def of_capacity(
    capacity: int,
    curve: Sequence[Stretch],
    model: str,
    sku: str,
    tokens: TokenPrices,
    ptu_per_hour: float | None = None,
) -> Mix:
    """What a capacity of your choice costs over a load curve, spillover included.

    Raises CatalogError for a capacity that cannot be bought, and like `cheapest`.
    """
    rule = resolve_rule(model, sku)
    if capacity and not rule.allows(capacity):
        choices = " or ".join(str(allowed) for allowed in rule.nearest_allowed(capacity))
        raise CatalogError(Problem("capacity", f"{capacity} PTU cannot be bought.", f"Use {choices}, or 0 for none."))
    busy = [busy_ptu(stretch.load, model) for stretch in curve]
    return _mix(capacity, curve, busy, tokens, _ptu_price(sku, ptu_per_hour))


def break_even(load: Load, model: str, sku: str, tokens: TokenPrices, ptu_per_hour: float | None = None) -> BreakEven:
    """How busy provisioned capacity has to be to cost less than paying per token, for calls like these.

    `load.calls_per_minute` does not matter. Raises CatalogError for calls that cost nothing, and like `cheapest`.
    """
    price = _ptu_price(sku, ptu_per_hour)
    one_call = replace(load, calls_per_minute=1)
    per_hour, busy = tokens.of_a_call(one_call) * MINUTES, busy_ptu(one_call, model)
    if not per_hour:
        raise CatalogError(Problem("load", "costs nothing per token.", "Give calls with tokens, and their prices."))
    utilisation = price * busy / per_hour
    smallest = resolve_rule(model, sku).minimum
    return BreakEven(float(utilisation), float(smallest * price / per_hour) if utilisation <= 1 else None)


def _mix(
    capacity: int, curve: Iterable[Stretch], busy: Iterable[Fraction], tokens: TokenPrices, price: Fraction
) -> Mix:
    hours = spilled_cost = calls = spilled_calls = Fraction(0)
    for stretch, ptus in zip(curve, busy, strict=True):
        length = exact(stretch.hours)
        spilled = max(Fraction(0), 1 - capacity / ptus) if ptus else Fraction(0)
        of_stretch = exact(stretch.load.calls_per_minute) * MINUTES * length
        hours += length
        calls += of_stretch
        spilled_calls += spilled * of_stretch
        spilled_cost += spilled * of_stretch * tokens.of_a_call(stretch.load)
    return Mix(capacity, capacity * price * hours, spilled_cost, float(spilled_calls / calls) if calls else 0.0)


def _ptu_price(sku: str, given: float | None) -> Fraction:
    price = ptu.price_per_hour(sku) if given is None else given
    if price is None:
        raise NotKnown("ptu_per_hour", f"The price of a PTU of {sku}", "no source of the catalogue")
    require(_price_problems("ptu_per_hour", price))
    return exact(price)


def _require_prices(prices: TokenPrices) -> None:
    given = ((field.name, getattr(prices, field.name)) for field in fields(prices))
    require(problem for name, value in given if value is not None for problem in _price_problems(name, value))


def _price_problems(where: str, price: float) -> Iterable[Problem]:
    if not (math.isfinite(price) and price >= 0):
        yield Problem(where, f"is {price}.", "Use 0 or more.")

"""Provisioned base and spillover: the cheapest mix against all others, and where provisioned capacity pays."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from azure_openai_catalog import capacity, mix, ptu
from azure_openai_catalog._data import data
from azure_openai_catalog.capacity import Load
from azure_openai_catalog.mix import Stretch, TokenPrices
from azure_openai_catalog.problems import CatalogError, NotKnown

GLOBAL, REGIONAL = "GlobalProvisionedManaged", "ProvisionedManaged"
STRETCHES = st.builds(
    Stretch,
    st.builds(Load, st.integers(0, 200), st.sampled_from([500, 2000]), st.sampled_from([0, 300])),
    st.integers(0, 200),
)
PRICES = st.builds(TokenPrices, st.sampled_from([0, 0.25, 1.25, 10]), st.sampled_from([0, 2, 10, 50]))


@settings(max_examples=50)
@given(
    st.lists(STRETCHES, max_size=4),
    PRICES,
    st.sampled_from([0, 0.2, 1, 2]),
    st.sampled_from([("gpt-5.1", GLOBAL), ("gpt-5.6-sol", REGIONAL), ("o1", REGIONAL)]),
)
def test_no_capacity_that_can_be_bought_costs_less(
    curve: list[Stretch], tokens: TokenPrices, per_hour: float, offer: tuple[str, str]
) -> None:
    model, sku = offer
    best, rule = mix.cheapest(curve, model, sku, tokens, per_hour), capacity.resolve_rule(model, sku)
    peak = max((capacity.busy_ptu(stretch.load, model) for stretch in curve), default=Fraction(0))
    bought = [0, *range(rule.minimum, min(rule.maximum, int(peak) + 2 * rule.increment + rule.minimum), rule.increment)]
    costs = {ptus: mix.of_capacity(ptus, curve, model, sku, tokens, per_hour).cost for ptus in bought}
    assert best.cost == min(costs.values())
    assert best.capacity == min(ptus for ptus, cost in costs.items() if cost == best.cost)


def test_a_base_carries_the_day_and_spillover_the_peak() -> None:
    """gpt-5.6-sol: 42 PTU busy for 20 hours, ten times as much for 4 hours, at 0.15 per PTU-hour."""
    day, peak = Load(18, 1000, 300), Load(180, 1000, 300)
    tokens = TokenPrices(input=5, output=30)
    curve = [Stretch(day, 20), Stretch(peak, 4)]
    best = mix.cheapest(curve, "gpt-5.6-sol", GLOBAL, tokens, 0.15)
    assert best.capacity == 45
    assert best.provisioned_cost == Fraction(45 * 24 * 15, 100)
    peak_cost = 180 * 60 * 4 * (Fraction(1000 * 5, 10**6) + Fraction(300 * 30, 10**6))
    assert best.spillover_cost == (1 - Fraction(45, 420)) * peak_cost
    assert best.spilled_share == pytest.approx(375 / 420 * (180 * 4) / (180 * 4 + 18 * 20))


def test_without_any_load_nothing_is_bought() -> None:
    assert mix.cheapest([], "gpt-5.1", GLOBAL, TokenPrices(1, 1)).capacity == 0


@given(st.integers(1, 5000), st.integers(0, 2000), PRICES, st.sampled_from([0.1, 1, 2]))
def test_at_the_break_even_both_ways_cost_the_same(
    prompt: int, output: int, tokens: TokenPrices, per_hour: float
) -> None:
    load = Load(1, prompt, output)
    if not tokens.of_a_call(load):
        with pytest.raises(CatalogError, match="costs nothing per token"):
            mix.break_even(load, "gpt-5.1", GLOBAL, tokens, per_hour)
        return
    point = mix.break_even(load, "gpt-5.1", GLOBAL, tokens, per_hour)
    if point.calls_per_minute is None:
        assert point.utilisation > 1
        return
    minimum = capacity.resolve_rule("gpt-5.1", GLOBAL).minimum
    assert point.calls_per_minute * 60 * float(tokens.of_a_call(load)) == pytest.approx(minimum * per_hour)
    busy = capacity.busy_ptu(load, "gpt-5.1")
    assert point.utilisation == pytest.approx(point.calls_per_minute * float(busy) / minimum)


@pytest.mark.parametrize("model", ["gpt-6-sol", "gpt-6-astra"])
def test_documented_token_prices_are_in_proportion_to_the_ptu_weights(model: str) -> None:
    """Which is why a busy PTU of GPT-6 is worth the same whatever the calls look like."""
    sizing, plain = ptu.sizing(model), mix.documented_prices(model)
    assert plain is not None
    for weights, is_long in ((sizing.short_context, False), (sizing.long_context, True)):
        prices = mix.documented_prices(model, long_context=is_long)
        assert prices is not None and weights is not None
        for kind in ("input", "cached_input", "cache_write", "output"):
            assert getattr(prices, kind) / plain.input == pytest.approx(getattr(weights, kind))
    assert mix.documented_prices("gpt-5.1") is None


def test_a_reservation_is_worth_its_hours() -> None:
    """260 per PTU and month against 1 per hour: it pays from 260 of a month's 730 hours on."""
    prices = data("ptu")["prices"]
    reservation = prices["reservation_per_ptu"][GLOBAL]
    hourly = ptu.price_per_hour(GLOBAL)
    assert hourly == 1 and reservation["one_month"] / hourly == 260
    assert reservation["one_year"] < 12 * reservation["one_month"]


def test_prices_are_asked_for_where_none_is_known_and_refused_where_they_make_no_sense() -> None:
    assert ptu.price_per_hour("GlobalStandard") is None
    with pytest.raises(CatalogError, match=r"input: is -1.*\noutput: is inf"):
        TokenPrices(-1, float("inf"))
    with pytest.raises(CatalogError, match="ptu_per_hour: is -2"):
        mix.cheapest([], "gpt-5.1", GLOBAL, TokenPrices(1, 1), -2)
    with pytest.raises(CatalogError, match=r"17 PTU cannot be bought\. Use 15 or 20, or 0 for none"):
        mix.of_capacity(17, [], "gpt-5.1", GLOBAL, TokenPrices(1, 1))
    with pytest.raises(NotKnown):
        mix.cheapest([], "gpt-6-luna", GLOBAL, TokenPrices(1, 1))

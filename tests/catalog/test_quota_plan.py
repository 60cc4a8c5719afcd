"""Quota planning: sums by pool, messages that name counter, limit and change, and capacities that fit."""

from collections import Counter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azure_openai_catalog import models, ptu, quotas
from azure_openai_catalog.problems import CatalogError
from azure_openai_catalog.quota_limits import Holding, Limits, Usage, highest_defaults
from azure_openai_catalog.quota_plan import Change, PoolPlan, fit, plan_quota, smallest_change


def chat(where: str, capacity: int, region: str = "swedencentral", **more: int) -> Holding:
    """A deployment of gpt-5.1 in the EU data zone: tier 2 gives 670 of them."""
    return Holding(where, "gpt-5.1", "2025-11-13", "DataZoneStandard", region, capacity, **more)


def ptus(where: str, capacity: int, model: str = "gpt-5.1", **more: int) -> Holding:
    """A provisioned deployment: quota is shared by all models of a region."""
    return Holding(where, model, "any", "ProvisionedManaged", "swedencentral", capacity, **more)


def only(pools: tuple[PoolPlan, ...]) -> PoolPlan:
    """The one pool there is."""
    assert len(pools) == 1
    return pools[0]


def test_no_counter_is_made_up_for_an_unknown_model() -> None:
    held = Holding("a", "gpt-51", "2025-11-13", "DataZoneStandard", "swedencentral", 90)
    assert [str(problem) for problem in plan_quota([held], Limits(2)).problems()] == [
        "(DataZoneStandard of gpt-51) (eu): wants 90; its counter is not known, the catalogue has no model 'gpt-51'. "
        "Correct the model, or add it to an overlay. Nearest: gpt-5.1, gpt-5, gpt-5.5."
    ]


def test_deployments_of_several_stacks_and_regions_of_a_zone_share_a_pool() -> None:
    plan = plan_quota(
        [chat("a.chat", 300), chat("b.chat", 400, "francecentral"), chat("c.chat", 9, "eastus")], Limits(2)
    )
    first, second = plan.pools
    assert (first.pool.where, first.wanted, first.limit, first.fits, first.too_much) == ("eu", 700, 670, False, 30)
    assert (second.pool.where, second.wanted, second.fits) == ("us", 9, True)
    assert [str(problem) for problem in plan.problems()] == [
        "OpenAI.DataZoneStandard.gpt-5.1 (eu): 2 deployments want 700, the limit is 670 (default of quota tier 2): "
        "30 too much. Lower `b.chat` from 400 to 370; or ask Azure for 700."
    ]


def test_counters_carry_azures_irregular_names() -> None:
    held = Holding("a", "gpt-4.1", "2025-04-14", "GlobalStandard", "eastus", 2000)
    plan = plan_quota([held], Limits(1))
    assert plan.problems()[0].where == "OpenAI.GlobalStandard.gpt4.1"


def test_what_the_stack_holds_already_is_taken_off_the_live_usage() -> None:
    usage = Usage("OpenAI.DataZoneStandard.gpt-5.1", "francecentral", used=600, limit=670)
    plan = plan_quota([chat("a", 500)], Limits(usages=(usage,)), own=[chat("a", 450)])
    pool = only(plan.pools)
    assert (pool.held_by_others, pool.available, pool.fits, pool.limit_from) == (150, 520, True, "Azure's usages")
    assert not plan.problems()
    assert only(plan_quota([chat("a", 500)], Limits(usages=(usage,))).pools).fits is False


def test_soft_deleted_holders_count_and_are_listed() -> None:
    deleted = [chat("deleted/old.chat", 400)]
    plan = plan_quota([chat("a", 300)], Limits(2), soft_deleted=deleted)
    assert only(plan.pools).held_by_others == 400
    assert plan.problems()[0].instead == (
        "Lower `a` from 300 to 270; or purge the soft-deleted `deleted/old.chat` (400); or ask Azure for 700."
    )
    usage = Usage("OpenAI.DataZoneStandard.gpt-5.1", "swedencentral", used=400, limit=700)
    assert only(plan_quota([chat("a", 300)], Limits(usages=(usage,)), soft_deleted=deleted).pools).fits is True


def test_an_unknown_limit_is_a_warning_and_no_guess() -> None:
    plan = plan_quota([chat("a", 10**6), ptus("b", 50)], Limits())
    assert [pool.fits for pool in plan.pools] == [None, None]
    assert all(problem.is_warning for problem in plan.problems())
    assert fit(plan).changes == ()


def test_given_limits_reach_ptu_pools_in_which_models_share() -> None:
    limits = Limits(given={"OpenAI.ProvisionedManaged": 100})
    pool = only(plan_quota([ptus("a", 100), ptus("b", 50, "gpt-5-mini")], limits).pools)
    assert (pool.unit, pool.too_much) == ("PTU", 50)
    assert smallest_change(pool) == (Change("a", 100, 50),)


def test_pools_of_image_models_count_requests() -> None:
    held = Holding("a", "gpt-image-2", "2026-04-21", "GlobalStandard", "eastus", 20)
    assert only(plan_quota([held], Limits(2)).pools).unit == "requests per minute"


def test_batch_pools_follow_the_kind_of_subscription() -> None:
    held = Holding("a", "gpt-5.1", "2025-11-13", "GlobalBatch", "eastus", 60_000)
    assert only(plan_quota([held], Limits(offer="monthly_credit_card")).pools).limit == 50_000
    assert only(plan_quota([held], Limits(tier=6)).pools).limit is None
    with pytest.raises(CatalogError, match=r"offer: There is no batch quota for 'gold'\. Use enterprise_agreement"):
        plan_quota([held], Limits(offer="gold"))


def test_defaults_of_tiers_and_offers_do_not_hold_in_azure_government() -> None:
    held = [
        Holding(sku, "gpt-5.1", "2025-11-13", sku, "usgovvirginia", 10**6)
        for sku in ("DataZoneStandard", "DataZoneBatch")
    ]
    assert [pool.limit for pool in plan_quota(held, highest_defaults()).pools] == [None, None]
    given = Limits(tier=1, given={"OpenAI.DataZoneStandard.gpt-5.1": 300})
    assert only(plan_quota(held[:1], given).pools).limit == 300


@pytest.mark.parametrize("sku", ["GlobalStandard", "DataZoneStandard", "GlobalBatch", "DataZoneBatch"])
def test_no_tier_or_offer_has_more_than_the_highest_defaults(sku: str) -> None:
    for model in models.names():
        held = [Holding(model, model, version.version, sku, "eastus2", 1) for version in models.versions(model)]
        for pool in plan_quota(held, highest_defaults()).pools:
            others = [Limits(tier=tier) for tier in range(1, 6)] + [Limits(offer=offer) for offer in quotas.offers()]
            assert all((limits.of(pool.pool, pool.deployments)[0] or 0) <= (pool.limit or 0) for limits in others)


def test_a_pool_that_cannot_hold_the_minima_says_so() -> None:
    plan = plan_quota([chat("a", 500, minimum=400), chat("b", 400, minimum=300)], Limits(2))
    assert "does not fit even with all at their minimum. Ask Azure for 900." in plan.problems()[0].instead
    fitted = fit(plan)
    assert not fitted.changes
    assert str(fitted.problems[0]) == (
        "OpenAI.DataZoneStandard.gpt-5.1 (eu): its deployments need 700 at least, 670 are available of 670 (default of "
        "quota tier 2). Remove one, move one to another pool, or ask Azure for 700."
    )


def test_nothing_is_said_to_fit_where_the_limit_is_not_known() -> None:
    batch = Holding("b", "gpt-4o", "2024-11-20", "DataZoneBatch", "swedencentral", 200)
    (warning,) = fit(plan_quota([batch], Limits(tier=2))).problems
    assert warning.is_warning and warning.where == "OpenAI.DataZoneBatch.gpt-4o (eu)"
    assert warning.instead == "Give the kind of subscription, the limit, or read Azure's usages."


def test_a_limit_of_a_counter_that_nothing_draws_from_is_told() -> None:
    plan = plan_quota([chat("a", 100)], Limits(2, given={"OpenAI.DataZoneStandard.gpt-51": 5}))
    assert [str(problem) for problem in plan.problems()] == [
        "OpenAI.DataZoneStandard.gpt-51: limits nothing, since no deployment draws from it. "
        "Nearest: OpenAI.DataZoneStandard.gpt-5.1."
    ]
    assert fit(plan).problems == plan.unused_limits


def test_room_is_filled_up_to_the_maxima() -> None:
    plan = plan_quota([chat("a", 100, maximum=500), chat("b", 100, maximum=300), chat("c", 50)], Limits(2))
    assert fit(plan).changes == (Change("a", 100, 380), Change("b", 100, 240))


def test_a_minimum_above_the_present_capacity_is_raised_to() -> None:
    plan = plan_quota([chat("a", 150, minimum=500), chat("b", 100)], Limits(2))
    assert fit(plan).changes == (Change("a", 150, 500),)
    assert (
        fit(plan_quota([chat("a", 150, minimum=700)], Limits(2)))
        .problems[0]
        .what.startswith("its deployments need 700 at least")
    )


def test_deployments_that_make_no_sense_are_all_named() -> None:
    wrong = [
        chat("a", 0),
        chat("b", 5, minimum=9, maximum=7),
        Holding("c", "gpt-5.1", "1", "Standart", "eastus", 1, maximum=-1),
    ]
    with pytest.raises(CatalogError) as refused:
        plan_quota(wrong, Limits(2))
    assert [p.where for p in refused.value.problems] == ["a.capacity", "b.minimum", "c.sku", "c.maximum"]


BOUNDS = st.tuples(st.integers(1, 400), st.integers(0, 400), st.integers(0, 400))
TOKEN_POOLS = st.lists(BOUNDS, min_size=1, max_size=8).map(
    lambda rows: [
        chat(f"d{i}", low + more, minimum=low, maximum=low + more + top) for i, (low, more, top) in enumerate(rows)
    ]
)
PTU_POOLS = st.lists(st.tuples(st.sampled_from(["gpt-5.1", "gpt-5-mini", "o1"]), BOUNDS), min_size=1, max_size=8).map(
    lambda rows: [
        ptus(f"d{i}", low + more, model, minimum=low, maximum=low + more + top)
        for i, (model, (low, more, top)) in enumerate(rows)
    ]
)


@given(TOKEN_POOLS | PTU_POOLS, st.integers(0, 3000), st.randoms())
def test_proposed_capacities_fit_and_none_could_be_more(deployments: list[Holding], limit: int, order: Random) -> None:
    counter = quotas.pool(deployments[0].sku, "gpt-5.1", "swedencentral").counter
    limits = Limits(given={counter: limit})
    fitted = fit(plan_quota(deployments, limits))
    shuffled = sorted(deployments, key=lambda _: order.random())
    assert fit(plan_quota(shuffled, limits)) == fitted
    if fitted.problems:
        assert not fitted.changes
        return
    new = {change.where: change.new for change in fitted.changes}
    capacities = {held.where: new.get(held.where, held.capacity) for held in deployments}
    assert sum(capacities.values()) <= limit
    room = limit - sum(capacities.values())
    for held in deployments:
        rule = ptu.capacity_rule(held.model, held.sku) or ptu.CapacityRule(1, 1, 10**9)
        capacity, low, high = capacities[held.where], held.minimum or 0, held.maximum or 0
        assert rule.allows(capacity) and low <= capacity <= max(high, rule.at_least(low) or 0)
        larger = capacity + rule.increment
        assert larger > high or rule.increment > room


@given(TOKEN_POOLS, st.integers(0, 3000))
def test_the_smallest_change_makes_it_fit_with_as_few_deployments_as_possible(
    deployments: list[Holding], limit: int
) -> None:
    plan = plan_quota(deployments, Limits(given={"OpenAI.DataZoneStandard.gpt-5.1": limit}))
    pool = only(plan.pools)
    changes = smallest_change(pool)
    lowered = sum(change.old - change.new for change in changes)
    give = sorted((held.capacity - (held.minimum or 1) for held in deployments), reverse=True)
    if pool.fits or sum(give) < pool.too_much:
        assert changes == ()
        return
    assert lowered == pool.too_much
    assert len(changes) == next(count for count in range(1, len(give) + 1) if sum(give[:count]) >= pool.too_much)


@given(st.lists(st.integers(1, 500), min_size=1, max_size=30), st.integers(1, 5))
def test_splitting_deployments_over_stacks_changes_no_sum(capacities: list[int], stacks: int) -> None:
    held = [chat(f"s{i % stacks}.d{i}", capacity) for i, capacity in enumerate(capacities)]
    totals = Counter[str]()
    for pool in plan_quota(held, Limits(2)).pools:
        totals[pool.pool.counter] += pool.wanted
    assert totals.total() == sum(capacities)

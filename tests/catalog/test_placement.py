"""Placement: the published guidance holds, and every choice says why it wins or loses."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azure_openai_catalog import AS_OF, models, regions, skus
from azure_openai_catalog.capacity import Load
from azure_openai_catalog.demands import Demand, Work
from azure_openai_catalog.models import Stage
from azure_openai_catalog.placement import Choice, Weight, place, place_together
from azure_openai_catalog.problems import CatalogError


def demand_of(work: Work, tokens_per_second: int | None, **more: Any) -> Demand:
    """A demand that makes sense: batch work has no speed to keep."""
    return Demand(work=work, tokens_per_second=None if work is Work.batch else tokens_per_second, **more)


DEMANDS = st.builds(
    demand_of,
    model=st.sampled_from([name for name in models.names() if models.default_version(name, AS_OF)]),
    residency=st.sampled_from(["global", "eu", "us", "apac", "uksouth", "swedencentral"]),
    work=st.sampled_from(Work),
    load=st.none() | st.builds(Load, st.integers(0, 10_000), st.integers(0, 5000), st.integers(0, 1000)),
    tokens_per_second=st.none() | st.integers(1, 120),
    regions=st.lists(st.sampled_from(regions.names()), max_size=3, unique=True).map(tuple),
    tier=st.none() | st.integers(1, 6),
)


def best(demand: Demand) -> Choice:
    """The winner."""
    return place(demand, AS_OF)[0]


def texts(choice: Choice, weight: Weight) -> list[str]:
    """The reasons of a weight."""
    return [reason.text for reason in choice.reasons if reason.weight is weight]


@pytest.mark.parametrize(
    ("demand", "expected"),
    [
        (Demand("gpt-5.1"), "GlobalStandard"),
        (Demand("gpt-5.1", load=Load(20, 1000, 200)), "GlobalStandard"),
        (Demand("gpt-5.1", load=Load(5000, 1000, 200), tokens_per_second=40), "GlobalProvisionedManaged"),
        (Demand("gpt-5.1", residency="eu"), "DataZoneStandard"),
        (Demand("gpt-5.1", residency="uksouth"), "ProvisionedManaged"),
        (Demand("gpt-5.1", residency="eastus"), "Standard"),
        (Demand("gpt-5.4", work=Work.batch), "GlobalBatch"),
        (Demand("gpt-5.4", work=Work.batch, residency="us"), "DataZoneBatch"),
        (Demand("gpt-4.1", work=Work.evaluation), "DeveloperTier"),
    ],
)
def test_the_winner_follows_the_guidance(demand: Demand, expected: str) -> None:
    winner = best(demand)
    assert winner.sku == expected
    assert winner.works is not False


def test_a_choice_says_what_it_needs_and_why_it_wins() -> None:
    winner = best(Demand("gpt-5.1", residency="eu", load=Load(600, 1000, 300), tokens_per_second=40, tier=2))
    assert winner.sku == "DataZoneProvisionedManaged"
    assert winner.capacity is not None and winner.capacity.capacity == 430
    assert texts(winner, Weight.favours) == [
        "Processing stays in the data zone eu (EU Data Boundary; may include the EFTA countries Norway and Switzerland).",
        "99 % of the calls get more than 50 tokens per second.",
        "The load keeps 100 % of 430 PTU busy.",
    ]
    assert texts(winner, Weight.against) == [
        "Paid by the hour, used or not: 473 USD an hour at the catalogue's price of a PTU."
    ]


def test_a_loser_says_why() -> None:
    demand = Demand("gpt-5.1", residency="eu", load=Load(600, 1000, 300), tier=2, regions=("swedencentral", "eastus"))
    losers = {(choice.sku, choice.region): choice for choice in place(demand, AS_OF)}
    assert texts(losers["GlobalStandard", "swedencentral"], Weight.excludes) == [
        "GlobalStandard processes in any region of the world."
    ]
    assert texts(losers["Standard", "eastus"], Weight.excludes) == ["The region is not in the data zone eu."]
    assert texts(losers["DataZoneStandard", "swedencentral"], Weight.against) == [
        "Needs 780 units, tier 2 gives 670 by default: ask Azure for more."
    ]
    assert texts(losers["GlobalBatch", "swedencentral"], Weight.excludes)[-1] == (
        "GlobalBatch answers batch jobs only, within 24 hours."
    )


def test_among_equals_a_reason_says_what_decides() -> None:
    choices = {choice.sku: choice for choice in place(Demand("gpt-5.1", regions=("eastus",)), AS_OF)}
    assert best(Demand("gpt-5.1")).rank == choices["Standard"].rank
    assert texts(choices["GlobalStandard"], Weight.preferred) == [
        "Any region may serve it, and new models come here first.",
        "Paid per token: it binds nobody.",
    ]
    assert texts(choices["Standard"], Weight.preferred) == ["Paid per token: it binds nobody."]


def test_a_speed_that_must_be_kept_excludes_what_has_no_latency_target() -> None:
    choices = place(Demand("gpt-5.1", tokens_per_second=40), AS_OF)
    standard = [choice for choice in choices if choice.sku == "GlobalStandard"]
    assert all("GlobalStandard has no latency target" in texts(choice, Weight.excludes)[-1] for choice in standard)
    assert choices[0].sku == "GlobalProvisionedManaged" and choices[0].works


def test_a_speed_is_no_matter_for_batch_work() -> None:
    with pytest.raises(CatalogError, match="tokens_per_second: is no matter for batch work"):
        Demand("gpt-5.1", work=Work.batch, tokens_per_second=50)


@pytest.mark.parametrize("load", [None, Load(6, 1000, 200)])
def test_a_model_that_a_tier_has_no_quota_for_is_not_known_to_work(load: Load | None) -> None:
    choices = place(Demand("gpt-5.5", load=load, tier=2), AS_OF)
    standard = next(choice for choice in choices if choice.sku == "GlobalStandard")
    assert standard.works is None
    assert texts(standard, Weight.unknown) == [
        "Tier 2 has no GlobalStandard quota for gpt-5.5 by default, only what Azure grants on request."
    ]
    assert best(Demand("gpt-5.5", load=load, tier=5)).sku == "GlobalStandard"


def test_a_latency_target_that_is_too_low_excludes() -> None:
    choices = place(Demand("gpt-5.1", tokens_per_second=80), AS_OF)
    provisioned = [choice for choice in choices if choice.sku == "GlobalProvisionedManaged"]
    assert all(
        "Its latency target is 50 tokens per second, 80 are demanded." in texts(choice, Weight.excludes)
        for choice in provisioned
    )


def test_a_load_above_the_usage_tier_of_a_model_speaks_against_paying_per_token() -> None:
    """gpt-5.5: 25 billion tokens a month."""
    choices = place(Demand("gpt-5.5", load=Load(1000, 900, 100)), AS_OF)
    standard = next(choice for choice in choices if choice.sku == "GlobalStandard")
    assert "Above 25 billion tokens a month the speed of pay-per-token deployments varies more." in texts(
        standard, Weight.against
    )


def test_what_is_not_known_is_neither_possible_nor_impossible() -> None:
    winner = best(Demand("gpt-6.1-sol"))
    assert winner.works is None
    assert texts(winner, Weight.unknown) == [
        "It is not known where gpt-6.1-sol 2026-09-29 is offered as GlobalStandard."
    ]


def test_calls_that_are_too_long_exclude_with_the_limit() -> None:
    demand = Demand("gpt-4.1", residency="eu", load=Load(10, 900_000, 200))
    said = {text for choice in place(demand, AS_OF) for text in texts(choice, Weight.excludes)}
    assert (
        "Prompt tokens are 900,200 a call with the answer; the context of gpt-4.1 2025-04-14 is 300,000 in standard"
        " deployments." in said
    )
    assert not any(choice.works for choice in place(demand, AS_OF) if skus.resolve(choice.sku).billing != "batch")


def test_only_what_is_paid_per_token_costs_twice_as_much_as_batch() -> None:
    choices = place(Demand("gpt-5.1", work=Work.batch), AS_OF)
    twice = {choice.sku for choice in choices if any("twice" in text for text in texts(choice, Weight.against))}
    assert {skus.resolve(sku).billing for sku in twice} == {"standard"}


def test_several_models_share_a_region() -> None:
    together = place_together([Demand("gpt-5.1", residency="eu"), Demand("text-embedding-3-small")], AS_OF)
    assert set(together) <= set(regions.members("eu"))
    first, second = next(iter(together.values()))
    assert (first.sku, second.sku, first.region) == ("DataZoneStandard", "GlobalStandard", second.region)


def test_demands_that_make_no_sense_are_refused_all_at_once() -> None:
    with pytest.raises(CatalogError) as refused:
        Demand("gpt-5.1", residency="europe", regions=("swedncentral",), tokens_per_second=0, tier=9)
    assert [problem.where for problem in refused.value.problems] == [
        "residency",
        "regions",
        "tokens_per_second",
        "tier",
    ]
    assert "Nearest: swedencentral" in str(refused.value)
    with pytest.raises(CatalogError, match=r"model: Model 'gpt5.1' is unknown to the catalogue. Nearest: gpt-5.1"):
        place(Demand("gpt5.1"), AS_OF)
    with pytest.raises(CatalogError, match=r"version: No version of gpt-image-1 is in service\."):
        place(Demand("gpt-image-1"), AS_OF)


@given(DEMANDS)
def test_every_sku_is_judged_in_every_allowed_region_and_losers_have_reasons(demand: Demand) -> None:
    choices = place(demand, AS_OF)
    assert len(choices) == len(skus.names()) * len(demand.regions or regions.names())
    assert [choice.rank for choice in choices] == sorted(choice.rank for choice in choices)
    for choice in choices:
        assert choice.works is True or texts(choice, Weight.excludes) or texts(choice, Weight.unknown)


@given(DEMANDS)
def test_nothing_that_works_leaves_its_residency_or_is_retired(demand: Demand) -> None:
    for choice in place(demand, AS_OF):
        if choice.works is False:
            continue
        version, sku = models.find(choice.model, choice.version), skus.resolve(choice.sku)
        assert version is not None and version.stage_on(AS_OF) is not Stage.retired
        offered = version.regions_for(choice.sku)
        assert offered is None or choice.region in offered
        if demand.residency in regions.data_zones():
            assert regions.data_zone(choice.region) == demand.residency and sku.scope != "global"
        elif demand.residency != "global":
            assert (choice.region, sku.scope) == (demand.residency, "regional")


@given(DEMANDS)
def test_after_its_retirement_a_model_has_no_place(demand: Demand) -> None:
    version = models.default_version(demand.model, AS_OF)
    assert version is not None
    if version.retirement_date:
        later = Demand(demand.model, version.version)
        assert not any(choice.works for choice in place(later, version.retirement_date))


def test_an_unknown_region_is_told_with_the_nearest_and_with_those_that_offer_the_model() -> None:
    with pytest.raises(CatalogError) as raised:
        Demand("o3-pro", regions=("swedncentral",))
    assert str(raised.value) == (
        "regions: The catalogue has no region 'swedncentral'. Nearest: swedencentral, spaincentral, koreacentral. "
        "o3-pro is offered in centralus, eastus2, swedencentral."
    )

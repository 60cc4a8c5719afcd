"""Laws that hold for all models, days, SKUs, regions and words, not only for the ones somebody thought of."""

import re
from collections.abc import Callable, MutableMapping
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azure_openai_catalog import limits, models, nearest, ptu, quotas, regions, skus, today
from azure_openai_catalog.models import ModelVersion, Stage

VERSIONS = [*models.all_versions()]
DATED = [version for version in VERSIONS if version.retirement_date]
DAYS = st.dates(date(2024, 1, 1), date(2030, 1, 1))
SKUS = st.sampled_from(skus.names())
REGIONS = st.sampled_from(
    ["centralus", "westus3", "swedencentral", "norwayeast", "japaneast", "uksouth", "brazilsouth"]
)
MODELS = st.sampled_from(["gpt-5.1", "gpt-4.1", "o3-deep-research", "model-router", "text-embedding-3-large"])
CASINGS = st.sampled_from([str.lower, str.upper, str.swapcase])


@given(st.sampled_from(DATED))
def test_a_version_is_retired_from_its_date_on_and_not_a_day_before(version: ModelVersion) -> None:
    day = version.retirement_date
    assert day is not None and version.stage_on(day) is Stage.retired
    assert version.stage_on(day - timedelta(days=1)) is version.lifecycle


@given(st.sampled_from(models.names()), DAYS)
def test_the_default_version_is_one_of_the_models_and_ga_where_one_is(model: str, day: date) -> None:
    in_service = [version for version in models.versions(model) if version.stage_on(day) is not Stage.retired]
    chosen = models.default_version(model, day)
    assert (chosen in in_service) if in_service else chosen is None
    if chosen and any(version.stage_on(day) is Stage.ga for version in in_service):
        assert chosen.stage_on(day) is Stage.ga


@given(st.sampled_from(models.names()), DAYS, st.integers(0, 1000))
def test_a_default_version_changes_only_when_it_retires(model: str, day: date, later: int) -> None:
    before, after = models.default_version(model, day), models.default_version(model, day + timedelta(days=later))
    if before and before.stage_on(day + timedelta(days=later)) is not Stage.retired:
        assert after == before


@given(st.sampled_from(VERSIONS))
def test_a_version_is_found_under_its_own_name(version: ModelVersion) -> None:
    assert models.find(version.model, version.version) == version


@given(st.sampled_from(VERSIONS), SKUS, CASINGS)
def test_the_casing_of_a_sku_changes_no_answer(version: ModelVersion, sku: str, recase: Callable[[str], str]) -> None:
    """Azure compares SKU names whatever their casing, so a wrong casing must not read as `offered nowhere`."""
    other = recase(sku)
    model = version.model
    assert version.regions_for(other) == version.regions_for(sku)
    assert quotas.pool(other, model, "centralus") == quotas.pool(sku, model, "centralus")
    assert quotas.default_limit(model, version.version, other, 1) == quotas.default_limit(
        model, version.version, sku, 1
    )
    assert quotas.rate_limits(model, version.version, other, 10) == quotas.rate_limits(model, version.version, sku, 10)
    assert ptu.capacity_rule(model, other) == ptu.capacity_rule(model, sku)


@given(SKUS, MODELS, REGIONS, REGIONS)
def test_two_regions_share_a_pool_as_far_as_the_scope_of_the_sku_reaches(
    sku: str, model: str, one: str, two: str
) -> None:
    known = skus.find(sku)
    assert known is not None
    zone = regions.data_zone(one)
    shared = {
        "global": True,
        "data_zone": one == two or (zone is not None and zone == regions.data_zone(two)),
        "regional": one == two,
    }
    expected = one == two if known.billing == "provisioned" else shared[known.scope]
    assert (quotas.pool(sku, model, one) == quotas.pool(sku, model, two)) == expected


@given(SKUS, REGIONS, MODELS, MODELS)
def test_models_share_a_pool_when_they_are_provisioned_only(sku: str, region: str, one: str, two: str) -> None:
    known = skus.find(sku)
    assert known is not None
    shared = quotas.pool(sku, one, region) == quotas.pool(sku, two, region)
    assert shared == (one == two or known.billing == "provisioned")


@given(SKUS, SKUS, REGIONS, MODELS)
def test_skus_never_share_a_pool(one: str, two: str, region: str, model: str) -> None:
    assert (quotas.pool(one, model, region) == quotas.pool(two, model, region)) == (one == two)


@given(st.sampled_from(VERSIONS), SKUS, st.integers(1, 5000), st.integers(0, 5000))
def test_more_capacity_never_buys_less(version: ModelVersion, sku: str, capacity: int, more: int) -> None:
    small = quotas.rate_limits(version.model, version.version, sku, capacity)
    large = quotas.rate_limits(version.model, version.version, sku, capacity + more)
    if small is None or large is None:
        assert small == large
        return
    assert (small.tokens_per_minute or 0) <= (large.tokens_per_minute or 0)
    assert (small.requests_per_minute or 0) <= (large.requests_per_minute or 0)


@given(st.integers(1, 200), st.integers(1, 200), st.integers(0, 500), st.integers(-50, 50_000))
def test_a_capacity_lies_between_its_neighbours(minimum: int, increment: int, steps: int, capacity: int) -> None:
    rule = ptu.CapacityRule(minimum, increment, minimum + steps * increment + increment // 2)
    largest, around = minimum + steps * increment, rule.nearest_allowed(capacity)
    assert around == tuple(sorted(set(around))) and all(rule.allows(value) for value in around)
    if rule.allows(capacity):
        assert around == (capacity,)
    elif capacity < minimum:
        assert around[0] == minimum
    elif capacity > largest:
        assert around[-1] == largest
    else:
        below, above = around
        assert below < capacity < above and above - below == increment


@given(st.sampled_from(models.names()), CASINGS)
def test_a_known_word_is_nearest_to_itself(name: str, recase: Callable[[str], str]) -> None:
    assert nearest(recase(name), models.names())[0] == name


@given(st.text(max_size=20), st.integers(1, 5))
def test_no_more_words_are_proposed_than_asked_for(word: str, count: int) -> None:
    assert len(nearest(word, models.names(), count)) <= count


@given(st.sampled_from(regions.names()))
def test_a_region_has_one_spelling_in_ids(region: str) -> None:
    spelled = f" {region[:3]} {region[3:]}".title()
    assert regions.normalise(spelled) == regions.normalise(region) == region
    assert regions.is_known(spelled) and regions.data_zone(spelled) == regions.data_zone(region)


RULES = [getattr(limits, name) for name in dir(limits) if isinstance(getattr(limits, name), limits.NameRule)]


@given(st.sampled_from(RULES), st.data())
def test_a_name_is_allowed_only_as_a_whole(rule: limits.NameRule, draw: st.DataObject) -> None:
    name = draw.draw(st.from_regex(rule.pattern, fullmatch=True))
    assert rule.matches(name) == (rule.min_length <= len(name) <= rule.max_length)
    assert not rule.matches(name + "\n") and not rule.matches(f"{name}/{name}")


@given(st.sampled_from(RULES), st.text(max_size=70))
def test_names_of_any_text_are_judged_without_surprise(rule: limits.NameRule, name: str) -> None:
    assert not rule.matches(name) or re.fullmatch(r"[\x21-\x7e]+", name)


def test_without_the_variable_the_wall_clock_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    for unset in (
        lambda: monkeypatch.delenv("AZURE_OPENAI_TODAY"),
        lambda: monkeypatch.setenv("AZURE_OPENAI_TODAY", ""),
    ):
        unset()
        before = date.today()
        assert before <= today() <= date.today()


@pytest.mark.parametrize(
    ("model", "version", "expected"),
    [
        ("o1-preview", None, True),
        ("o1-preview", "2024-09-12", True),
        ("gpt-4", "0613", True),
        ("gpt-4", None, False),
        ("gpt-4", "turbo-2024-04-09", False),
        ("dall-e-3", "3.0", True),
        ("gpt-9", "1", False),
    ],
)
def test_a_whole_model_or_one_version_was_retired_earlier(model: str, version: str | None, expected: bool) -> None:
    assert models.was_retired_earlier(model, version) is expected


def test_shared_facts_cannot_be_changed_by_a_reader() -> None:
    assert not [v.model for v in VERSIONS if isinstance(v.regions, MutableMapping)]

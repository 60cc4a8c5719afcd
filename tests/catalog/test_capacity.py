"""Capacity for a load: the worked examples of the sources, inverse functions, and growth with the load."""

import math
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azure_openai_catalog import AS_OF, capacity, models, ptu, quotas, skus
from azure_openai_catalog.capacity import Load
from azure_openai_catalog.problems import CatalogError, NotKnown

SIZED = [name for name in ptu.models() if name not in ("gpt-image-2", "Llama-3.3-70B-Instruct")]
PROVISIONED = [name for name in skus.names() if skus.resolve(name).billing == "provisioned"]
PAID_PER_TOKEN = [
    (version, sku)
    for version in models.all_versions()
    for sku in skus.names()
    if skus.resolve(sku).billing == "standard" and quotas.unit_rate(version.model, version.version, sku)
]
RATES = st.floats(0, 5000).map(lambda value: round(value, 2))
LOADS = st.builds(
    Load,
    calls_per_minute=RATES,
    prompt_tokens=st.integers(0, 100_000),
    output_tokens=st.integers(0, 10_000),
    cached_share=st.sampled_from([0, 0.1, 0.5]),
    cache_write_share=st.sampled_from([0, 0.2, 0.5]),
)


def test_the_example_of_azures_own_calculator() -> None:
    """18 calls of 1,000 and 300 tokens on gpt-5.6-sol: Azure's calculateModelCapacity answers 45 PTU."""
    need = capacity.provisioned(Load(18, 1000, 300), "gpt-5.6-sol", "GlobalProvisionedManaged")
    assert (need.weighted_tokens_per_minute, need.needed, need.capacity) == (50_400, 42, 45)
    assert need.utilisation == pytest.approx(42 / 45)


GPT_5_1 = ("gpt-5.1", "2025-11-13")
GPT_4_1 = ("gpt-4.1", "2025-04-14")


@pytest.mark.parametrize(
    ("model", "version", "sku", "units", "requests"),
    [
        ("o1", "2024-12-17", "GlobalStandard", 6, 1),
        ("o3", "2025-04-16", "GlobalStandard", 1, 1),
        ("o4-mini", "2025-04-16", "GlobalStandard", 1, 1),
        ("o3-mini", "2025-01-31", "GlobalStandard", 10, 1),
        ("o3-pro", "2025-06-10", "GlobalStandard", 10, 1),
        ("gpt-4o", "2024-11-20", "DataZoneStandard", 1, 6),
        ("gpt-4o", "2024-11-20", "GlobalStandard", 1, 6),
        ("gpt-4o", "2024-08-06", "Standard", 1, 6),
        ("o1", "2024-12-17", "Standard", 6, 1),
        ("gpt-5.1", "2025-11-13", "GlobalStandard", 1, 10),
        ("gpt-image-1", "2025-04-15", "GlobalStandard", 1, 1),
    ],
)
def test_requests_per_unit_are_those_of_the_sources(
    model: str, version: str, sku: str, units: int, requests: int
) -> None:
    needed = capacity.pay_per_token(Load(requests, 0, 0), model, version, sku)
    assert (needed.capacity, needed.bound_by) == (units, "requests")
    assert capacity.pay_per_token(Load(requests + 0.5, 0, 0), model, version, sku).capacity > units


def test_gpt_6_pays_for_cached_tokens_and_more_for_long_contexts() -> None:
    """Weights 1, 0.1, 1.25 and 5; 2, 0.2, 2.5 and 7.5 for long contexts; 3,000 tokens per PTU and minute."""
    load = Load(30, 1000, 100, cached_share=0.5, cache_write_share=0.2)
    short = 30 * (1000 * (0.3 * 1 + 0.5 * 0.1 + 0.2 * 1.25) + 100 * 5)
    long = 30 * (1000 * (0.3 * 2 + 0.5 * 0.2 + 0.2 * 2.5) + 100 * 7.5)
    assert capacity.busy_ptu(load, "gpt-6-sol") == Fraction(str(short)) / 3000
    assert capacity.busy_ptu(replace(load, long_context=True), "gpt-6-sol") == Fraction(str(long)) / 3000


def test_models_before_gpt_6_deduct_cached_tokens_completely() -> None:
    load = Load(30, 1000, 100, cached_share=0.75)
    assert capacity.busy_ptu(load, "gpt-5.1") == Fraction(30 * (250 + 8 * 100), 4750)


@pytest.mark.parametrize(("model", "version"), [("gpt-4.1", "2025-04-14"), ("text-embedding-ada-002", "2")])
def test_where_no_source_has_the_ratio_the_tokens_are_the_least_and_nothing_is_said_to_decide(
    model: str, version: str
) -> None:
    needed = capacity.pay_per_token(Load(100, 900, 100), model, version, "Standard")
    assert (needed.capacity, needed.bound_by, needed.limits) == (100, None, quotas.RateLimits(100_000, None))


def test_images_are_counted_in_requests_whatever_the_sku() -> None:
    needed = capacity.pay_per_token(Load(7, 1000, 1000), "gpt-image-1-mini", "2025-10-06", "DataZoneStandard")
    assert (needed.capacity, needed.bound_by, needed.limits) == (7, "requests", quotas.RateLimits(None, 7))


@pytest.mark.parametrize(
    ("model", "version", "sku", "unit"),
    [
        ("gpt-5.1", "2025-11-13", "globalstandard", "thousand tokens per minute"),
        ("gpt-4.1", "2025-04-14", "Standard", "thousand tokens per minute"),
        ("gpt-image-2", "2026-04-21", "GlobalStandard", "requests per minute"),
        ("gpt-image-2", "2026-04-21", "GlobalProvisionedManaged", "PTU"),
        ("gpt-image-1-mini", "2025-10-06", "DataZoneStandard", "requests per minute"),
        ("gpt-5.1", "2025-11-13", "GlobalBatch", "thousand enqueued tokens"),
        ("whisper", "001", "Standard", None),
        ("sora-2", "2025-12-08", "GlobalStandard", None),
    ],
)
def test_a_unit_of_capacity_depends_on_the_model_too(model: str, version: str, sku: str, unit: str | None) -> None:
    assert quotas.capacity_unit(model, version, sku) == unit


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda: capacity.for_load(Load(1, 1, 1), "gpt-5.1", "2025-11-13", "GlobalBatch"), "takes batch jobs"),
        (lambda: capacity.provisioned(Load(1, 1, 1), "gpt-5.1", "Standard"), "sku: Standard is not provisioned"),
        (lambda: capacity.pay_per_token(Load(1, 1, 1), "gpt-5.1", "1", "ProvisionedManaged"), "no limits per minute"),
        (lambda: capacity.provisioned(Load(1, 1, 1), "gpt-5.1", "Provisioned"), "Azure has no deployment SKU"),
        (lambda: capacity.provisioned(Load(1, 128_001, 1), "gpt-4.1", "ProvisionedManaged"), "refuses prompts over"),
        (lambda: capacity.provisioned(Load(1e7, 1e4, 1), "o1", "ProvisionedManaged"), "a deployment takes 100,000"),
        (
            lambda: capacity.for_load(Load(1, 272_001, 1), *GPT_5_1, "GlobalStandard"),
            "prompt_tokens: are 272,001 a call; .* takes 272,000",
        ),
        (
            lambda: capacity.for_load(Load(1, 1, 128_001), *GPT_5_1, "GlobalStandard"),
            "output_tokens: are 128,001 a call; .* gives 128,000",
        ),
        (
            lambda: capacity.for_load(Load(1, 299_000, 1001), *GPT_4_1, "Standard"),
            "context of .* is 300,000 in standard deployments",
        ),
        (
            lambda: capacity.for_load(Load(1, 127_000, 1001), *GPT_4_1, "ProvisionedManaged"),
            "128,000 in provisioned deployments",
        ),
        (lambda: Load(-1, math.inf, 1, cached_share=2), "calls_per_minute: is -1"),
        (lambda: capacity.enqueued_capacity(-1), "tokens: is -1"),
    ],
)
def test_what_cannot_be_is_refused_with_what_to_do(ask: Callable[[], object], message: str) -> None:
    with pytest.raises(CatalogError, match=message) as refused:
        ask()
    assert not isinstance(refused.value, NotKnown)
    assert all(problem.instead for problem in refused.value.problems)


def test_calls_that_just_fit_are_sized() -> None:
    assert capacity.for_load(Load(1, 272_000, 128_000), *GPT_5_1, "GlobalStandard").capacity == 400
    assert capacity.for_load(Load(1, 299_000, 1000), *GPT_4_1, "Standard").capacity == 300


def test_all_figures_out_of_range_are_named_at_once() -> None:
    with pytest.raises(CatalogError) as refused:
        Load(-1, math.nan, 1e30, cached_share=0.9, cache_write_share=1.2)
    named = [problem.where for problem in refused.value.problems]
    assert named == ["calls_per_minute", "prompt_tokens", "output_tokens", "cache_write_share"]
    assert refused.value.problems[2].instead == "Use 0 to 1,000,000,000."


@pytest.mark.parametrize(
    ("ask", "what"),
    [
        (lambda: capacity.provisioned(Load(1, 1, 1), "gpt-6-luna", "GlobalProvisionedManaged"), "gpt-6-luna"),
        (lambda: capacity.busy_ptu(Load(1, 1, 1), "gpt-image-2"), "text and images of gpt-image-2 add up to PTU"),
        (lambda: capacity.busy_ptu(Load(1, 1, 1, long_context=True), "gpt-5.5"), "long-context calls of gpt-5.5 weigh"),
        (lambda: capacity.pay_per_token(Load(1, 1, 1), "sora-2", "2025-12-08", "GlobalStandard"), "buys for sora-2"),
        (lambda: capacity.pay_per_token(Load(1, 1, 1), "whisper", "001", "Standard"), "Standard buys for whisper"),
    ],
)
def test_what_no_source_has_is_said_to_be_unknown_and_never_guessed(ask: Callable[[], object], what: str) -> None:
    with pytest.raises(NotKnown, match=f"{what} is not known: the .* does not have it"):
        ask()


@given(LOADS, st.sampled_from(SIZED), st.sampled_from(PROVISIONED))
def test_the_bought_ptu_are_enough_and_one_step_fewer_would_not_be(load: Load, model: str, sku: str) -> None:
    rule = capacity.resolve_rule(model, sku)
    try:
        need = capacity.provisioned(load, model, sku)
    except CatalogError:
        assert capacity.busy_ptu(load, model) > rule.maximum - rule.increment
        return
    assert rule.allows(need.capacity) and need.capacity >= need.needed
    assert need.capacity == rule.minimum or need.capacity - rule.increment < need.needed
    if load.calls_per_minute and need.needed:
        assert capacity.calls_per_minute(need.capacity, load, model, "any", sku) >= load.calls_per_minute


@given(LOADS, st.sampled_from(PAID_PER_TOKEN))
def test_the_capacity_lets_the_load_through_and_one_unit_less_does_not(
    load: Load, offer: tuple[models.ModelVersion, str]
) -> None:
    version, sku = offer
    needed = capacity.pay_per_token(load, version.model, version.version, sku)
    through = capacity.calls_per_minute(needed.capacity, load, version.model, version.version, sku)
    assert through >= load.calls_per_minute or through == pytest.approx(load.calls_per_minute)
    if needed.capacity > 1:
        fewer = capacity.calls_per_minute(needed.capacity - 1, load, version.model, version.version, sku)
        assert fewer < load.calls_per_minute or fewer == pytest.approx(load.calls_per_minute)


@given(LOADS, st.sampled_from(SIZED), st.floats(1, 3), st.integers(0, 1000), st.integers(0, 1000))
def test_more_load_never_needs_less(load: Load, model: str, times: float, prompt: int, output: int) -> None:
    more = replace(
        load,
        calls_per_minute=load.calls_per_minute * times,
        prompt_tokens=load.prompt_tokens + prompt,
        output_tokens=load.output_tokens + output,
    )
    if more.prompt_tokens <= (ptu.sizing(model).max_prompt_tokens or math.inf):
        assert capacity.busy_ptu(more, model) >= capacity.busy_ptu(load, model)
    version = models.default_version("gpt-5.1", AS_OF)
    assert version is not None
    sized = [capacity.pay_per_token(x, "gpt-5.1", version.version, "GlobalStandard") for x in (load, more)]
    assert sized[0].capacity <= sized[1].capacity


@given(LOADS, st.sampled_from(SIZED))
def test_caching_never_needs_more(load: Load, model: str) -> None:
    without = replace(load, cached_share=0, cache_write_share=0)
    cached = replace(without, cached_share=load.cached_share)
    assert capacity.busy_ptu(cached, model) <= capacity.busy_ptu(without, model)


@given(st.integers(0, 10**12))
def test_batch_capacity_holds_the_tokens_and_not_a_thousand_more_than_needed(tokens: int) -> None:
    units = capacity.enqueued_capacity(tokens)
    assert tokens <= units * 1000 and (units == 1 or (units - 1) * 1000 < tokens)

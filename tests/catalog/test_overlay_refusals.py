"""A wrong overlay is answered with all that is wrong with it, and changes nothing."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azure_openai_catalog import AS_OF, consistency, overlay, placement, skus
from azure_openai_catalog._data import CORRECTABLE, shipped
from azure_openai_catalog._layout import LAYOUT
from azure_openai_catalog.problems import CatalogError

from .conftest import OVERLAY_HEADER, Use


def test_all_that_does_not_fit_the_layout_is_named_at_once(tmp_path: Path) -> None:
    path = tmp_path / "overlay.yaml"
    path.write_text(
        """
as_of: soon
network: {}
limits: {counts: {deployments_per_account: 64}}
models:
  model: {}
  models:
    gpt-7: {versions: {}}
    gpt-5.1:
      versions:
        "2025-11-13": {retirement_date: 2027-13-01, lifecycel: ga, context_window: -1, skus: [GlobalStandard]}
        0613: {}
quotas:
  default_quota:
    gpt-5: {GlobalStandard: {tpm_thousands: [1, 2], requests: none, period_seconds: 60}}
ptu: []
"""
    )
    with pytest.raises(CatalogError) as refused:
        overlay.use(path)
    found = {problem.where.removeprefix(f"{path}: "): problem for problem in refused.value.problems}
    version = "models.models.gpt-5.1.versions.2025-11-13"
    assert set(found) == {
        "source",
        "as_of",
        "network",
        "limits",
        "models.model",
        "models.models.gpt-7.family",
        "models.models.gpt-7.format",
        f"{version}.retirement_date",
        f"{version}.lifecycel",
        f"{version}.context_window",
        f"{version}.skus",
        "models.models.gpt-5.1.versions, name 395",
        "quotas.default_quota.gpt-5.GlobalStandard.tpm_thousands",
        "quotas.default_quota.gpt-5.GlobalStandard.requests",
        "ptu",
    }
    assert found[f"{version}.lifecycel"].instead == "Nearest: lifecycle."
    assert "put quotes around" in found["models.models.gpt-5.1.versions, name 395"].instead
    assert all(problem.what and problem.instead for problem in found.values())


@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        ("models: {models: {gpt-5.1: {versions: {'2025-11-13': {skus: {Globalstandard: []}}}}}}", "skus.Globalstandard", "is no deployment SKU"),
        ("models: {models: {gpt-5.1: {versions: {'2025-11-13': {skus: {Standard: [marsnorth]}}}}}}", "skus.Standard", "'marsnorth' is no region"),
        ("models: {models: {gpt-5.1: {versions: {'2025-11-13': {skus: {DataZoneStandard: [uksouth]}}}}}}", "skus.DataZoneStandard", "belongs to no data zone"),
        ("models: {models: {gpt-5.1: {versions: {'2025-11-13': {skus: {GlobalStandard: [usgovvirginia]}}}}}}", "skus.GlobalStandard", "Azure Government has no"),
        ("models: {models: {gpt-5.1: {versions: {'2025-11-13': {retirement_date: 2025-01-01}}}}}", "retirement_date", "lies before the version"),
        ("models: {models: {gpt-5.1: {versions: {'2025-11-13': {lifecycle: retired}}}}}", "new_deployments", "'allowed' in stage retired"),
        ("models: {models: {gpt-5.1: {versions: {'2025-11-13': {replacement: gpt-8}}}}}", "replacement", "no model of the catalogue"),
        ("models: {models: {gpt-5.1: {versions: {'2025-11-13': {max_input_tokens: 9999999}}}}}", "max_input_tokens", "more than the context holds"),
        ("models: {models: {gpt-6-sol: {versions: {'2026-09-22': {retirement_no_earlier_than: true}}}}}", "retirement_no_earlier_than", "without a date"),
        ("models: {retired_earlier: [gpt-5.1]}", "models.retired_earlier.gpt-5.1", "entry of its own"),
        ("regions: {regions: {West Europe: {data_zone: eu}}}", "regions.regions.West Europe", "not spelled"),
        ("regions: {regions: {westeurope: {data_zone: europe}}}", "regions.regions.westeurope.data_zone", "no data zone 'europe'"),
        ("regions: {data_zones: {moon: {boundary: Moon}}}", "regions.data_zones.moon", "has no region"),
        ("skus: {skus: {Standard: {supports_spillover: true}}}", "Standard.supports_spillover", "for provisioned"),
        ("skus: {skus: {GlobalStandard: {in_government: true}}}", "GlobalStandard.in_government", "no global SKU"),
        ("ptu: {models: {gpt-5.1: {regional: {min_ptu: 30, increment: 50}}}}", "ptu.models.gpt-5.1.regional", "no multiple"),
        ("ptu: {models: {gpt-5.1: {regional: {min_ptu: 200000}}}}", "ptu.models.gpt-5.1.regional", "above the maximum"),
        ("ptu: {models: {gpt-5.1: {token_weights: gpt7}}}", "ptu.models.gpt-5.1.token_weights", "no weights 'gpt7'"),
        ("ptu: {models: {gpt5.1: {global_and_data_zone: {min_ptu: 5, increment: 5}, input_tpm_per_ptu: 1}}}", "ptu.models.gpt5.1", "no model 'gpt5.1'"),
        ("quotas: {default_quota: {gpt-5@1: {}}}", "quotas.default_quota.gpt-5@1", "has no version '1'"),
        ("quotas: {default_quota: {gpt-5: {GlobalBatch: {requests: [1, 2, 3, 4, 5, 6], period_seconds: 1}}}}", "gpt-5.GlobalBatch", "not billed per token"),
        ("quotas: {default_quota: {gpt-5: {GlobalStandard: {requests: [9, 2, 3, 4, 5, 6]}}}}", "GlobalStandard.requests", "shrinks"),
        ("quotas: {default_quota: {gpt-5: {GlobalStandard: {tpm_thousands: [1, 2, 3, 4, 5, 6], requests: [1, 2, 3, 4, 5, 7]}}}}", "gpt-5.GlobalStandard", "another ratio"),
        ("quotas: {batch_quota: {GlobalBatch: {gpt-5: [1]}}}", "quotas.batch_quota.GlobalBatch.gpt-5", "has 1 figures"),
        ("quotas: {irregular_counter_names: {gpt-5: gpt-5.1}}", "quotas.irregular_counter_names", "counts gpt-5.1, gpt-5"),
        ("roles: {roles: {Reader: {guid: 8e3af657-a8ff-443c-a75c-2fe8c4bcb635}}}", "roles.roles", "shares"),
        ("roles: {roles: {Reader: {guid: reader}}}", "roles.roles.Reader.guid", "no GUID"),
        ("content_filters: {filters: {Profanity: {blocking: true}}}", "Profanity.blocking", "while it is off"),
        ("content_filters: {filters: {Profanity: {threshold: Low}}}", "Profanity.threshold", "goes with"),
        ("content_filters: {filters: {Profanity: {sources: [Up]}}}", "Profanity.sources", "no direction"),
    ],
)  # fmt: skip
def test_what_contradicts_the_catalogue_is_refused_and_changes_nothing(
    use: Use, text: str, where: str, what: str
) -> None:
    with pytest.raises(CatalogError) as refused:
        use(OVERLAY_HEADER + text)
    assert any(where in problem.where and what in problem.what for problem in refused.value.problems), refused.value
    assert overlay.active() is None
    assert skus.resolve("GlobalStandard").in_government is False


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("o.json", "{", "is no JSON or YAML"),
        ("o.yaml", "a: [", "is no JSON or YAML: while parsing a flow"),
        ("o.yaml", "- a", "holds no mapping"),
        ("o.yaml", "", "holds no mapping"),
    ],
)
def test_a_file_that_cannot_be_understood_is_refused(use: Use, name: str, text: str, message: str) -> None:
    with pytest.raises(CatalogError, match=message):
        use(text, name)


def test_what_is_shipped_fits_the_layout_of_overlays() -> None:
    assert tuple(LAYOUT) == CORRECTABLE
    for area, parts in LAYOUT.items():
        facts: dict[str, Any] = shipped(area)
        found = [problem for key, shape in parts.items() for problem in shape(f"{area}.{key}", facts[key])]
        assert not found


WORDS = st.sampled_from(
    [
        "models",
        "regions",
        "skus",
        "ptu",
        "quotas",
        "content_filters",
        "roles",
        "versions",
        "gpt-5.1",
        "2025-11-13",
        "lifecycle",
        "retirement_date",
        "ga",
        "default_quota",
        "GlobalStandard",
        "requests",
        "tpm_thousands",
        "batch_quota",
        "GlobalBatch",
        "offers",
        "prices",
        "per_ptu_and_hour",
        "data_zones",
        "swedencentral",
        "data_zone",
        "eu",
        "filters",
        "Hate",
        "sources",
        "Reader",
        "guid",
        "regional",
        "min_ptu",
        "increment",
        "input_tpm_per_ptu",
        "maximum",
        "token_weights",
        "irregular_counter_names",
        "retired_earlier",
        "fine_tuning",
        "scope",
        "billing",
        "2026-11-01",
    ]
)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 9) | st.floats() | WORDS,
    lambda inner: st.lists(inner, max_size=6) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=12,
)


def like(fact: object) -> st.SearchStrategy[Any]:
    """Values of the kind of a fact, which may well be right."""
    if isinstance(fact, bool):
        return st.booleans()
    if isinstance(fact, int):
        return st.integers(1, 2_000_000)
    if isinstance(fact, list):
        return st.lists(st.sampled_from(fact), max_size=6) if fact else st.just([])
    return st.just(fact) | st.none() | st.dates(date(2025, 1, 1), date(2029, 1, 1)).map(str) | WORDS


@st.composite
def corrections(draw: st.DrawFn) -> dict[str, Any]:
    """An overlay that puts anything at a place that the shipped facts have."""
    area = draw(st.sampled_from(CORRECTABLE))
    keys, facts = [area], shipped(area)
    while isinstance(facts, dict) and facts and (len(keys) < 2 or draw(st.integers(0, 4))):
        keys.append(draw(st.sampled_from([key for key in facts if key not in ("source", "as_of")])))
        facts = facts[keys[-1]]
    content: Any = draw(like(facts) | ANYTHING)
    for key in reversed(keys):
        content = {key: content}
    return content


@given(corrections())
def test_whatever_a_file_holds_it_is_used_or_refused_with_paths(
    tmp_path_factory: pytest.TempPathFactory, content: dict[str, Any]
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.json"
    path.write_text(json.dumps({"source": "any", "as_of": "2026-12-01", **content}))
    try:
        overlay.use(path)
        assert consistency.unknowns()
        placement.place(placement.Demand("gpt-5.1"), AS_OF)
    except CatalogError as refused:
        assert all(problem.where and problem.instead for problem in refused.problems)
    finally:
        overlay.use(None)

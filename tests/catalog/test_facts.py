"""The facts are consistent with each other, and what is not known is said to be."""

import json
import re
import subprocess
import sys
import uuid
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azure_openai_catalog import (
    AS_OF,
    content_filters,
    limits,
    models,
    nearest,
    networking,
    ptu,
    quotas,
    regions,
    roles,
    skus,
    sources,
    today,
)
from azure_openai_catalog.models import Stage
from azure_openai_catalog.problems import CatalogError

VERSIONS = [*models.all_versions()]
DAYS = st.dates(date(2024, 1, 1), date(2030, 1, 1))


def test_every_model_version_speaks_of_known_skus_and_regions() -> None:
    assert (len(models.names()), len(VERSIONS)) == (76, 90)
    for version in VERSIONS:
        for sku, where in (version.regions or {}).items():
            assert skus.find(sku) is not None, (version.model, sku)
            assert where is None or where <= set(regions.names()), (version.model, sku)


def test_data_zone_skus_are_offered_in_data_zones_only() -> None:
    for version in VERSIONS:
        for sku, where in (version.regions or {}).items():
            known = skus.find(sku)
            if known is not None and known.scope == "data_zone":
                assert all(regions.data_zone(region) for region in where or ())


def test_replacements_are_models_of_the_catalogue() -> None:
    for version in VERSIONS:
        if version.replacement:
            assert any(name in version.replacement for name in models.names()), version


def test_roles_have_guids_of_their_own() -> None:
    found = [roles.find(name) for name in roles.names()]
    guids = {str(uuid.UUID(role.guid)) for role in found if role}
    assert len(guids) == len(roles.names()) == 35


def test_a_version_says_what_depends_on_sku_training_and_history() -> None:
    version = models.resolve("gpt-4.1", "2025-04-14", AS_OF)
    assert version.context_window_for("ProvisionedManaged") == 128_000
    assert version.context_window_for("GlobalStandard") == 300_000
    assert models.resolve("gpt-5.1", None, AS_OF).context_window_for("GlobalStandard") == 400_000
    assert version.retirement_history[-1] == str(version.retirement_date)
    tuning = version.fine_tuning
    assert tuning is not None and tuning.regions == {"northcentralus", "swedencentral"}
    assert (tuning.methods, tuning.deployments_end) == (("SFT", "DPO"), date(2027, 10, 14))
    invited = models.resolve("gpt-5", None, AS_OF).fine_tuning
    assert invited is not None and invited.invitation_only and invited.deployments_end is None


def test_a_model_says_what_else_is_known_of_it() -> None:
    assert models.access_note("computer-use-preview") == "needs registration (limited access)"
    assert models.access_note("gpt-5.1") is None
    assert any("Responses API" in note for note in models.notes("gpt-6.1-sol"))


@pytest.mark.parametrize(
    ("model", "version", "message"),
    [
        ("gpt5.1", None, r"model: Model 'gpt5\.1' is unknown to the catalogue\. Nearest: gpt-5\.1"),
        ("o1-preview", None, r"model: Model 'o1-preview' is retired\."),
        (
            "gpt-4o",
            "2024-01-01",
            r"version: The catalogue has no gpt-4o '2024-01-01'\. Versions in service: 2024-11-20",
        ),
        ("o3", None, r"version: No version of o3 is in service\. Successor: gpt-5\.6-sol\."),
        ("dall-e-3", "3.0", r"model: Model 'dall-e-3' is retired\."),
    ],
)
def test_what_is_not_there_is_answered_with_what_is(model: str, version: str | None, message: str) -> None:
    with pytest.raises(CatalogError, match=message):
        models.resolve(model, version, AS_OF)


def test_a_mistyped_region_or_sku_is_answered_with_the_nearest() -> None:
    assert regions.resolve("Sweden Central") == "swedencentral"
    with pytest.raises(CatalogError, match=r"region: .* 'swedencentrall'\. Nearest: swedencentral"):
        regions.resolve("swedencentrall")
    with pytest.raises(CatalogError, match=r"sku: .* 'GlobalStandart'\. Use GlobalStandard"):
        skus.resolve("GlobalStandart")


def test_a_renamed_role_is_found_by_either_name() -> None:
    assert (
        roles.find("Azure AI User") == roles.find("Foundry User") == roles.find("53CA6127-DB72-4B80-B1B0-D745D6D5456D")
    )


def test_every_data_file_names_its_source_and_date(repository: Path) -> None:
    for path in (repository / "catalog" / "azure_openai_catalog" / "data").glob("*.json"):
        facts = json.loads(path.read_text())
        assert facts["source"], path.name
        assert date.fromisoformat(facts["as_of"]) == AS_OF


def test_every_field_of_facts_has_its_data_file() -> None:
    fields = "api content_filters data_handling limits models networking ptu quotas regions roles skus tasks"
    assert set(fields.split()) <= set(sources.names())
    for name in sources.names():
        source = sources.of(name)
        assert source.pages and all(source.pages.values()) and not source.is_overlay, name


def test_capacity_rules_are_possible() -> None:
    for model in models.names():
        for sku in skus.names():
            rule = ptu.capacity_rule(model, sku)
            if rule is not None:
                assert rule.allows(rule.minimum)
                assert rule.increment > 0 and rule.minimum > 0


@given(
    st.sampled_from(["gpt-5.1", "gpt-5-mini", "o1"]),
    st.sampled_from(["ProvisionedManaged", "GlobalProvisionedManaged"]),
    st.integers(-10, 200_000),
)
def test_the_nearest_capacities_can_be_bought_and_are_nearest(model: str, sku: str, capacity: int) -> None:
    rule = ptu.capacity_rule(model, sku)
    assert rule is not None
    around = rule.nearest_allowed(capacity)
    assert around and all(rule.allows(candidate) for candidate in around)
    closest = min(range(rule.minimum, rule.maximum + 1, rule.increment), key=lambda allowed: abs(allowed - capacity))
    assert min(abs(candidate - capacity) for candidate in around) == abs(closest - capacity)


@given(st.sampled_from(VERSIONS), DAYS, st.integers(0, 1000))
def test_what_is_retired_stays_retired(version: models.ModelVersion, day: date, later: int) -> None:
    if version.stage_on(day) is Stage.retired:
        assert version.stage_on(day + timedelta(days=later)) is Stage.retired


@given(st.sampled_from(models.names()), DAYS)
def test_the_default_version_is_in_service(model: str, day: date) -> None:
    version = models.default_version(model, day)
    assert version is None or version.stage_on(day) is not Stage.retired


@given(st.text(max_size=20))
def test_nearest_words_are_known_words(word: str) -> None:
    assert set(nearest(word, models.names())) <= set(models.names())


@pytest.mark.parametrize(
    ("sku", "region", "scope", "where", "counter"),
    [
        ("GlobalStandard", "swedencentral", "subscription", "", "OpenAI.GlobalStandard.gpt4.1"),
        ("DataZoneStandard", "swedencentral", "data_zone", "eu", "OpenAI.DataZoneStandard.gpt4.1"),
        ("Standard", "Sweden Central", "region", "swedencentral", "OpenAI.Standard.gpt4.1"),
        ("ProvisionedManaged", "swedencentral", "region", "swedencentral", "OpenAI.ProvisionedManaged"),
    ],
)
def test_the_scope_of_a_quota_pool_follows_from_the_sku(
    sku: str, region: str, scope: str, where: str, counter: str
) -> None:
    assert quotas.pool(sku, "gpt-4.1", region) == quotas.Pool(scope, where, counter)


def test_counters_have_the_spellings_of_azure() -> None:
    assert (
        quotas.pool("GlobalStandard", "o3-deep-research", "eastus").counter == "OpenAI.GlobalStandard.o3-DeepResearch"
    )
    assert quotas.pool("GlobalStandard", "gpt-oss-120b", "eastus", "OpenAI-OSS").counter.startswith("AIServices.")


def test_what_is_not_known_is_none() -> None:
    assert models.find("gpt-9", "1") is None
    assert models.versions("gpt-9") == ()
    unknown = models.find("gpt-6.1-sol", "2026-09-29")
    assert unknown is not None and unknown.regions_for("GlobalStandard") is None
    nowhere = models.find("gpt-6-luna", "2026-09-22")
    assert nowhere is not None and nowhere.regions_for("Standard") == frozenset()
    assert quotas.default_limit("gpt-4o", "2024-11-20", "Standard", 1) is None
    assert {quotas.default_limit("gpt-oss-120b", "1", "GlobalStandard", tier) for tier in range(1, 7)} == {5000}
    assert ptu.capacity_rule("gpt-6-luna", "GlobalProvisionedManaged") is None
    assert regions.data_zone("uksouth") is None


def test_rate_limits_follow_the_quota_table() -> None:
    assert quotas.rate_limits("gpt-5.1", "2025-11-13", "DataZoneStandard", 100) == quotas.RateLimits(100_000, 1000)
    assert quotas.rate_limits("o3-mini", "2025-01-31", "GlobalStandard", 10) == quotas.RateLimits(10_000, 1)
    assert quotas.rate_limits("gpt-5.1", "2025-11-13", "ProvisionedManaged", 50) is None


def test_content_filters_point_where_azure_has_them() -> None:
    for name in content_filters.names():
        known = content_filters.find(name.upper())
        assert known is not None and known.sources
        assert known.has_severity == (name in content_filters.HARM_CATEGORIES)
    assert content_filters.severity_rank("low") == 0
    whisper, chat = models.versions("whisper")[0], models.versions("gpt-5.1")[0]
    assert not content_filters.can_be_filtered(whisper) and content_filters.can_be_filtered(chat)


def test_dns_zones_fit_the_kind() -> None:
    assert networking.private_dns_zones("OpenAI") == ("privatelink.openai.azure.com",)
    assert len(networking.private_dns_zones("AIServices")) == 3


@pytest.mark.parametrize(
    ("rule", "good", "bad"), [(limits.SUBDOMAIN, "team-1", "team-"), (limits.RAI_POLICY_NAME, "a.b_c-d", "_a")]
)
def test_names_follow_azures_patterns(rule: limits.NameRule, good: str, bad: str) -> None:
    assert rule.matches(good) and not rule.matches(bad) and not rule.matches("x" * 65)


def test_today_is_what_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    assert today() == AS_OF
    monkeypatch.setenv("AZURE_OPENAI_TODAY", "2027-01-02")
    assert today() == date(2027, 1, 2)
    monkeypatch.setenv("AZURE_OPENAI_TODAY", "soon")
    with pytest.raises(ValueError, match="AZURE_OPENAI_TODAY='soon' is no date"):
        today()


def test_importing_it_loads_neither_data_nor_slow_modules() -> None:
    program = "import sys, azure_openai_catalog.models; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert not re.search(r"\b(pulumi|yaml|difflib)\b", loaded)

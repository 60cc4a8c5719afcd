"""Walks over every entry: the data files agree with each other and with what Azure can mean."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from azure_openai_catalog import content_filters, limits, models, networking, ptu, quotas, regions, roles, skus
from azure_openai_catalog.models import ModelVersion, Stage
from azure_openai_catalog.ptu import CapacityRule

VERSIONS = [version for name in models.names() for version in models.versions(name)]
PROVISIONED = [name for name in skus.names() if (sku := skus.find(name)) and sku.billing == "provisioned"]
GLOBAL = [name for name in skus.names() if (sku := skus.find(name)) and sku.scope == "global"]
TIERS = range(1, 7)

RETIRED_MODELS_WITH_QUOTA_ROWS = {
    "gpt-4o-audio-preview",
    "gpt-4o-mini-audio-preview",
    "gpt-4o-mini-realtime-preview",
    "gpt-4o-realtime-preview",
}
"""The quota page still lists these; the catalogue of models does not have them any more."""

MODELS_OF_OTHER_VENDORS_WITH_PTU = {"Llama-3.3-70B-Instruct"}

MINIMUM_OFF_THE_STEPS = {("o1", "ProvisionedManaged")}
"""The sizing table gives this one a minimum of 25 and steps of 50."""


@pytest.fixture(scope="module")
def facts() -> dict[str, Any]:
    """The data files by name."""
    folder = Path(models.__file__).parent / "data"
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in folder.glob("*.json")}


def offered(version: ModelVersion) -> set[str]:
    """Every region that offers a version with any SKU."""
    return {region for where in (version.regions or {}).values() for region in where or ()}


def is_region_name(name: str) -> bool:
    """Whether a name looks like a region in a resource id."""
    return re.fullmatch(r"[a-z]{6,}[1-3]?", name) is not None


def test_region_names_are_spelled_as_in_resource_ids() -> None:
    assert not [name for name in regions.names() if not is_region_name(name)]


def test_versions_are_offered_in_real_regions() -> None:
    regions_by_version = {f"{v.model}@{v.version}": offered(v) for v in VERSIONS}
    wrong = {title: where for title, where in regions_by_version.items() if not all(map(is_region_name, where))}
    assert not wrong


def test_every_data_zone_has_regions_and_every_zone_of_a_region_exists() -> None:
    assert {regions.data_zone(region) for region in regions.names()} - {None} == set(regions.data_zones())
    for zone in regions.data_zones():
        assert all(regions.data_zone(region) == zone for region in regions.members(zone))


def test_azure_government_offers_no_global_sku() -> None:
    for version in VERSIONS:
        for sku in GLOBAL:
            assert not {region for region in version.regions_for(sku) or () if region.startswith("usgov")}, (
                version.model
            )


def test_the_developer_tier_is_for_fine_tuned_models_and_its_regions_are_not_published() -> None:
    with_developer_tier = [version for version in VERSIONS if "DeveloperTier" in (version.regions or {})]
    assert with_developer_tier
    for version in with_developer_tier:
        assert version.fine_tunable, version.model
        assert version.regions_for("DeveloperTier") is None, version.model


def test_a_version_retires_after_it_appeared() -> None:
    for version in VERSIONS:
        if version.retirement_date and re.fullmatch(r"\d{4}-\d\d-\d\d", version.version):
            assert date.fromisoformat(version.version) < version.retirement_date, version


def test_versions_are_listed_newest_first() -> None:
    for name in models.names():
        listed = [version.version for version in models.versions(name)]
        assert listed == sorted(listed, reverse=True), name


def test_only_a_known_retirement_date_can_be_an_earliest_one() -> None:
    assert not [v for v in VERSIONS if v.retirement_is_earliest and v.retirement_date is None]


def test_new_deployments_are_possible_as_the_stage_says() -> None:
    expected = {
        None: None,
        Stage.preview: "allowed",
        Stage.ga: "allowed",
        Stage.legacy: "allowed",
        Stage.deprecated: "existing_subscriptions_only",
        Stage.retired: "refused",
    }
    assert [v for v in VERSIONS if v.new_deployments != expected[v.lifecycle]] == []


def test_no_version_needs_or_gives_more_tokens_than_its_context_holds() -> None:
    for version in VERSIONS:
        sizes = [size for size in (version.max_input_tokens, version.max_output_tokens) if size is not None]
        assert all(0 < size <= (version.context_window or size) for size in sizes), version


def test_what_was_retired_earlier_has_no_entry_of_its_own() -> None:
    assert not [name for name in models.names() if models.was_retired_earlier(name)]
    assert not [v for v in VERSIONS if models.was_retired_earlier(v.model, v.version)]


def test_whatever_is_offered_as_provisioned_has_a_capacity_rule() -> None:
    for version in VERSIONS:
        for sku in PROVISIONED:
            if version.regions_for(sku):
                assert ptu.capacity_rule(version.model, sku) is not None, (version.model, sku)


def test_ptu_rows_are_of_models_of_the_catalogue(facts: dict[str, Any]) -> None:
    assert set(facts["ptu"]["models"]) - set(models.names()) == MODELS_OF_OTHER_VENDORS_WITH_PTU


def test_the_smallest_capacity_is_a_step_except_where_azure_says_otherwise(facts: dict[str, Any]) -> None:
    rules: dict[tuple[str, str], CapacityRule] = {
        (model, sku): rule
        for model in facts["ptu"]["models"]
        for sku in PROVISIONED
        if (rule := ptu.capacity_rule(model, sku))
    }
    off = {where for where, rule in rules.items() if rule.minimum % rule.increment}
    assert rules and off == MINIMUM_OFF_THE_STEPS


def quota_rows(facts: dict[str, Any]) -> list[tuple[str, str | None, str, dict[str, Any]]]:
    """Model, version if the row is for one, SKU and figures of each row of the quota table."""
    return [
        (key.partition("@")[0], key.partition("@")[2] or None, sku, row)
        for key, by_sku in facts["quotas"]["default_quota"].items()
        for sku, row in by_sku.items()
    ]


def test_quota_rows_are_of_known_models_and_pay_per_token_skus(facts: dict[str, Any]) -> None:
    rows = quota_rows(facts)
    assert {model for model, _, _, _ in rows} - set(models.names()) == RETIRED_MODELS_WITH_QUOTA_ROWS
    for model, version, sku, _ in rows:
        known = skus.find(sku)
        assert known is not None and known.name == sku and known.billing == "standard", (model, sku)
        assert version is None or models.find(model, version) is not None, (model, version)


def test_quota_grows_with_the_tier(facts: dict[str, Any]) -> None:
    for model, version, sku, row in quota_rows(facts):
        limits_by_tier = [quotas.default_limit(model, version or "any", sku, tier) for tier in TIERS]
        listed = sorted(row.get("tpm_thousands", row["requests"]))
        on_request = 4 if model in facts["quotas"]["default_only_in_tiers_5_and_6"] else 0
        assert limits_by_tier == [0] * on_request + listed[on_request:], (model, sku)


def test_the_whole_quota_of_a_tier_buys_the_requests_azure_lists_for_it(facts: dict[str, Any]) -> None:
    for model, version, sku, row in quota_rows(facts):
        if "tpm_thousands" not in row:
            continue
        for tokens, requests in zip(row["tpm_thousands"], row["requests"], strict=True):
            bought = quotas.rate_limits(model, version or "any", sku, tokens)
            per_minute = requests * 60 // row["period_seconds"]
            assert bought == quotas.RateLimits(tokens * 1000, per_minute), (model, sku, tokens)


def test_irregular_counters_are_of_models_of_the_catalogue(facts: dict[str, Any]) -> None:
    assert set(facts["quotas"]["irregular_counter_names"]) <= set(models.names())


def test_a_role_is_found_by_each_of_its_names_and_by_no_name_of_another() -> None:
    known = [role for name in roles.names() if (role := roles.find(name))]
    aliases = [alias.lower() for role in known for alias in (role.name, role.guid, role.former_name) if alias]
    assert len(aliases) == len(set(aliases))
    for role in known:
        for alias in filter(None, (role.name, role.guid, role.former_name)):
            assert roles.find(alias.upper()) is role


@pytest.mark.parametrize("name", ["Cognitive Services Contributor", "Contributor", "Owner"])
def test_control_plane_roles_do_not_allow_inference(name: str) -> None:
    role, inference = roles.find(name), roles.find("Cognitive Services OpenAI User")
    assert role is not None and role.data_actions == ()
    assert inference is not None and any("chat/completions" in action for action in inference.data_actions)


def test_filters_block_only_when_enabled_and_have_thresholds_where_they_have_severities(facts: dict[str, Any]) -> None:
    sources = {"Prompt", "Completion", "PreToolCall", "PostToolCall", "PreRun", "PostRun"}
    for name in content_filters.names():
        known = content_filters.find(name)
        assert known is not None and set(known.sources) <= sources, name
        assert not known.blocking or known.enabled, name
        assert (known.threshold in content_filters.SEVERITIES) == known.has_severity, name
        assert known.agents_only == set(known.sources).isdisjoint({"Prompt", "Completion"}), name
        assert known.status in ("ga", "preview"), name
    assert list(content_filters.MODES) == facts["content_filters"]["modes"]
    assert list(content_filters.SYSTEM_POLICIES) == facts["content_filters"]["system_policies"]


@pytest.mark.parametrize("cloud", ["public", "usgov"])
def test_a_private_zone_covers_the_openai_host_of_every_kind(cloud: str) -> None:
    host = networking.openai_endpoint("team-1", cloud).removeprefix("https://team-1.").rstrip("/")
    zones = {kind: networking.private_dns_zones(kind, cloud) for kind in ("OpenAI", "AIServices")}
    assert all(f"privatelink.{host}" in names for names in zones.values())
    assert set(zones["OpenAI"]) <= set(zones["AIServices"])
    assert len(zones["AIServices"]) <= limits.DNS_ZONES_PER_ENDPOINT


def test_sources_are_public_pages_and_not_numbers_of_private_copies(facts: dict[str, Any]) -> None:
    for name, content in facts.items():
        assert not re.findall(r"\bids? \d{8,}|\bS_[A-Z]+\b", json.dumps(content)), name

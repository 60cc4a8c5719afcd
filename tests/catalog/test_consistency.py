"""The catalogue contradicts itself nowhere, says what it does not know, and its look-ups agree with its tables."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from azure_openai_catalog import consistency, content_filters, limits, models, networking, ptu, quotas, roles, skus

VERSIONS = [*models.all_versions()]
PROVISIONED = [name for name in skus.names() if skus.resolve(name).billing == "provisioned"]
TIERS = range(1, 7)

KNOWN_TO_BE_UNKNOWN = [
    "models.models.gpt-6.1-sol.versions.2026-09-29.skus",
    "models.models.gpt-6-sol.versions.2026-09-22.retirement_date",
    "models.models.gpt-live-transcribe.versions.2026-07-29.skus",
    "models.models.gpt-transcribe.versions",
    "models.models.gpt-oss-120b.versions.1.skus.GlobalStandard",
    "models.models.gpt-4.1.versions.2025-04-14.skus.DeveloperTier",
    "quotas.default_quota.gpt-4o.GlobalStandard",
    "quotas.default_quota.whisper.Standard",
    "ptu.models.gpt-image-2.input_tpm_per_ptu",
]
"""What the sources are known to lack; if one of these gets an answer, this list is out of date."""


def test_nothing_in_the_catalogue_contradicts_anything_else_in_it() -> None:
    assert [str(problem) for problem in consistency.problems()] == []


def test_what_is_not_known_is_listed_once_with_its_path() -> None:
    unknowns = consistency.unknowns()
    paths = [problem.where for problem in unknowns]
    assert set(KNOWN_TO_BE_UNKNOWN) <= set(paths) and len(paths) == len(set(paths))
    assert all(problem.is_warning and problem.what.endswith("is not known.") for problem in unknowns)
    assert "models.models.gpt-5.1.versions.2025-11-13.retirement_date" not in paths


@pytest.fixture(scope="module")
def facts() -> dict[str, Any]:
    """The data files by name."""
    folder = Path(models.__file__).parent / "data"
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in folder.glob("*.json")}


def test_the_developer_tier_is_for_fine_tuned_models_and_its_regions_are_not_published() -> None:
    with_developer_tier = [version for version in VERSIONS if "DeveloperTier" in (version.regions or {})]
    assert with_developer_tier
    for version in with_developer_tier:
        assert version.fine_tunable, version.model
        assert version.regions_for("DeveloperTier") is None, version.model


def test_versions_are_listed_newest_first() -> None:
    for name in models.names():
        listed = [version.version for version in models.versions(name)]
        assert listed == sorted(listed, reverse=True), name


def test_whatever_is_offered_as_provisioned_has_a_capacity_rule() -> None:
    for version in VERSIONS:
        for sku in PROVISIONED:
            if version.regions_for(sku):
                assert ptu.capacity_rule(version.model, sku) is not None, (version.model, sku)


def quota_rows(facts: dict[str, Any]) -> list[tuple[str, str | None, str, dict[str, Any]]]:
    """Model, version if the row is for one, SKU and figures of each row of the quota table."""
    return [
        (key.partition("@")[0], key.partition("@")[2] or None, sku, row)
        for key, by_sku in facts["quotas"]["default_quota"].items()
        for sku, row in by_sku.items()
    ]


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


def test_filters_have_azures_modes_and_system_policies(facts: dict[str, Any]) -> None:
    assert list(content_filters.MODES) == facts["content_filters"]["modes"]
    assert list(content_filters.SYSTEM_POLICIES) == facts["content_filters"]["system_policies"]
    for name in content_filters.names():
        known = content_filters.find(name)
        assert known is not None
        assert known.agents_only == set(known.sources).isdisjoint({"Prompt", "Completion"}), name

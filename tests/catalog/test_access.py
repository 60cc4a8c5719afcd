"""How Azure is called, who may do what, and what needs approval."""

from typing import Any

import pytest

from azure_openai_catalog import api, content_filters, limits, models, networking, quotas, sources, tasks
from azure_openai_catalog.problems import CatalogError


def test_the_v1_api_has_one_address_for_each_operation() -> None:
    assert api.v1_url("team-1", "responses") == "https://team-1.openai.azure.com/openai/v1/responses"
    assert api.v1_url("team-1", "embeddings", "usgov") == "https://team-1.openai.azure.us/openai/v1/embeddings"
    assert len({api.v1_url("x", operation) for operation in api.v1_operations()}) == len(api.v1_operations())
    with pytest.raises(CatalogError, match=r"operation: .* 'chat_completion'\. Use chat_completions"):
        api.v1_url("x", "chat_completion")


def test_control_plane_paths_take_their_ids() -> None:
    path = api.control_plane_path("usages", subscription="0", location="eastus")
    assert path == "/subscriptions/0/providers/Microsoft.CognitiveServices/locations/eastus/usages"
    with pytest.raises(CatalogError, match="location: is missing in /subscriptions"):
        api.control_plane_path("usages", subscription="0")
    with pytest.raises(CatalogError, match=r"no control-plane path 'usage'\. Use usages"):
        api.control_plane_path("usage")


def test_versions_and_headers_are_those_of_the_sources() -> None:
    assert (api.control_plane_version(), api.dated_version()) == ("2026-07-01", "2024-10-21")
    assert api.control_plane_version(preview=True).endswith("-preview")
    assert "retry-after-ms" in api.rate_limit_headers() and "x-ms-spillover-error" in api.spillover_headers()


def test_models_for_the_responses_api_alone_are_those_azure_lists() -> None:
    only = {version.model for version in models.all_versions() if version.apis == ("responses",)}
    assert {"gpt-5-pro", "gpt-5.4-pro", "o3-pro", "codex-mini", "computer-use-preview"} <= only


def test_an_account_has_an_address_for_each_purpose() -> None:
    assert networking.endpoints("a", "OpenAI") == {"openai": "https://a.openai.azure.com/"}
    for cloud in ("public", "usgov"):
        zones = networking.private_dns_zones("AIServices", cloud)
        for address in networking.endpoints("a", "AIServices", cloud).values():
            assert any(address == f"https://a.{zone.removeprefix('privatelink.')}/" for zone in zones)
    assert networking.entra_scope() == networking.ENTRA_SCOPE
    assert networking.related_private_dns_zone("key_vault") == ("vault", "privatelink.vaultcore.azure.net")
    assert networking.management_endpoint("usgov").startswith("https://management.")
    assert "Microsoft.Search" in networking.trusted_services()


def test_a_task_names_the_least_role_and_those_that_are_never_enough() -> None:
    inference = tasks.resolve("inference")
    assert inference.least == ("Cognitive Services OpenAI User",)
    assert {"Owner", "Contributor"} <= set(inference.never_enough)
    assert tasks.resolve("view_quota").scope == "subscription"
    with pytest.raises(CatalogError, match=r"task: There is no task 'infer'\. Use inference"):
        tasks.resolve("infer")


def test_the_tasks_of_a_role_are_those_it_does_alone() -> None:
    done = [task.key for task in tasks.of_role("Cognitive Services OpenAI Contributor")]
    assert done == ["inference", "create_deployment", "fine_tune"]


@pytest.mark.parametrize(
    ("name", "enabled", "blocking", "needed"),
    [
        ("Hate", True, True, False),
        ("violence", True, False, True),
        ("Selfharm", False, False, True),
        ("Jailbreak", False, False, False),
        ("Protected Material Code", True, False, False),
    ],
)
def test_weakening_a_harm_category_needs_approval(name: str, enabled: bool, blocking: bool, needed: bool) -> None:
    assert content_filters.needs_approval(name, enabled, blocking) is needed


def test_approval_is_asked_for_where_azure_says() -> None:
    assert content_filters.approval_form().startswith("https://")
    assert content_filters.approval_form("usgov") != content_filters.approval_form()
    with pytest.raises(CatalogError, match=r"no content filter 'Hat'\. Use Hate"):
        content_filters.needs_approval("Hat", True, True)


def test_limits_carry_their_units_and_nothing_changes_them() -> None:
    counts: Any = limits.counts()
    assert (counts["batch_requests_per_file"], counts["fine_tuning_training_file_megabytes"]) == (100_000, 512)
    assert limits.SOFT_DELETE_HOURS == 48 and limits.propagation_minutes("role_assignment") == 10
    with pytest.raises(TypeError):
        counts["ip_rules"] = 1


def test_quota_of_free_tier_batch_and_government_is_known() -> None:
    assert quotas.free_tier_limits("gpt-5-mini", "GlobalStandard") == quotas.RateLimits(500_000, 500)
    assert quotas.free_tier_limits("text-embedding-3-small", "GlobalStandard") == quotas.RateLimits(1_000_000, 6_000)
    assert quotas.free_tier_limits("gpt-5", "GlobalStandard") is None
    assert quotas.batch_limit("gpt-5", "GlobalBatch", "default") == 200_000
    assert quotas.batch_limit("gpt-5.5", "DataZoneBatch", "msdn_free") is None
    assert quotas.government_limit("gpt-4.1", "Standard", enterprise=True) == 2000
    assert quotas.government_limit("gpt-5.1", "Standard", enterprise=False) is None
    assert quotas.steady_tokens_per_month("gpt-5") == 32 * 10**9
    assert quotas.steady_tokens_per_month("gpt-6-sol") is None


def test_counters_of_other_things_belong_to_no_pool() -> None:
    assert quotas.pool_of_counter("OpenAI.S0.AccountCount", "eastus") is None
    for sku in ("GlobalStandard", "DataZoneStandard", "Standard", "ProvisionedManaged", "GlobalBatch"):
        pool = quotas.pool(sku, "gpt-4.1", "swedencentral")
        assert quotas.pool_of_counter(pool.counter, "Sweden Central") == pool


def test_facts_without_a_look_up_can_be_read_but_not_changed() -> None:
    facts = sources.facts("ptu")
    facts["models"].clear()
    assert sources.facts("ptu")["models"]

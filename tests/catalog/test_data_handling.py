"""Data handling: look-ups and the page that is made from them."""

import pytest

from azure_openai_catalog import data_handling, models, skus
from azure_openai_catalog.data_handling import Stored
from azure_openai_catalog.problems import CatalogError

CHAT = {"chat_completions", "stored_completions", "prompt_caching"}


@pytest.mark.parametrize(
    ("key", "stored", "days"),
    [
        ("chat_completions", Stored.never, None),
        ("responses", Stored.by_default, 30),
        ("stored_completions", Stored.on_request, None),
        ("batch", Stored.always, 365),
        ("fine_tuning", Stored.always, None),
        ("video", Stored.always, 1),
        ("realtime", Stored.not_known, None),
    ],
)
def test_a_feature_says_when_and_how_long_it_stores(key: str, stored: Stored, days: int | None) -> None:
    feature = data_handling.resolve(key)
    assert (feature.stored, feature.retention_days) == (stored, days)


def test_every_feature_has_sources_and_says_where_and_how_long_if_it_stores() -> None:
    for feature in data_handling.features():
        assert feature.sources, feature.key
        if feature.stored in (Stored.on_request, Stored.by_default, Stored.always):
            assert feature.what and feature.where and feature.retention and feature.delete, feature.key


def test_no_number_of_days_is_claimed_for_abuse_monitoring() -> None:
    topic = data_handling.topic("abuse_monitoring")
    assert topic.facts["retention_days"] is None and "no number of days" in topic.facts["retention"]
    assert topic.sources


def test_modified_abuse_monitoring_does_not_stop_what_features_store() -> None:
    remaining = data_handling.topic("modified_abuse_monitoring").facts["does_not_stop"]
    assert all(data_handling.resolve(key).stored is not Stored.never for key in remaining)


@pytest.mark.parametrize(
    ("capabilities", "is_off"),
    [
        ([], False),
        ([{"name": "ContentLogging", "value": "false"}], True),
        ([{"name": "ContentLogging", "value": "true"}], False),
        ([{"name": "VirtualNetworks"}], False),
    ],
)
def test_only_azures_own_entry_proves_that_content_is_not_logged(
    capabilities: list[dict[str, str]], is_off: bool
) -> None:
    assert data_handling.content_logging_is_off(capabilities) is is_off


def test_processing_follows_the_sku_and_mistakes_name_what_there_is() -> None:
    assert all(data_handling.processing_location(name) for name in skus.names())
    with pytest.raises(CatalogError, match=r"feature: There is no feature 'response'\. Use responses"):
        data_handling.resolve("response")
    with pytest.raises(CatalogError, match="topic: There is no topic 'abuse'"):
        data_handling.topic("abuse")


@pytest.mark.parametrize(
    ("model", "version", "sku", "fine_tuned", "offered"),
    [
        ("gpt-5.1", "2025-11-13", "GlobalBatch", False, {"batch"}),
        ("gpt-4.1-mini", "2025-04-14", "DeveloperTier", True, {*CHAT, "responses", "fine_tuning"}),
        ("text-embedding-3-large", "1", "Standard", False, {"chat_completions"}),
        ("gpt-oss-120b", "1", "GlobalStandard", False, {"chat_completions", "stored_completions"}),
        ("whisper", "001", "Standard", False, {"audio_transcriptions", "audio_translations"}),
    ],
)
def test_what_a_deployment_offers_follows_from_model_and_sku(
    model: str, version: str, sku: str, fine_tuned: bool, offered: set[str]
) -> None:
    served = models.find(model, version)
    assert served is not None
    assert data_handling.in_use(served, sku, fine_tuned) == offered


def test_what_is_kept_is_told_in_one_line() -> None:
    assert data_handling.in_short("chat_completions") == "no"
    assert data_handling.in_short("responses") == (
        "unless told not to: input, output and state of the response; where: the geography of the account; "
        "how long: 30 days"
    )
    assert data_handling.in_short("audio_transcriptions") == "not known"
    assert data_handling.in_short("abuse_monitoring").startswith("on: a sample of prompts and completions")


def test_everything_that_any_deployment_offers_can_be_told() -> None:
    versions = [*models.all_versions()]
    offered = {key for version in versions for key in data_handling.in_use(version, "Standard", fine_tuned=True)}
    known = {feature.key for feature in data_handling.features()}
    assert offered - known == {"audio_speech", "audio_transcriptions", "audio_translations"}

"""What a platform tells of what Azure keeps."""

from typing import Any

from azure_openai import Account
from azure_openai.checks.reading import read
from azure_openai.plan import data_handling


def account(**deployments: tuple[str, str, str]) -> Account:
    given: dict[str, Any] = {
        key: {"model": {"name": model, "version": version}, "sku": {"name": sku, "capacity": 10}}
        for key, (model, version, sku) in deployments.items()
    }
    value, _ = read(Account, {"deployments": given})
    assert value is not None
    return value


def test_it_tells_what_the_deployments_of_all_accounts_offer() -> None:
    batch = account(nightly=("gpt-5.1", "2025-11-13", "GlobalBatch"))
    chat = account(chat=("gpt-5.1", "2025-11-13", "DataZoneStandard"))
    assert set(data_handling([batch])) == {"abuse_monitoring", "batch"}
    assert {"abuse_monitoring", "batch", "responses"} < set(data_handling([batch, chat]))


def test_a_fine_tuned_model_keeps_what_it_was_trained_with() -> None:
    name = "gpt-4.1-mini-2025-04-14.ft-b044a9d3cf9c4228b5d393567f693b83"
    told = data_handling([account(tuned=(name, "1", "DeveloperTier"))])
    assert told["fine_tuning"].startswith("yes: training, validation and result files")


def test_abuse_monitoring_is_told_where_nothing_is_deployed() -> None:
    assert set(data_handling([account()])) == {"abuse_monitoring"}


def test_it_says_so_where_the_catalogue_does_not_know_the_model_or_sku() -> None:
    told = data_handling([account(new=("gpt-99", "1", "GlobalStandard"), odd=("gpt-5.1", "2025-11-13", "Instant"))])
    assert told["not_in_catalog"] == "not known"
    assert set(told) == {"abuse_monitoring", "not_in_catalog"}

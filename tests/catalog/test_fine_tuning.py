"""Names of fine-tuned models."""

from datetime import date

from azure_openai_catalog import fine_tuning


def test_a_name_leads_to_the_base_model() -> None:
    found = fine_tuning.find("gpt-4.1-mini-2025-04-14.ft-0123456789abcdef0123456789abcdef-support")
    assert found is not None and found.base is not None
    assert (found.base.model, found.base.version, found.suffix) == ("gpt-4.1-mini", "2025-04-14", "support")
    assert found.developer_tier is True
    assert found.retirement_date == date(2027, 10, 14)


def test_a_base_model_that_developer_tier_does_not_take() -> None:
    found = fine_tuning.find("gpt-5-2025-08-07.ft-0a1b")
    assert found is not None
    assert (found.developer_tier, found.suffix) == (False, None)


def test_an_unknown_base_model_is_said_to_be_unknown() -> None:
    found = fine_tuning.find("gpt-9-2030-01-01.ft-0a1b-mine")
    assert found is not None
    assert (found.base_name, found.base, found.developer_tier) == ("gpt-9-2030-01-01", None, None)
    assert found.retirement_date is None


def test_other_names_are_not_taken_for_fine_tuned_ones() -> None:
    assert [fine_tuning.find(name) for name in ("gpt-4.1-mini", "gpt-4.1.ft-", "ft-0a1b", "")] == [None] * 4

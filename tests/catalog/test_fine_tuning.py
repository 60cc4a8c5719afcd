"""Fine-tuned models: their names, and what follows for life cycle, quota and placement."""

from datetime import date

import pytest

from azure_openai_catalog import AS_OF, fine_tuning, ptu, quotas
from azure_openai_catalog.lifecycle import AtRetirement, Deployed, outlook
from azure_openai_catalog.placement import Choice, Demand, Work, place
from azure_openai_catalog.problems import CatalogError

O4_MINI = "o4-mini-2025-04-16.ft-0a1b"


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


def test_what_becomes_of_a_developer_deployment_says_that_it_lives_a_day() -> None:
    seen = outlook(Deployed("d", O4_MINI, "1", "DeveloperTier", "swedencentral"), AS_OF)
    assert seen.then == "stops; each is deleted 24 hours after it is made"


@pytest.mark.parametrize("sku", ["GlobalStandard", "ProvisionedManaged", "DeveloperTier"])
def test_a_fine_tuned_model_outlives_its_base_and_stops_then(sku: str) -> None:
    seen = outlook(Deployed("d", O4_MINI, "1", sku, "swedencentral"), AS_OF)
    assert seen.version is not None and (seen.version.model, seen.version.version) == (O4_MINI, "1")
    assert seen.retirement_date == date(2027, 11, 19)
    assert (seen.at_retirement, seen.upgrades_to) == (AtRetirement.stops, None)


def test_only_what_can_be_fine_tuned_and_lives_longer_follows_a_fine_tuned_model() -> None:
    (gpt_5,) = outlook(Deployed("d", O4_MINI, "1", "DeveloperTier", "swedencentral"), AS_OF).successors
    assert (gpt_5.version.model, gpt_5.needs_training) == ("gpt-5", True)
    assert gpt_5.offered_here is False
    (gpt_5,) = outlook(Deployed("d", O4_MINI, "1", "GlobalStandard", "swedencentral"), AS_OF).successors
    assert gpt_5.offered_here is None
    assert outlook(Deployed("d", "gpt-4.1-2025-04-14.ft-0a1b", "1", "Standard", "x"), AS_OF).successors == ()


@pytest.mark.parametrize(
    ("model", "version"), [("gpt-5.1-2025-11-13.ft-0a1b", "1"), ("gpt-9-2030-01-01.ft-0a1b", "1"), (O4_MINI, "2")]
)
def test_what_cannot_be_a_fine_tuned_model_is_not_known(model: str, version: str) -> None:
    assert outlook(Deployed("d", model, version, "GlobalStandard", "eastus"), AS_OF).version is None


@pytest.mark.parametrize(
    ("model", "version", "told"),
    [
        (
            "gpt-4.1-mni-2025-04-14.ft-0a1b",
            "1",
            "model: Model 'gpt-4.1-mni-2025-04-14', which gpt-4.1-mni-2025-04-14.ft-0a1b is made from, is unknown to the "
            "catalogue. Nearest: gpt-4.1-mini-2025-04-14, gpt-4.1-2025-04-14, gpt-4.1-nano-2025-04-14.",
        ),
        (
            "gpt-5.1-2025-11-13.ft-0a1b",
            None,
            "model: gpt-5.1 2025-11-13 cannot be fine-tuned, so that there is no gpt-5.1-2025-11-13.ft-0a1b. Check the name.",
        ),
        (O4_MINI, "2", f"version: {O4_MINI} has no version '2'. Use \"1\"."),
    ],
)
def test_why_there_is_no_such_fine_tuned_model_is_told(model: str, version: str | None, told: str) -> None:
    with pytest.raises(CatalogError) as raised:
        fine_tuning.resolve(model, version, AS_OF)
    assert str(raised.value) == told


def test_fine_tuned_models_of_one_model_share_azures_counter_for_them() -> None:
    first, second = (f"gpt-4.1-mini-2025-04-14.ft-{job}" for job in ("0a1b", "2c3d-mine"))
    pool = quotas.pool("DeveloperTier", first, "swedencentral")
    assert pool.counter == "OpenAI.DeveloperTier.gpt4.1-mini-finetune"
    assert quotas.pool("DeveloperTier", second, "eastus") == pool
    assert quotas.pool("Standard", "gpt-4o-2024-08-06.ft-0a1b", "eastus").counter == "OpenAI.Standard.gpt-4o-finetune"


def test_no_counter_is_made_up_for_an_unknown_base_model() -> None:
    pool = quotas.pool("GlobalStandard", "gpt-9-2030-01-01.ft-0a1b", "eastus")
    assert pool.counter == "(GlobalStandard of models fine-tuned from gpt-9-2030-01-01)"


def test_a_fine_tuned_model_is_placed_as_far_as_its_regions_are_known() -> None:
    def best(model: str) -> dict[str, Choice]:
        return {choice.sku: choice for choice in reversed(place(Demand(model, work=Work.evaluation), AS_OF))}

    choices = best("gpt-4.1-mini-2025-04-14.ft-0a1b")
    assert (choices["DeveloperTier"].works, choices["GlobalStandard"].works) == (None, None)
    assert best("gpt-5-2025-08-07.ft-0a1b")["DeveloperTier"].works is False


def test_a_fine_tuned_model_is_bought_in_the_steps_of_its_base() -> None:
    rule = ptu.capacity_rule("gpt-4.1-mini-2025-04-14.ft-0a1b", "GlobalProvisionedManaged")
    assert rule is not None and rule == ptu.capacity_rule("gpt-4.1-mini", "GlobalProvisionedManaged")
    assert ptu.capacity_rule("gpt-9-2030-01-01.ft-0a1b", "GlobalProvisionedManaged") is None

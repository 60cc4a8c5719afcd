"""Life cycle of deployments: what happens when, what could follow, and what is not known."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azure_openai_catalog import AS_OF, lifecycle, models, regions, skus
from azure_openai_catalog.lifecycle import AtRetirement, Deployed, calendar, outlook, problems
from azure_openai_catalog.models import Stage
from azure_openai_catalog.problems import CatalogError
from azure_openai_catalog.successors import successors

VERSIONS = [*models.all_versions()]
DAYS = st.dates(date(2025, 1, 1), date(2029, 1, 1))
DEPLOYED = st.builds(
    lambda version, sku, region, option: Deployed("d", version.model, version.version, sku, region, option),
    st.sampled_from(VERSIONS),
    st.sampled_from(skus.names()),
    st.sampled_from(regions.names()),
    st.sampled_from([None, *lifecycle.UPGRADE_OPTIONS]),
)


def gpt_4o(sku: str, option: str | None = None, version: str | None = "2024-05-13") -> Deployed:
    """A deployment of a version that retires 16 days after the catalogue's date."""
    return Deployed("prod.chat", "gpt-4o", version, sku, "swedencentral", option)


@pytest.mark.parametrize(
    ("sku", "option", "expected"),
    [
        ("GlobalStandard", None, AtRetirement.upgrades),
        ("Standard", "OnceNewDefaultVersionAvailable", AtRetirement.upgrades),
        ("DataZoneStandard", "NoAutoUpgrade", AtRetirement.stops),
        ("ProvisionedManaged", None, AtRetirement.needs_migration),
        ("GlobalBatch", None, AtRetirement.needs_migration),
        ("DeveloperTier", None, AtRetirement.stops),
    ],
)
def test_what_happens_at_retirement_follows_from_sku_and_option(
    sku: str, option: str | None, expected: AtRetirement
) -> None:
    assert outlook(gpt_4o(sku, option), AS_OF).at_retirement is expected


def test_the_outlook_of_a_deployment_names_day_target_and_successors() -> None:
    seen = outlook(gpt_4o("GlobalStandard"), AS_OF)
    assert (seen.days_left, seen.stage, seen.upgrades_to) == (16, Stage.deprecated, "2024-11-20")
    assert [(s.version.model, s.why, s.offered_here) for s in seen.successors] == [
        ("gpt-5.6-sol", "named by Azure", True),
        ("gpt-4o", "newer version", True),
        ("gpt-4o", "newer version", True),
    ]


def test_a_provisioned_successor_comes_with_the_capacities_that_can_be_bought() -> None:
    first = outlook(gpt_4o("ProvisionedManaged"), AS_OF).successors[0]
    assert first.offered_here is False and first.regions == {"uksouth", "westus"}
    assert first.capacity_rule is not None and first.capacity_rule.minimum == 50


def test_the_calendar_is_in_order_and_leaves_out_what_is_over_or_unknown() -> None:
    deployments = [
        Deployed("a", "gpt-5.1", "2025-11-13", "DataZoneStandard", "swedencentral"),
        Deployed("b", "gpt-chat-latest", "2026-08-06", "GlobalStandard", "eastus"),
        Deployed("c", "o3", "2025-04-16", "GlobalStandard", "eastus"),
        Deployed("d", "gpt-6-sol", "2026-09-22", "GlobalStandard", "eastus"),
        gpt_4o("ProvisionedManaged"),
    ]
    events = calendar(deployments, AS_OF)
    assert [(event.day, event.kind, event.where) for event in events] == [
        (date(2026, 12, 2), "upgrade", "b"),
        (date(2026, 12, 9), "retirement", "prod.chat"),
        (date(2027, 5, 15), "upgrade", "a"),
    ]
    assert events[0].description.startswith("Not before this day.")
    assert len({event.uid for event in events}) == 3


def test_problems_tell_what_is_impossible_from_what_is_not_known() -> None:
    deployments = [
        gpt_4o("DataZoneStandard", "NoAutoUpgrade"),
        gpt_4o("GlobalStandard"),
        Deployed("o3", "o3", "2025-04-16", "GlobalStandard", "eastus"),
        Deployed("old", "gpt-4", "0613", "Standard", "eastus"),
        Deployed("new", "gpt-9", "1", "GlobalStandard", "eastus"),
        Deployed("six", "gpt-6-sol", "2026-09-22", "GlobalStandard", "eastus"),
        Deployed("fine", "gpt-5.1", "2025-11-13", "GlobalStandard", "eastus"),
    ]
    found = problems(deployments, AS_OF)
    assert [(problem.where, problem.is_warning) for problem in found] == [
        ("prod.chat", False),
        ("prod.chat", True),
        ("o3", False),
        ("old", False),
        ("new", True),
        ("six", True),
    ]
    assert str(found[0]) == (
        "prod.chat: gpt-4o 2024-05-13 retires 2026-12-09, in 16 days. The deployment stops then: calls are answered "
        "with 410 Gone. Could follow: gpt-5.6-sol 2026-07-09 (named by Azure), gpt-4o 2024-11-20 (newer version), "
        "gpt-4o 2024-08-06 (newer version)."
    )


def test_without_a_version_the_default_one_counts() -> None:
    assert outlook(gpt_4o("GlobalStandard", version=None), AS_OF).version == models.default_version("gpt-4o", AS_OF)


def test_an_upgrade_can_come_before_the_retirement_if_the_option_says_so() -> None:
    eager = problems([gpt_4o("GlobalStandard", "OnceNewDefaultVersionAvailable")], AS_OF)[0]
    assert (
        "to version 2024-11-20. If another version becomes the default before, Azure upgrades to that one" in eager.what
    )
    assert "two weeks" not in problems([gpt_4o("GlobalStandard")], AS_OF)[0].what


def test_an_upgrade_option_that_azure_does_not_have_is_refused() -> None:
    with pytest.raises(CatalogError, match=r"upgrade_option: .* 'never'. Use OnceCurrentVersionExpired, Once"):
        outlook(gpt_4o("GlobalStandard", "never"), AS_OF)


@given(DEPLOYED, DAYS)
def test_every_event_lies_ahead_and_belongs_to_a_known_retirement(deployed: Deployed, day: date) -> None:
    seen = outlook(deployed, day)
    events = calendar([deployed], day)
    assert bool(events) == (seen.retirement_date is not None and seen.retirement_date > day)
    assert all(event.day == seen.retirement_date for event in events)


@given(DEPLOYED, DAYS, st.integers(0, 400))
def test_the_nearer_the_day_the_more_problems(deployed: Deployed, day: date, later: int) -> None:
    now, then = problems([deployed], day, 60), problems([deployed], day + timedelta(days=later), 60)
    assert len(then) >= len(now)


@given(st.sampled_from(VERSIONS), st.sampled_from(skus.names()), st.sampled_from(regions.names()), DAYS)
def test_successors_are_in_service_and_other_versions(
    version: models.ModelVersion, sku: str, region: str, day: date
) -> None:
    for successor in successors(version, sku, region, day):
        assert successor.version != version
        assert successor.version.stage_on(day) is not Stage.retired
        if successor.why != "named by Azure" and version.retirement_date and successor.version.retirement_date:
            assert successor.version.retirement_date > version.retirement_date

"""What is said of quota before Azure is asked: declared limits stop, Azure's largest defaults warn."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azure_openai import InvalidSettings, OpenAIAccount, OpenAIPlatformArgs
from azure_openai.checks.platform import platform_problems
from azure_openai.checks.problems import Problem
from azure_openai.checks.reading import read
from azure_openai_catalog import AS_OF

from .conftest import deployment

CHAT = "OpenAI.DataZoneStandard.gpt-5.1"
GRANTED = " If Azure granted more, give it as `quota.limits`."


def problems(quota: dict[str, Any] | None, **deployments: Any) -> list[Problem]:
    """Problems of accounts in Sweden, France and Virginia, each with the deployments of its key."""
    regions = {"sweden": "swedencentral", "france": "francecentral", "virginia": "eastus2"}
    accounts = {key: {"location": regions[key], "deployments": {"chat": one}} for key, one in deployments.items()}
    given = {"location": "swedencentral", "accounts": accounts, **({"quota": quota} if quota is not None else {})}
    value, found = read(OpenAIPlatformArgs, given)
    return [*found, *platform_problems(value, "test", AS_OF)] if value else found


def told(quota: dict[str, Any] | None, **deployments: Any) -> list[str]:
    """What is told of them, warnings with a star."""
    return [f"{'*' if problem.is_warning else ''}{problem}" for problem in problems(quota, **deployments)]


@pytest.mark.parametrize(
    ("quota", "deployments", "expected"),
    [
        # Tier 2 gives 670 in a data zone; the account in Virginia has another pool.
        (
            {"tier": 2},
            {
                "sweden": deployment(capacity=400),
                "france": deployment(capacity=300),
                "virginia": deployment(capacity=500),
            },
            f"quota: {CHAT} (eu): 2 deployments want 700, the limit is 670 (default of quota tier 2): 30 too much. "
            f"Lower `accounts.sweden.deployments.chat` from 400 to 370; or ask Azure for 700.{GRANTED}",
        ),
        (
            {"tier": 2, "limits": {CHAT: 100}},
            {"sweden": deployment(capacity=101)},
            f"quota: {CHAT} (eu): 1 deployment wants 101, the limit is 100 (given): 1 too much. "
            "Lower `accounts.sweden.deployments.chat` from 101 to 100; or ask Azure for 101.",
        ),
        (
            {"limits": {"OpenAI.ProvisionedManaged": 60}},
            {"sweden": deployment("ProvisionedManaged", 100)},
            "quota: OpenAI.ProvisionedManaged (swedencentral): 1 deployment wants 100, the limit is 60 (given): 40 too much. "
            "Lower `accounts.sweden.deployments.chat` from 100 to 50; or ask Azure for 100.",
        ),
        (
            {"tier": 1},
            {"sweden": deployment(model={"name": "gpt-6-sol", "version": "2026-09-22"})},
            "quota: OpenAI.DataZoneStandard.gpt-6-sol (eu): 1 deployment wants 15, the limit is 0 (default of quota tier 1): "
            f"15 too much. It does not fit even with all at their minimum. Ask Azure for 15.{GRANTED}",
        ),
        (
            {"offer": "monthly_credit_card"},
            {"sweden": deployment("GlobalBatch", 60_000)},
            "quota: OpenAI.GlobalBatch.gpt-5.1: 1 deployment wants 60000, the limit is 50000 (default of "
            "monthly_credit_card): 10000 too much. Lower `accounts.sweden.deployments.chat` from 60000 to 50000; "
            f"or ask Azure for 60000.{GRANTED}",
        ),
        (
            None,
            {"sweden": deployment(capacity=4001)},
            f"*quota: {CHAT} (eu): 1 deployment wants 4001, the limit is 4000 (default of quota tier 6): 1 too much. "
            "Lower `accounts.sweden.deployments.chat` from 4001 to 4000; or ask Azure for 4001. No subscription has more by "
            f"default, says the page of quotas and limits (2026-08-20).{GRANTED}",
        ),
        (
            {"limits": {"OpenAI.DataZoneStandard.gpt5.1": 10}},
            {"sweden": deployment()},
            "*quota.limits.OpenAI.DataZoneStandard.gpt5.1: limits nothing, since no deployment draws from it. "
            f"Nearest: {CHAT}.",
        ),
        ({"tier": 7}, {"sweden": deployment()}, "quota.tier: 7 is no quota tier. Use 1 to 6."),
        (
            {"offer": "gold"},
            {"sweden": deployment()},
            "quota.offer: there is no batch quota for 'gold'. "
            "Use enterprise_agreement, default, monthly_credit_card, msdn_free.",
        ),
        ({"limits": {CHAT: -1}}, {"sweden": deployment()}, f"quota.limits.{CHAT}: is -1. Use 0 or more."),
        ({"teir": 1}, {"sweden": deployment()}, "quota.teir: is not a setting. Did you mean tier?"),
    ],
)
def test_what_does_not_fit_is_named_with_counter_limit_sum_and_change(
    quota: dict[str, Any] | None, deployments: dict[str, Any], expected: str
) -> None:
    assert told(quota, **deployments) == [expected]


@pytest.mark.parametrize(
    ("quota", "deployments"),
    [
        ({"tier": 2}, {"sweden": deployment(capacity=370), "france": deployment(capacity=300)}),
        ({"tier": 1, "limits": {CHAT: 9000}}, {"sweden": deployment(capacity=9000)}),
        (None, {"sweden": deployment(capacity=4000), "virginia": deployment(capacity=4000)}),
        ({}, {"sweden": deployment("DataZoneProvisionedManaged", 100_000)}),
        ({"tier": 1}, {"sweden": deployment("DataZoneProvisionedManaged", 100_000)}),
    ],
)
def test_what_fits_or_has_no_limit_on_record_is_no_problem(
    quota: dict[str, Any] | None, deployments: dict[str, Any]
) -> None:
    assert told(quota, **deployments) == []


def test_quota_is_told_together_with_everything_else_and_once_for_what_azure_does_not_have() -> None:
    wrong = {**deployment(capacity=500), "colour": "blue"}
    found = problems({"tier": 1}, sweden=wrong, france=deployment("Fast"), virginia=deployment(capacity=0))
    assert [problem.where for problem in found] == [
        "accounts.sweden.deployments.chat.colour",
        "accounts.france.deployments.chat.sku.name",
        "accounts.virginia.deployments.chat.sku.capacity",
        "quota",
    ]


def test_fine_tuned_models_draw_from_a_pool_of_their_own() -> None:
    tuned = deployment("DeveloperTier", 50, model={"name": "gpt-4.1-mini-2025-04-14.ft-0a1b", "version": "1"})
    (found,) = told({"limits": {"OpenAI.DeveloperTier.gpt4.1-mini-finetune": 80}}, sweden=tuned, virginia=tuned)
    assert "OpenAI.DeveloperTier.gpt4.1-mini-finetune: 2 deployments want 100, the limit is 80 (given)" in found


def test_an_account_of_its_own_is_held_against_its_quota() -> None:
    settings: Any = {
        "resource_group_name": "rg",
        "location": "swedencentral",
        "deployments": {"chat": deployment(capacity=301)},
        "quota": {"tier": 1},
    }
    with pytest.raises(InvalidSettings, match=r"Lower `deployments\.chat` from 301 to 300"):
        OpenAIAccount("ai", settings)


def test_an_account_of_a_platform_has_no_quota_of_its_own() -> None:
    value, found = read(OpenAIPlatformArgs, {"location": "swedencentral", "accounts": {"eu": {"quota": {"tier": 1}}}})
    assert value is not None
    assert [(problem.where, problem.what) for problem in found] == [("accounts.eu.quota", "is not a setting.")]


CAPACITIES = st.lists(st.integers(1, 500), min_size=1, max_size=3)


@given(CAPACITIES, st.integers(1, 6), st.none() | st.integers(0, 1500))
def test_there_is_a_problem_just_where_the_sum_is_above_the_limit(
    capacities: list[int], tier: int, limit: int | None
) -> None:
    default = {1: 300, 2: 670, 3: 1000, 4: 2000, 5: 3000, 6: 4000}[tier]
    accounts = {f"a{n}": {"deployments": {"chat": deployment(capacity=one)}} for n, one in enumerate(capacities)}
    quota = {"tier": tier, "limits": None if limit is None else {CHAT: limit}}
    value, _ = read(OpenAIPlatformArgs, {"location": "swedencentral", "accounts": accounts, "quota": quota})
    assert value is not None
    found = [problem.where for problem in platform_problems(value, "test", AS_OF)]
    assert found == ["quota"] * (sum(capacities) > (default if limit is None else limit))

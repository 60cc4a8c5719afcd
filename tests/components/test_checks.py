"""Settings and checks: pure functions, no engine."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azure_openai import InvalidSettings, OpenAIAccountArgs, OpenAIPlatformArgs
from azure_openai.checks.platform import platform_problems
from azure_openai.checks.problems import Problem
from azure_openai.checks.reading import read
from azure_openai_catalog import AS_OF, models, skus


def platform(**account: Any) -> dict[str, Any]:
    return {"location": "swedencentral", "accounts": {"eu": account}}


def deployment(**changes: Any) -> dict[str, Any]:
    return {
        "model": {"name": "gpt-5.1", "version": "2025-11-13"},
        "sku": {"name": "DataZoneStandard", "capacity": 10},
        **changes,
    }


def problems(settings: dict[str, Any]) -> list[Problem]:
    value, found = read(OpenAIPlatformArgs, settings)
    return [*found, *platform_problems(value, "test", AS_OF)] if value else found


def told(settings: dict[str, Any]) -> dict[str, str]:
    return {problem.where: f"{problem.what} {problem.instead}" for problem in problems(settings)}


def test_a_sound_platform_has_no_problems() -> None:
    assert problems(platform(deployments={"chat": deployment()})) == []


@pytest.mark.parametrize(
    ("settings", "where", "what"),
    [
        (platform(kinds="OpenAI"), "accounts.eu.kinds", "is not a setting. Did you mean kind?"),
        (platform(kind="Open"), "accounts.eu.kind", "'Open' is not a choice. Use 'OpenAI' or 'AIServices'."),
        (
            platform(deployments={"chat": {"model": {"name": "gpt-5"}}}),
            "accounts.eu.deployments.chat.sku",
            "is required. Add it.",
        ),
        (
            platform(deployments={"chat": deployment(content_filter="strict")}),
            "accounts.eu.deployments.chat.content_filter",
            "'strict' is no content filter of this account. Use one of default, Microsoft.Default, Microsoft.DefaultV2.",
        ),
        (
            platform(deployments={"chat": deployment(version_policy="auto")}),
            "accounts.eu.deployments.chat.model.version",
            "'2025-11-13' is given although `version_policy` is `auto`. Remove the version, or use `pinned`.",
        ),
        (
            platform(deployments={"chat": deployment(sku={"name": "datazonestandard", "capacity": 1})}),
            "accounts.eu.deployments.chat.sku.name",
            "Azure has no deployment SKU 'datazonestandard'. Use DataZoneStandard.",
        ),
        (
            platform(deployments={"chat": deployment(sku={"name": "GlobalStandard", "capacity": 0})}),
            "accounts.eu.deployments.chat.sku.capacity",
            "is 0. Use 1 or more.",
        ),
        (
            platform(deployments={"a": deployment(name="chat"), "chat": deployment()}),
            "accounts.eu.deployments.chat",
            "has the same name as 'a': 'chat'. Names are unique; change one.",
        ),
        (
            platform(content_filters={"x": {"filters": [{"name": "hate", "source": "Prompt"}]}}),
            "accounts.eu.content_filters.x.filters.0.name",
            "Azure has no content filter 'hate'. Use Hate.",
        ),
        (
            platform(
                content_filters={"x": {"filters": [{"name": "Hate", "source": "Prompt", "severity_threshold": "None"}]}}
            ),
            "accounts.eu.content_filters.x.filters.0.severity_threshold",
            "'None' is no severity. Use Low, Medium, High; the first blocks most.",
        ),
        (
            {**platform(), "network": {"virtual_network": {"create": {}, "existing": {"subnet_resource_id": "x"}}}},
            "network.virtual_network",
            "has create, existing set. Set exactly one of create, existing, managed_elsewhere.",
        ),
        (
            {**platform(), "network": {"virtual_network": {"create": {"address_space": "10.0.0.0/30"}}}},
            "network.virtual_network.create.address_space",
            "'10.0.0.0/30' is no IPv4 range of /28 or larger. Write it as 10.10.0.0/24.",
        ),
        (
            {**platform(kind="AIServices"), "network": {"private_dns": {"existing": {"zone_resource_ids": {}}}}},
            "network.private_dns.existing.zone_resource_ids",
            "lacks privatelink.cognitiveservices.azure.com, privatelink.openai.azure.com, privatelink.services.ai.azure.com. "
            "Add their resource ids.",
        ),
        (
            {
                **platform(),
                "role_assignments": {
                    "app": {"role": "OpenAI User", "principal_id": str(AS_OF), "principal_type": "Group"},
                },
            },
            "role_assignments.app.principal_id",
            "'2026-11-23' is no GUID. Give the object id of the principal.",
        ),
    ],
)
def test_a_mistake_is_named_with_its_place_and_its_remedy(settings: dict[str, Any], where: str, what: str) -> None:
    assert told(settings)[where] == what


def test_an_unknown_role_lists_the_nearest() -> None:
    principal = "11111111-1111-4111-8111-111111111111"
    role = {"role": "OpenAI User", "principal_id": principal, "principal_type": "Group"}
    assert (
        "Cognitive Services OpenAI User"
        in told({**platform(), "role_assignments": {"app": role}})["role_assignments.app.role"]
    )


def test_what_the_catalogue_does_not_know_only_warns() -> None:
    unknown_region = problems({**platform(), "location": "marsnorth"})
    deprecated = problems(
        platform(deployments={"chat": deployment(model={"name": "gpt-4.1", "version": "2025-04-14"})})
    )
    assert [problem.is_warning for problem in [*unknown_region, *deprecated]] == [True] * 2
    assert "deprecated" in deprecated[0].what


def test_a_model_newer_than_the_catalogue_can_be_deployed() -> None:
    new = deployment(model={"name": "gpt-9", "version": "2030-01-01"}, not_in_catalog=True)
    assert problems(platform(deployments={"chat": new})) == []


def test_errors_never_show_values_of_other_settings() -> None:
    with pytest.raises(InvalidSettings) as caught:
        raise InvalidSettings("X", problems(platform(tags={"a": 1}, deployments={"chat": deployment(name=1)})))
    assert "2025-11-13" not in str(caught.value)


NAMES = st.text("abc-é_. ", min_size=1, max_size=70)
TREES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-5, 500)
    | st.text(max_size=5)
    | st.sampled_from(["gpt-5.1", "DataZoneStandard", "2025-11-13"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["model", "name", "version", "sku", "capacity", "chat", "preset", "filters", "tier", "limits", "x"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(
    st.dictionaries(
        st.sampled_from(["location", "accounts", "network", "monitoring", "quota", "name", "junk"]),
        TREES | st.dictionaries(NAMES, TREES),
    )
)
def test_no_settings_whatever_make_the_checks_raise(settings: dict[str, Any]) -> None:
    for problem in problems(settings):
        assert problem.what and problem.instead


@given(
    st.sampled_from(models.names()),
    st.sampled_from(skus.names()),
    st.integers(1, 1000),
    st.sampled_from(["swedencentral", "eastus2", "uksouth"]),
)
def test_every_problem_of_a_deployment_names_its_path(model: str, sku: str, capacity: int, location: str) -> None:
    version = next(iter(models.versions(model)), None)
    chosen = {"name": model, "version": version.version if version else "1"}
    settings = {
        **platform(deployments={"d": {"model": chosen, "sku": {"name": sku, "capacity": capacity}}}),
        "location": location,
    }
    wheres = [problem.where for problem in problems(settings)]
    assert all(where == "quota" or where.startswith("accounts.eu.deployments.d.") for where in wheres)


def test_instances_are_checked_like_mappings() -> None:
    value, found = read(OpenAIAccountArgs, OpenAIAccountArgs(resource_group_name="rg", location="swedencentral"))
    assert value is not None and found == []

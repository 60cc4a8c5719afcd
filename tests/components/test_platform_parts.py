"""Network, access and customer-managed keys: what must hold before Azure is asked, and names that follow."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azure_openai import OpenAIPlatformArgs, RoleBundle
from azure_openai.checks.platform import platform_problems
from azure_openai.checks.reading import read
from azure_openai.naming import key_name, vault_name
from azure_openai_catalog import AS_OF, customer_managed_keys, roles

PRINCIPAL = "11111111-1111-4111-8111-111111111111"
ZONE = "privatelink.openai.azure.com"
DEPLOYMENT = {
    "model": {"name": "gpt-5.1", "version": "2025-11-13"},
    "sku": {"name": "DataZoneStandard", "capacity": 10},
}


def told(**settings: Any) -> dict[str, str]:
    given = {"location": "swedencentral", "accounts": {"eu": {"deployments": {"chat": DEPLOYMENT}}}, **settings}
    value, problems = read(OpenAIPlatformArgs, given)
    assert value is not None
    found = [*problems, *platform_problems(value, "test", AS_OF)]
    return {problem.where: f"{problem.what} {problem.instead}" for problem in found}


def grant(**changes: Any) -> dict[str, Any]:
    return {"principal_id": PRINCIPAL, "principal_type": "Group", **changes}


@pytest.mark.parametrize(
    ("assignments", "where", "what"),
    [
        ({"a": grant()}, "role_assignments.a", "names no role. Set exactly one of role, bundle."),
        (
            {"a": grant(role="Owner", bundle="caller")},
            "role_assignments.a",
            "has role, bundle set. Set exactly one of role, bundle.",
        ),
        (
            {"a": grant(bundle="callers")},
            "role_assignments.a.bundle",
            "'callers' is not a choice. Use 'caller', 'deployer', 'reader' or 'evaluator'.",
        ),
        (
            {"a": grant(role="Cognitive Services OpenAI Usr")},
            "role_assignments.a.role",
            "the catalogue has no role 'Cognitive Services OpenAI Usr'. Nearest: Cognitive Services OpenAI User, "
            "Cognitive Services User, Cognitive Services OpenAI Contributor; any other role by its GUID, a custom one by its "
            "resource id.",
        ),
        (
            {"a": grant(bundle="caller", account="us")},
            "role_assignments.a.account",
            "'us' is no account. Known: eu.",
        ),
        (
            {"a": grant(bundle="caller", deployment="chatt")},
            "role_assignments.a.deployment",
            "'chatt' is no deployment of account 'eu'. Known: chat.",
        ),
        (
            {"a": grant(bundle="caller"), "b": grant(role="Cognitive Services OpenAI User")},
            "role_assignments.b",
            "grants the same as 'a': Cognitive Services OpenAI User. Azure refuses it; remove one.",
        ),
    ],
)
def test_a_wrong_role_assignment_is_named(assignments: dict[str, Any], where: str, what: str) -> None:
    assert told(role_assignments=assignments)[where] == what


@pytest.mark.parametrize(
    ("network", "where", "what"),
    [
        (
            {"private_endpoints": {"a": {}, "b": {"subnet_resource_id": "/s"}}},
            "network.private_endpoints",
            "a, b would register in the same zones, and a zone holds one address for a name. Set `private_dns` of all but one.",
        ),
        (
            {"private_endpoints": {"a": {"location": "francecentral"}}},
            "network.private_endpoints.a.location",
            "is given without a subnet of its own. Add `subnet_resource_id`.",
        ),
        (
            {
                "virtual_network": {"managed_elsewhere": {"by": "the network team"}},
                "private_dns": {"managed_elsewhere": {"by": "the network team"}},
                "private_endpoints": {"a": {}},
            },
            "network.private_endpoints.a.subnet_resource_id",
            "is required: the network team has the network. Add it, or remove the endpoint.",
        ),
        (
            {"private_endpoints": {"a": {"private_dns": {"existing": {"zone_resource_ids": {}}}}}},
            "network.private_endpoints.a.private_dns.existing.zone_resource_ids",
            f"lacks {ZONE}. Add their resource ids.",
        ),
        (
            {"private_dns": {"create": {"virtual_network_resource_ids": {"own": "/n"}}}},
            "network.private_dns.create.virtual_network_resource_ids.own",
            "is the key of the link to the network with the endpoints. Choose another key.",
        ),
    ],
)
def test_a_wrong_network_is_named(network: dict[str, Any], where: str, what: str) -> None:
    assert told(network=network)[where] == what


@pytest.mark.parametrize(
    ("key", "where", "what"),
    [
        ({}, "", "chooses nothing. Set exactly one of create, existing."),
        ({"create": {"key_size": 1024}}, ".create.key_size", "1024 bits cannot be had. Use 2048, 3072, 4096."),
        ({"create": {"rotate_after_days": 3}}, ".create.rotate_after_days", "is 3. Use 7 or more."),
        (
            {
                "existing": {
                    "key_vault_resource_id": "kv",
                    "key_name": "k",
                    "identity_resource_id": "/i",
                    "identity_client_id": PRINCIPAL,
                }
            },
            ".existing.key_vault_resource_id",
            "'kv' is no resource id of a vault. Copy it from the portal.",
        ),
    ],
)
def test_a_wrong_key_is_named(key: dict[str, Any], where: str, what: str) -> None:
    assert told(accounts={"eu": {"customer_managed_key": key}})[f"accounts.eu.customer_managed_key{where}"] == what


def test_a_system_assigned_identity_must_exist_to_use_a_key() -> None:
    account = {
        "managed_identities": {"system_assigned": False},
        "customer_managed_key": {"create": {"identity": "SystemAssigned"}},
    }
    assert "accounts.eu.customer_managed_key.create.identity" in told(accounts={"eu": account})


def test_every_bundle_holds_roles_of_the_catalogue_that_list_no_keys() -> None:
    assert set(roles.bundles()) == {bundle.value for bundle in RoleBundle}
    for names in roles.bundles().values():
        for name in names:
            role = roles.find(name)
            assert role is not None and not any("listkeys" in action.lower() for action in role.actions)


BASES = st.from_regex(r"[A-Za-z0-9]([A-Za-z0-9-]{0,55}[A-Za-z0-9])?", fullmatch=True)


@given(BASES, st.lists(st.text(max_size=8), min_size=1, max_size=3))
def test_every_base_gives_a_vault_a_name_that_azure_takes(base: str, place: list[str]) -> None:
    name = vault_name(base, *place)
    assert customer_managed_keys.VAULT_NAME.matches(name), name
    assert vault_name(base, *place, "2") != name
    assert vault_name(f"{base}x", *place) != name


@given(st.sampled_from(customer_managed_keys.KEY_SIZES), st.integers(7, 4000), st.integers(7, 4000))
def test_what_cannot_change_about_a_key_is_in_its_name(size: int, days: int, others: int) -> None:
    assert re.fullmatch(r"[a-zA-Z0-9-]{1,127}", key_name("ai", size, days))
    assert (key_name("ai", size, days) == key_name("ai", size, others)) == (days == others)

"""Locks: made after everything they cover, so that they are the first to go."""

import importlib
from typing import Any

LOCK = {"level": "CanNotDelete", "notes": "production"}
CHAT = {"model": {"name": "gpt-5.1", "version": "2025-11-13"}, "sku": {"name": "DataZoneStandard", "capacity": 10}}


def openai() -> Any:
    return importlib.import_module("azure_openai")


def test_an_account_has_no_lock_unless_one_is_named(resources_of: Any) -> None:
    settings = {"resource_group_name": "rg", "location": "swedencentral"}
    assert not any("Lock" in name for name in resources_of(lambda: openai().OpenAIAccount("ai", settings)))


def test_the_lock_of_an_account_waits_for_the_account_and_all_that_lies_below_it(resources_of: Any) -> None:
    settings = {
        "resource_group_name": "rg",
        "location": "swedencentral",
        "deployments": {"chat": CHAT},
        "lock": LOCK,
    }
    lock = resources_of(lambda: openai().OpenAIAccount("ai", settings))["ManagementLockByScope ai"]
    assert (lock["level"], lock["lockName"], lock["notes"]) == ("CanNotDelete", "ai-lock", "production")
    assert lock["scope"].split("/accounts/")[1].startswith("ai-")
    assert {"Account ai", "RaiPolicy ai-default", "Deployment ai-chat"} <= lock.waits_for


def test_in_a_platform_the_lock_waits_for_endpoint_access_and_diagnostics_too(resources_of: Any) -> None:
    grant = {
        "role": "Cognitive Services OpenAI User",
        "principal_type": "Group",
        "principal_id": "11111111-1111-4111-8111-111111111111",
    }
    settings = {
        "location": "swedencentral",
        "accounts": {"eu": {"deployments": {"chat": CHAT}, "lock": LOCK}},
        "role_assignments": {"team": grant},
    }
    made = resources_of(lambda: openai().OpenAIPlatform("p", settings))
    assert {
        "Deployment p-eu-chat",
        "PrivateEndpoint p-eu-default",
        "RoleAssignment p-eu-team",
        "DiagnosticSetting p-eu",
    } <= made["ManagementLockByScope p-eu"].waits_for

"""The policy pack on the real engine: what must not be deployed stops in the preview."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


def violations(project: Any, repository: Path) -> str:
    printed = project.pulumi("preview", "--policy-pack", str(repository / "policies"), fails=True)
    return " ".join(printed.split())


def test_the_platform_of_stack_local_complies(new_project: Callable[..., Any], repository: Path) -> None:
    printed = new_project().pulumi("preview", "--policy-pack", str(repository / "policies"))
    assert "✅ azure-openai" in printed


@pytest.mark.parametrize(
    ("changes", "rule", "resource"),
    [
        (
            {"public_network_access": "Enabled"},
            "net-01-public-network-off",
            "azure-native:cognitiveservices:Account: platform-eu",
        ),
        ({"disable_local_auth": False}, "iam-01-no-key-auth", "azure-native:cognitiveservices:Account: platform-eu"),
        (
            {"managed_identities": {"system_assigned": False}},
            "iam-02-managed-identity",
            "azure-native:cognitiveservices:Account: platform-eu",
        ),
    ],
)
def test_what_is_turned_off_is_reported_by_rule_and_resource(
    new_project: Callable[..., Any], repository: Path, changes: dict[str, Any], rule: str, resource: str
) -> None:
    project = new_project()
    with project.settings() as settings:
        settings["accounts"]["eu"].update(changes)
    printed = violations(project, repository)
    assert rule in printed and resource in printed
    assert project.held()["resources"] == []


def test_a_stack_without_content_filters_is_refused(new_project: Callable[..., Any], repository: Path) -> None:
    project = new_project()
    with project.settings() as settings:
        for deployment in settings["accounts"]["eu"]["deployments"].values():
            deployment["content_filter"] = "none"
    printed = violations(project, repository)
    assert "rai-01-" in printed and "Deployment: platform-eu-chat" in printed


def test_a_filter_that_lets_harm_through_is_refused(new_project: Callable[..., Any], repository: Path) -> None:
    project = new_project()
    with project.settings() as settings:
        settings["accounts"]["eu"]["content_filters"]["strict"] = {
            "approved_by": "LA-2026-0815",
            "filters": [
                {"name": "Hate", "source": "Completion", "severity_threshold": "High"},
                {"name": "Violence", "source": "Prompt", "enabled": False},
                {"name": "Jailbreak", "source": "Prompt", "blocking": False},
            ],
        }
    printed = violations(project, repository)
    for rule in ("rai-04-", "rai-05-", "rai-06-"):
        assert rule in printed


BARE = """
from pulumi_azure_native import cognitiveservices, resources

group = resources.ResourceGroup("group", location="swedencentral")
account = cognitiveservices.Account(
    "ai", resource_group_name=group.name, kind="OpenAI", sku={"name": "S0"},
    properties={"custom_sub_domain_name": "bare"},
)
cognitiveservices.Deployment(
    "chat", resource_group_name=group.name, account_name=account.name, sku={"name": "GlobalStandard", "capacity": 1},
    properties={"model": {"format": "OpenAI", "name": "gpt-5-chat", "version": "2025-08-07"}, "rai_policy_name": "gone"},
)
"""


def test_anybodys_program_is_checked(new_project: Callable[..., Any], repository: Path) -> None:
    printed = violations(new_project(program=BARE), repository)
    for rule in ("net-01-", "net-02-", "iam-01-", "iam-02-", "rai-03-", "mod-05-", "res-03-"):
        assert rule in printed

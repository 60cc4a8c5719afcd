"""Mistakes in the stack file: each stops before anything is created, all in one message, with path and advice."""

from collections.abc import Callable
from typing import Any

import pytest


def preview_of(new_project: Callable[..., Any], change: Callable[[dict[str, Any]], None]) -> str:
    project = new_project()
    project.warm = None
    with project.settings() as settings:
        change(settings)
    printed = project.pulumi("preview", fails=True)
    assert "Traceback" not in printed
    assert project.held() == {"resources": [], "softDeleted": []}
    return " ".join(printed.split())


def test_all_problems_come_at_once(new_project: Callable[..., Any]) -> None:
    def spoil(settings: dict[str, Any]) -> None:
        eu = settings["accounts"]["eu"]
        eu["colour"] = "blue"
        eu["deployments"]["chat"]["model"]["name"] = "gpt-5.11"
        eu["deployments"]["chat-small"]["sku"] = {"name": "ProvisionedManaged", "capacity": 30}
        eu["deployments"]["embeddings"]["model"]["version"] = 395
        eu["deployments"]["old"] = {
            "model": {"name": "gpt-5-chat", "version": "2025-08-07"},
            "sku": {"name": "GlobalStandard", "capacity": 10},
        }
        eu["deployments"]["x" * 65] = {
            "model": {"name": "gpt-5", "version": "2025-08-07"},
            "sku": {"name": "Standard", "capacity": 10},
        }
        eu["content_filters"]["strict"]["filters"] = [{"name": "Jailbreak", "source": "Completion"}]
        del settings["location"]

    printed = preview_of(new_project, spoil)
    expected = [
        'OpenAIPlatform "platform": 9 problems, nothing was created.',
        "location: is required. Add it.",
        "accounts.eu.colour: is not a setting. Known: location, kind, name,",
        "accounts.eu.deployments.chat.model.name: Azure has no model 'gpt-5.11'. Nearest: gpt-5.1,",
        "accounts.eu.deployments.chat-small.sku.capacity: 30 PTU cannot be bought for gpt-5-mini as ProvisionedManaged: "
        "at least 25, at most 100,000, in steps of 25. Use 25 or 50.",
        "accounts.eu.deployments.embeddings.model.version: 395 is a number: YAML reads unquoted versions so. "
        'Quote it: "395" or "0613".',
        "accounts.eu.deployments.old.model.version: gpt-5-chat 2025-08-07 was retired on 2026-06-29.",
        f"accounts.eu.deployments.{'x' * 65}: '{'x' * 65}' has 65 characters, Azure takes 64.",
        "accounts.eu.content_filters.strict.filters.0.source: Jailbreak does not filter 'Completion'. Use Prompt.",
    ]
    for line in expected:
        assert line in printed


def test_an_unquoted_date_is_recognised_after_pulumi_has_rewritten_it(new_project: Callable[..., Any]) -> None:
    project = new_project()
    path = project.folder / "stacks" / "Pulumi.local.yaml"
    path.write_text(path.read_text().replace('"2025-11-13"', "2025-11-13"))
    printed = " ".join(project.pulumi("preview", fails=True).split())
    assert "accounts.eu.deployments.chat.model.version:" in printed
    assert 'Quote it: "2025-11-13".' in printed
    assert "Traceback" not in printed


@pytest.mark.parametrize(
    ("sku", "model", "expected"),
    [
        (
            "Standard",
            {"name": "gpt-5", "version": "2025-08-07"},
            "gpt-5 2025-08-07 is not offered as Standard in swedencentral.",
        ),
        ("S0", {"name": "gpt-5", "version": "2025-08-07"}, "Azure has no deployment SKU 'S0'."),
        ("DataZoneStandard", {"name": "gpt-5"}, "is required while the version is pinned."),
        ("DataZoneStandard", {"name": "gpt-5", "version": "2025-01-01"}, "gpt-5 has no version '2025-01-01'."),
    ],
)
def test_what_azure_does_not_offer_is_said_with_what_it_does(
    new_project: Callable[..., Any], sku: str, model: dict[str, Any], expected: str
) -> None:
    def spoil(settings: dict[str, Any]) -> None:
        settings["accounts"]["eu"]["deployments"]["chat"] = {"model": model, "sku": {"name": sku, "capacity": 10}}

    assert expected in preview_of(new_project, spoil)


def test_a_name_that_is_too_long(new_project: Callable[..., Any]) -> None:
    def spoil(settings: dict[str, Any]) -> None:
        settings["name"] = "a-very-long-name-for-a-platform-that-helps-everybody-all-day"

    assert "accounts.eu.name: 'a-very-long-name" in preview_of(new_project, spoil)


def test_settings_that_are_missing_altogether(new_project: Callable[..., Any]) -> None:
    project = new_project()
    (project.folder / "stacks" / "Pulumi.local.yaml").write_text("config: {}\n")
    printed = project.pulumi("preview", fails=True)
    assert "azure-openai:platform" in printed
    assert "Traceback" not in printed

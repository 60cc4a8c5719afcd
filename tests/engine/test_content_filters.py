"""Content filters and blocklists on the real engine: order, changes in place, new names."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

CHAT = {"model": {"name": "gpt-5.1", "version": "2025-11-13"}, "sku": {"name": "GlobalStandard", "capacity": 10}}


def settings(**more: Any) -> dict[str, Any]:
    return {
        "blocklists": {"rivals": {"terms": ["Contoso", "Fabrikam"], "regular_expressions": ["(?i)north ?wind"]}},
        "content_filters": {"own": {"preset": "strict", "blocklists": {"rivals": {}}}},
        "deployments": {"chat": {**CHAT, "content_filter": "own"}},
        **more,
    }


def what(steps: list[Any]) -> list[tuple[str, str]]:
    return [(step.op, step.kind) for step in steps]


def test_lists_come_before_their_terms_filters_and_deployments(new_account: Callable[..., Any]) -> None:
    project = new_account(**settings())
    created = [kind for _, kind in what(project.up()) if kind not in ("ResourceGroup", "Account")]
    assert created == ["RaiBlocklist", *["RaiBlocklistItem"] * 3, "RaiPolicy", "Deployment"]
    items = project.holds("accounts/raiBlocklists/raiBlocklistItems").values()
    assert {(item["properties"]["pattern"], item["properties"]["isRegex"]) for item in items} == {
        ("Contoso", False),
        ("Fabrikam", False),
        ("(?i)north ?wind", True),
    }
    policy = project.holds("accounts/raiPolicies")["own"]["properties"]
    assert policy["customBlocklists"] == [
        {"blocklistName": "rivals", "source": source, "blocking": True} for source in ("Prompt", "Completion")
    ]
    assert policy["mode"] == "Default"
    project.pulumi("up", "--yes", "--expect-no-changes")
    project.pulumi("refresh", "--yes", "--expect-no-changes")
    project.pulumi("destroy", "--yes")
    assert project.ids_held() == set()


def test_terms_uses_and_presets_change_in_place(new_account: Callable[..., Any]) -> None:
    project = new_account(**settings())
    project.up()
    (project.folder / "terms.txt").write_text("Fabrikam\n\nTailspin Toys\n", encoding="utf-8")
    changed = settings(
        blocklists={"rivals": {"terms_file": "terms.txt", "description": "not to be named"}},
        content_filters={
            "own": {
                "preset": "asynchronous",
                "filters": [{"name": "Profanity", "source": "Prompt"}],
                "blocklists": {"rivals": {"source": "Completion", "blocking": False}},
            }
        },
    )
    assert what(project.change(**changed).up()) == [
        ("update", "RaiBlocklist"),
        ("create", "RaiBlocklistItem"),
        ("update", "RaiPolicy"),
        ("delete", "RaiBlocklistItem"),
        ("delete", "RaiBlocklistItem"),
    ]
    policy = project.holds("accounts/raiPolicies")["own"]["properties"]
    assert policy["mode"] == "Asynchronous_filter"
    assert policy["customBlocklists"] == [{"blocklistName": "rivals", "source": "Completion", "blocking": False}]
    assert ("Profanity", "Prompt") in [(entry["name"], entry["source"]) for entry in policy["contentFilters"]]
    items = project.holds("accounts/raiBlocklists/raiBlocklistItems").values()
    assert {item["properties"]["pattern"] for item in items} == {"Fabrikam", "Tailspin Toys"}


def test_what_gets_another_name_is_made_before_the_old_one_goes(new_account: Callable[..., Any]) -> None:
    project = new_account(**settings())
    project.up()
    renamed = settings()
    renamed["blocklists"]["rivals"]["name"] = "competitors"
    renamed["content_filters"]["own"]["name"] = "house-rules"
    steps = [step for step in project.change(**renamed).up() if step.op != "replace"]
    assert what(steps) == [
        ("create-replacement", "RaiBlocklist"),
        *[("create-replacement", "RaiBlocklistItem")] * 3,
        ("create-replacement", "RaiPolicy"),
        ("update", "Deployment"),
        ("delete-replaced", "RaiPolicy"),
        *[("delete-replaced", "RaiBlocklistItem")] * 3,
        ("delete-replaced", "RaiBlocklist"),
    ]
    assert set(project.holds("accounts/raiBlocklists")) == {"competitors"}
    assert set(project.holds("accounts/raiPolicies")) == {"house-rules"}
    assert project.ids_held() == project.ids_in_state()


def test_another_account_takes_lists_terms_and_filters_along(new_account: Callable[..., Any]) -> None:
    project = new_account(**settings())
    project.up()
    project.change(generation=2).up()
    assert len(project.holds("accounts/raiBlocklists/raiBlocklistItems")) == 3
    assert project.ids_held() == project.ids_in_state()


def test_an_approval_travels_with_the_filter_that_needs_it(new_account: Callable[..., Any], tmp_path: Path) -> None:
    off = {"filters": [{"name": "Violence", "source": "Prompt", "enabled": False}]}
    approved = new_account(content_filters={"games": {**off, "approved_by": "LA-2026-0815"}})
    printed = approved.pulumi("preview", "--diff")
    assert '"LA-2026-0815"' in printed
    approved.change(content_filters={"games": off})
    refused = " ".join(approved.pulumi("preview", fails=True).split())
    assert "content_filters.games.filters.0: turns off Violence or only annotates it" in refused


def test_azure_turns_a_harm_category_off_only_where_microsoft_has_approved_it(new_account: Callable[..., Any]) -> None:
    off = {"filters": [{"name": "Violence", "source": "Prompt", "enabled": False}], "approved_by": "LA-2026-0815"}
    project = new_account(content_filters={"games": off})
    refused = " ".join(project.pulumi("up", "--yes", "--skip-preview", fails=True).split())
    assert "Turning off or only annotating 'Violence' needs Limited Access approval." in refused
    assert project.holds("accounts/raiPolicies") == {}

    project.environment["AZURE_EMULATOR_MODIFIED_FILTERS"] = "approved"
    assert what(project.up()) == [("create", "RaiPolicy")]
    policy = project.holds("accounts/raiPolicies")["games"]
    violence = [entry for entry in policy["properties"]["contentFilters"] if entry["name"] == "Violence"]
    assert {entry["source"]: entry["enabled"] for entry in violence} == {"Prompt": False, "Completion": True}
    assert policy["tags"] == {"approved_by": "LA-2026-0815"}

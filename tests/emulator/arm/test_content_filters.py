"""Content filters and blocklists: what belongs into them and what they hold up."""

from collections.abc import Callable
from typing import Any

import pytest

ACCOUNT = "Microsoft.CognitiveServices/accounts/ai"
CHAT = f"{ACCOUNT}/deployments/chat"


def test_a_content_filter_is_needed_before_it_is_named_and_as_long_as_it_is(azure: Any) -> None:
    azure.with_account()
    policy = f"{ACCOUNT}/raiPolicies/strict"
    azure.put(policy, {"properties": {}})
    azure.deploy(raiPolicyName="STRICT")
    assert "is used by deployment 'chat'" in azure.refused("DELETE", policy)
    azure.delete(CHAT)
    azure.delete(policy)


def test_filters_that_were_not_listed_are_read_back(azure: Any) -> None:
    azure.with_account()
    listed = {"name": "Hate", "source": "Completion", "severityThreshold": "Low"}
    azure.put(f"{ACCOUNT}/raiPolicies/p", {"properties": {"contentFilters": [listed]}})
    filters = azure.get(f"{ACCOUNT}/raiPolicies/p")["properties"]["contentFilters"]
    assert filters[0] == {**listed, "enabled": True, "blocking": True}
    assert {(f["name"], f["source"]) for f in filters} >= {
        ("Hate", "Prompt"),
        ("Jailbreak", "Prompt"),
        ("Protected Material Code", "Completion"),
    }
    assert len({(f["name"], f["source"]) for f in filters}) == len(filters)


@pytest.mark.parametrize(
    "entry",
    [
        {"name": "Rudeness", "source": "Prompt"},
        {"name": "Jailbreak", "source": "Completion"},
        {"name": "Jailbreak", "source": "Prompt", "severityThreshold": "Low"},
        {"name": "Hate", "source": "Prompt", "severityThreshold": "Severe"},
        {"name": "Hate", "source": "Prompt", "blocking": False},
    ],
)
def test_a_wrong_filter_is_refused(azure: Any, entry: dict[str, Any]) -> None:
    azure.with_account()
    body = {"properties": {"contentFilters": [entry]}}
    assert azure.refused("PUT", f"{ACCOUNT}/raiPolicies/p", body).startswith("400 Resource has invalid content filter")


@pytest.mark.parametrize("change", [{"enabled": False}, {"blocking": False}])
def test_harm_filters_are_turned_off_only_in_subscriptions_that_were_approved(
    make_azure: Callable[..., Any], change: dict[str, Any]
) -> None:
    body = {"properties": {"contentFilters": [{"name": "Hate", "source": "Prompt", **change}]}}
    refusing = make_azure().with_account()
    assert "needs Limited Access approval" in refusing.refused("PUT", f"{ACCOUNT}/raiPolicies/p", body)
    make_azure(modified_filters=True).put(f"{ACCOUNT}/raiPolicies/p", body)


def test_system_policies_are_there_and_cannot_be_written(azure: Any) -> None:
    azure.with_account()
    assert azure.get(f"{ACCOUNT}/raiPolicies/Microsoft.DefaultV2")["properties"]["type"] == "SystemManaged"
    assert "is reserved" in azure.refused("PUT", f"{ACCOUNT}/raiPolicies/Microsoft.Mine", {"properties": {}})


def test_a_blocklist_is_needed_by_the_filter_that_names_it(azure: Any) -> None:
    azure.with_account()
    named = {"properties": {"customBlocklists": [{"blocklistName": "words", "blocking": True, "source": "Prompt"}]}}
    assert "The blocklist 'words' is not found." in azure.refused("PUT", f"{ACCOUNT}/raiPolicies/p", named)
    blocklist = f"{ACCOUNT}/raiBlocklists/words"
    azure.put(blocklist, {"properties": {}})
    elsewhere = {"properties": {"customBlocklists": [{"blocklistName": "words", "source": "Answer"}]}}
    assert "The blocklist 'words' has no source 'Answer'." in azure.refused(
        "PUT", f"{ACCOUNT}/raiPolicies/p", elsewhere
    )
    azure.put(f"{blocklist}/raiBlocklistItems/one", {"properties": {"pattern": "secret"}})
    azure.put(f"{ACCOUNT}/raiPolicies/p", named)
    assert "is used by RaiPolicy 'p'" in azure.refused("DELETE", blocklist)
    azure.delete(f"{ACCOUNT}/raiPolicies/p")
    azure.delete(blocklist)
    assert "ResourceNotFound" in azure.refused("GET", f"{blocklist}/raiBlocklistItems/one")
    too_long = {"properties": {"pattern": "x" * 1001}}
    azure.put(blocklist, {"properties": {}})
    assert "1 to 1000 characters" in azure.refused("PUT", f"{blocklist}/raiBlocklistItems/long", too_long)

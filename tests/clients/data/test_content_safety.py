"""Content filters and blocklists decide what gets through."""

from typing import Any

import pytest
from openai import BadRequestError

from azure_emulator.openai.content_safety import marker

HARMS = {"Hate": "hate", "Sexual": "sexual", "Violence": "violence", "Selfharm": "self_harm"}
SEVERITIES = ["low", "medium", "high"]


def call(client: Any, *said: str, **options: Any) -> Any:
    messages = [{"role": "user", "content": text} for text in said]
    return client.chat.completions.create(model="chat", messages=messages, **options)


def blocked(client: Any, said: str) -> dict[str, Any]:
    """Results of the filters that blocked a prompt."""
    with pytest.raises(BadRequestError) as refused:
        call(client, said)
    body: Any = refused.value.body
    assert (body["code"], body["innererror"]["code"]) == ("content_filter", "ResponsibleAIPolicyViolation")
    return body["innererror"]["content_filter_result"]


def entry(name: str, source: str, **changes: Any) -> dict[str, Any]:
    return {"name": name, "source": source, "enabled": True, "blocking": True, **changes}


@pytest.mark.parametrize("threshold", SEVERITIES)
def test_a_prompt_is_blocked_from_the_threshold_of_its_category_on(azure: Any, threshold: str) -> None:
    held = [entry(name, "Prompt", severityThreshold=threshold.capitalize()) for name in HARMS]
    azure.filter("own", contentFilters=held)
    azure.deploy(raiPolicyName="own")
    client = azure.v1()
    for found in HARMS.values():
        for severity in SEVERITIES:
            said = marker("prompt", found, severity)
            if SEVERITIES.index(severity) >= SEVERITIES.index(threshold):
                assert blocked(client, said)[found] == {"filtered": True, "severity": severity}
            else:
                (results,) = call(client, said).model_extra["prompt_filter_results"]
                assert results["content_filter_results"][found] == {"filtered": False, "severity": severity}


def test_azures_own_policy_blocks_medium_and_jailbreaks_and_leaves_profanity(azure: Any) -> None:
    client = azure.dated()
    assert blocked(client, marker("prompt", "hate", "medium"))["hate"]["filtered"]
    assert blocked(client, marker("prompt", "jailbreak"))["jailbreak"] == {"filtered": True, "detected": True}
    assert call(client, marker("prompt", "hate", "low"), marker("prompt", "profanity")).choices


def test_the_whole_prompt_is_looked_at(azure: Any) -> None:
    with pytest.raises(BadRequestError, match="content management policy"):
        call(azure.v1(), marker("prompt", "violence"), "And now?")
    with pytest.raises(BadRequestError, match="content management policy"):
        azure.v1().responses.create(model="chat", input="Hello", instructions=marker("prompt", "violence"))


def test_a_filter_that_only_annotates_finds_and_lets_through(azure: Any) -> None:
    azure.filter("own", contentFilters=[entry("Jailbreak", "Prompt", blocking=False)])
    azure.deploy(raiPolicyName="own")
    (results,) = call(azure.v1(), marker("prompt", "jailbreak")).model_extra["prompt_filter_results"]
    assert results["content_filter_results"]["jailbreak"] == {"filtered": False, "detected": True}


def test_a_completion_ends_where_it_is_blocked(azure: Any) -> None:
    said = f"before {marker('completion', 'sexual', 'high')} after"
    (choice,) = call(azure.v1(), said).choices
    assert choice.finish_reason == "content_filter"
    assert choice.message.content.endswith("before ")
    assert choice.model_extra["content_filter_results"]["sexual"] == {"filtered": True, "severity": "high"}
    response = azure.v1().responses.create(model="chat", input=said)
    assert (response.status, response.incomplete_details.reason) == ("incomplete", "content_filter")
    assert response.output_text.endswith("before ")


@pytest.mark.parametrize(("mode", "shown"), [("Default", False), ("Asynchronous_filter", True), ("Deferred", True)])
def test_an_asynchronous_filter_shows_a_stream_before_it_is_filtered(azure: Any, mode: str, shown: bool) -> None:
    azure.filter("own", mode=mode)
    azure.deploy(raiPolicyName="own")
    said = f"before {marker('completion', 'hate')} after"
    chunks = [chunk for chunk in call(azure.v1(), said, stream=True) if chunk.choices]
    text = "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices[0].delta)
    assert ("after" in text) is shown
    reasons = [chunk.choices[0].finish_reason for chunk in chunks]
    assert [reason for reason in reasons if reason] == ["content_filter"] and reasons[-1] == "content_filter"
    last = chunks[-1].choices[0].model_extra
    assert last["content_filter_results"]["hate"]["filtered"]
    assert ("content_filter_offsets" in last) is shown
    assert "after" not in call(azure.v1(), said).choices[0].message.content, "without a stream nothing is shown early"
    assert blocked(azure.v1(), marker("prompt", "hate")), "prompts are filtered first all the same"


def test_an_asynchronous_filter_that_finds_nothing_sends_its_results_after_the_text(azure: Any) -> None:
    azure.filter("own", mode="Asynchronous_filter")
    azure.deploy(raiPolicyName="own")
    chunks = [chunk for chunk in call(azure.v1(), "Hello", stream=True) if chunk.choices]
    assert [c.choices[0].finish_reason for c in chunks if c.choices[0].finish_reason] == ["stop"]
    assert chunks[-1].choices[0].model_extra["content_filter_results"]["hate"]["severity"] == "safe"


def test_a_blocklist_matches_letters_as_they_are_and_regular_expressions(azure: Any) -> None:
    azure.block("names", "Contoso", "a.c")
    azure.block("numbers", r"\b\d{4}-\d{4}\b", regex=True)
    lists = [{"blocklistName": name, "blocking": True, "source": "Prompt"} for name in ("names", "numbers")]
    azure.filter("own", customBlocklists=lists)
    azure.deploy(raiPolicyName="own")
    azure.put(
        "raiBlocklists/names/providers/Microsoft.Authorization/locks/keep", {"properties": {"level": "CanNotDelete"}}
    )
    client = azure.v1()
    hit = blocked(client, "Is Contoso there?")["custom_blocklists"]
    assert hit == {"filtered": True, "details": [{"filtered": True, "id": "names"}]}
    assert blocked(client, "Card 1234-5678")["custom_blocklists"]["details"][0]["id"] == "numbers"
    for harmless in ("Is contoso there?", "abc", "Card 12345-678"):
        (results,) = call(client, harmless).model_extra["prompt_filter_results"]
        assert results["content_filter_results"]["custom_blocklists"] == {"filtered": False, "details": []}


def test_a_blocklist_for_completions_leaves_prompts_and_one_that_annotates_blocks_nothing(azure: Any) -> None:
    azure.block("names", "Contoso")
    azure.block("words", "fabric")
    lists = [
        {"blocklistName": "names", "blocking": True, "source": "Completion"},
        {"blocklistName": "words", "blocking": False, "source": "Completion"},
    ]
    azure.filter("own", customBlocklists=lists)
    azure.deploy(raiPolicyName="own")
    (choice,) = call(azure.v1(), "Is there fabric at Contoso?").choices
    assert choice.finish_reason == "content_filter" and choice.message.content.endswith("at ")
    assert choice.model_extra["content_filter_results"]["custom_blocklists"] == {
        "filtered": True,
        "details": [{"filtered": True, "id": "names"}, {"filtered": False, "id": "words"}],
    }


def test_a_pattern_that_is_no_regular_expression_is_named(azure: Any) -> None:
    azure.block("broken", "(", regex=True)
    azure.filter("own", customBlocklists=[{"blocklistName": "broken", "blocking": True, "source": "Prompt"}])
    azure.deploy(raiPolicyName="own")
    with pytest.raises(BadRequestError, match="broken/raiBlocklistItems/item0 is no regular expression"):
        call(azure.v1(), "Hello")


def test_a_call_can_name_another_policy_of_the_account(azure: Any) -> None:
    azure.filter("lenient", contentFilters=[entry("Hate", "Prompt", severityThreshold="High")])
    said = marker("prompt", "hate", "medium")
    assert call(azure.v1(headers={"x-policy-id": "lenient"}), said).choices
    assert blocked(azure.v1(), said)
    with pytest.raises(BadRequestError, match="no content filter policy 'missing'") as refused:
        call(azure.v1(headers={"x-policy-id": "missing"}), said)
    assert refused.value.code == "InvalidContentFilterPolicy"

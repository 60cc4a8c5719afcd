"""What was deployed can be called, with OpenAI's own clients."""

import asyncio
from typing import Any

import pytest
from openai import AsyncAzureOpenAI, AsyncOpenAI, BadRequestError, NotFoundError

PROMPT = [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "What is a meadow?"}]
ANSWER = "The Azure emulator is no model; it repeats what was said last: What is a meadow?"


def test_chat_completions_answer_on_both_apis_with_azures_fields(azure: Any) -> None:
    for client in (azure.dated(), azure.v1()):
        answer = client.chat.completions.create(model="chat", messages=PROMPT)
        assert answer.choices[0].message.content == ANSWER
        assert answer.choices[0].finish_reason == "stop"
        assert answer.model == "gpt-5.1-2025-11-13"
        assert answer.usage.total_tokens == answer.usage.prompt_tokens + answer.usage.completion_tokens > 0
        results = answer.choices[0].model_extra["content_filter_results"]
        assert results["hate"] == {"filtered": False, "severity": "safe"}
        assert results["protected_material_text"] == {"filtered": False, "detected": False}
        (prompt,) = answer.model_extra["prompt_filter_results"]
        assert prompt["content_filter_results"]["jailbreak"] == {"filtered": False, "detected": False}


def test_the_same_call_has_the_same_answer_and_says_that_it_is_made_up(azure: Any) -> None:
    client = azure.v1()
    raw = [client.chat.completions.with_raw_response.create(model="chat", messages=PROMPT) for _ in range(2)]
    assert raw[0].text == raw[1].text
    assert "not Azure" in raw[0].headers["x-azure-emulator"]
    assert raw[0].headers["x-ms-deployment-name"] == "chat"


@pytest.mark.parametrize("said", ["", "two  words", " \n around\n\n", "räksmörgås \N{PINEAPPLE}"])
def test_a_stream_says_what_the_whole_answer_says(azure: Any, said: str) -> None:
    client, messages = azure.v1(), [{"role": "user", "content": said}]
    whole = client.chat.completions.create(model="chat", messages=messages).choices[0].message.content
    chunks = client.chat.completions.create(model="chat", messages=messages, stream=True)
    assert "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices) == whole
    assert whole.endswith(said)


def test_chat_completions_stream(azure: Any) -> None:
    for client in (azure.dated(), azure.v1()):
        stream = client.chat.completions.create(
            model="chat", messages=PROMPT, stream=True, stream_options={"include_usage": True}
        )
        first, *rest, last = list(stream)
        assert first.choices == [] and first.model_extra["prompt_filter_results"]
        assert "".join(chunk.choices[0].delta.content or "" for chunk in rest) == ANSWER
        assert rest[-1].choices[0].finish_reason == "stop"
        assert last.usage.completion_tokens == 20


def test_a_limit_on_tokens_cuts_the_answer(azure: Any) -> None:
    client = azure.v1()
    answer = client.chat.completions.create(model="chat", messages=PROMPT, max_completion_tokens=4)
    assert (answer.choices[0].message.content, answer.choices[0].finish_reason) == (ANSWER[:16], "length")
    response = client.responses.create(model="chat", input="What?", max_output_tokens=4)
    assert (response.status, response.incomplete_details.reason) == ("incomplete", "max_output_tokens")


def test_responses_answer_and_stream(azure: Any) -> None:
    client = azure.v1()
    response = client.responses.create(model="chat", input="What is a meadow?", instructions="Be brief.")
    assert (response.output_text, response.status) == (ANSWER, "completed")
    assert response.usage.output_tokens == 20
    events = list(client.responses.create(model="chat", input=PROMPT, stream=True))
    assert [event.sequence_number for event in events] == list(range(len(events)))
    assert (events[0].type, events[-1].type) == ("response.created", "response.completed")
    deltas = [event.delta for event in events if event.type == "response.output_text.delta"]
    assert "".join(deltas) == events[-1].response.output_text == ANSWER


def test_the_responses_helper_of_the_client_follows_a_stream(azure: Any) -> None:
    with azure.v1().responses.stream(model="chat", input="What is a meadow?") as stream:
        assert stream.get_final_response().output_text == ANSWER


def test_embeddings_are_vectors_of_the_models_length(azure: Any) -> None:
    azure.deploy("embed", model="text-embedding-3-large", version="1", sku="GlobalStandard")
    for client in (azure.dated(), azure.v1()):
        answer = client.embeddings.create(model="embed", input=["a meadow", "a meadow", "a forest"])
        first, again, other = (entry.embedding for entry in answer.data)
        assert len(first) == 3072 and first == again != other
        assert sum(value * value for value in first) == pytest.approx(1, abs=1e-5)
    short = azure.v1().embeddings.create(model="embed", input="a meadow", dimensions=8, encoding_format="float")
    assert len(short.data[0].embedding) == 8
    with pytest.raises(BadRequestError, match="'dimensions' is 5000; the model has 3072"):
        azure.v1().embeddings.create(model="embed", input="a meadow", dimensions=5000)


def test_models_lists_what_the_account_could_deploy(azure: Any) -> None:
    for client in (azure.dated(), azure.v1()):
        listed = {model.id: model for model in client.models.list()}
        assert listed["gpt-5.1-2025-11-13"].model_extra["capabilities"]["chat_completion"] is True
        assert "o3-2025-04-16" not in listed, "is retired"
        assert not [name for name in listed if name.startswith("gpt-oss")], "is not OpenAI's format"


def test_asynchronous_clients_call_and_stream(azure: Any) -> None:
    async def call() -> tuple[str, str]:
        async with azure.dated(AsyncAzureOpenAI) as dated, azure.v1(AsyncOpenAI) as v1:
            answer = await dated.chat.completions.create(model="chat", messages=PROMPT)
            stream = await v1.chat.completions.create(model="chat", messages=PROMPT, stream=True)
            chunks = [chunk async for chunk in stream]
            texts = [chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices]
            return answer.choices[0].message.content, "".join(texts)

    assert asyncio.run(call()) == (ANSWER, ANSWER)


def test_an_account_answers_under_the_hosts_of_its_kind(azure: Any) -> None:
    foundry = {"host": "ai.services.ai.azure.com"}
    with pytest.raises(NotFoundError, match=r"no account that answers as 'ai\.services"):
        azure.v1(**foundry).chat.completions.create(model="chat", messages=PROMPT)
    account = azure.arm.contents()["resources"]
    body = next(r for r in account if r["type"].endswith("/accounts"))
    azure.put(body["id"], {"location": body["location"], "kind": "AIServices", "sku": {"name": "S0"}, "properties": {}})
    assert azure.v1(**foundry).chat.completions.create(model="chat", messages=PROMPT).choices


@pytest.mark.parametrize(
    ("body", "parameter"),
    [
        ({"messages": []}, "messages"),
        ({"messages": [{"role": "user", "content": 3}]}, "messages[0].content"),
        ({"messages": PROMPT, "max_tokens": 0}, "max_tokens"),
    ],
)
def test_a_call_that_cannot_be_read_is_refused_by_parameter(azure: Any, body: Any, parameter: str) -> None:
    with pytest.raises(BadRequestError) as refused:
        azure.v1().chat.completions.create(model="chat", **body)
    assert refused.value.body["param"] == parameter


def test_what_is_not_served_is_not_found(azure: Any) -> None:
    with pytest.raises(NotFoundError, match="Resource not found"):
        azure.v1().images.generate(model="chat", prompt="a meadow")
    with pytest.raises(NotFoundError, match="Resource not found"):
        azure.dated(api_version="newest").chat.completions.create(model="chat", messages=PROMPT)
    with pytest.raises(BadRequestError, match="keeps no responses"):
        azure.v1().responses.create(model="chat", input="More!", previous_response_id="resp_1")


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b'"\\ud800"', b'{"model": "\\ud800"}', b'{"model": NaN}', b"[" * 100_000]
)
def test_a_body_that_is_no_json_object_is_refused(azure: Any, body: bytes) -> None:
    with pytest.raises(BadRequestError, match="The body is no JSON"):
        azure.v1().post("/chat/completions", cast_to=object, content=body)

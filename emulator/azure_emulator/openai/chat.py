"""Chat completions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..arm.store import Body
from . import made_up, reading
from .operations import Asked, Completion, Operation, event

_FILTERED = "content_filter"


def _ask(body: Body) -> Asked:
    texts = reading.messages_of(reading.required(body, "messages"), "messages")
    limit = reading.positive(body, "max_completion_tokens", "max_tokens")
    reading.mapping(body, "stream_options")
    return Asked("\n".join(texts), texts[-1], limit, bool(body.get("stream")))


def _answer(_: Body, completion: Completion) -> Body:
    choice = {
        "index": 0,
        "finish_reason": completion.ended,
        "logprobs": None,
        "message": {"role": "assistant", "content": completion.text, "refusal": None},
        "content_filter_results": completion.completion_results,
    }
    return {
        **_head(completion, "chat.completion"),
        "choices": [choice],
        "prompt_filter_results": _prompt_results(completion),
        "usage": _usage(completion),
    }


def _stream(body: Body, completion: Completion) -> Iterator[str]:
    """Azure begins with the prompt's results; an asynchronous filter sends those of the completion on their own."""
    head = _head(completion, "chat.completion.chunk")
    empty = {"id": "", "object": "", "created": 0, "model": ""}
    yield event({**empty, "choices": [], "prompt_filter_results": _prompt_results(completion)})
    yield event({**head, "choices": [_choice({"role": "assistant", "content": ""})]})
    results = {} if completion.asynchronous else {"content_filter_results": completion.completion_results}
    for piece in made_up.pieces(completion.text):
        yield event({**head, "choices": [{**_choice({"content": piece}), **results}]})
    late = completion.asynchronous and completion.ended == _FILTERED
    if not late:
        yield event({**head, "choices": [{**_choice({}, completion.ended), **results}]})
    if completion.asynchronous:
        yield event({**empty, "choices": [_late_results(completion, _FILTERED if late else None)]})
    if reading.mapping(body, "stream_options").get("include_usage"):
        yield event({**head, "choices": [], "usage": _usage(completion)})
    yield "data: [DONE]\n\n"


def _choice(delta: Body, finish_reason: str | None = None) -> dict[str, Any]:
    return {"index": 0, "delta": delta, "finish_reason": finish_reason, "logprobs": None}


def _late_results(completion: Completion, finish_reason: str | None) -> dict[str, Any]:
    # Offsets count from the beginning of the prompt.
    start, end = len(completion.prompt), len(completion.prompt) + len(completion.text)
    return {
        "index": 0,
        "finish_reason": finish_reason,
        "content_filter_results": completion.completion_results,
        "content_filter_offsets": {"check_offset": end, "start_offset": start, "end_offset": end},
    }


def _head(completion: Completion, kind: str) -> dict[str, Any]:
    return {
        "id": f"chatcmpl-{completion.id}",
        "object": kind,
        "created": completion.created,
        "model": completion.model,
        "system_fingerprint": None,
    }


def _prompt_results(completion: Completion) -> list[Body]:
    return [{"prompt_index": 0, "content_filter_results": completion.prompt_results}]


def _usage(completion: Completion) -> Body:
    used = completion.cost
    return {
        "prompt_tokens": used.prompt,
        "completion_tokens": used.output,
        "total_tokens": used.prompt + used.output,
    }


CHAT_COMPLETIONS = Operation(
    api="chat_completions",
    title="chatCompletion",
    id="ChatCompletions_Create",
    data_action="Microsoft.CognitiveServices/accounts/OpenAI/deployments/chat/completions/action",
    route="POST /openai/deployments/{deployment-id}/chat/completions",
    ask=_ask,
    answer=_answer,
    stream=_stream,
)

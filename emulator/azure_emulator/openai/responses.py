"""Responses: create only, nothing is kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..arm.store import Body
from . import errors, made_up, reading
from .operations import Asked, Completion, Operation, event

_INCOMPLETE = {"length": "max_output_tokens", "content_filter": "content_filter"}
"""Why a response is incomplete, by how the completion ended."""

_ECHOED = ("instructions", "max_output_tokens", "temperature", "top_p", "user")
"""Settings of the call that the answer repeats."""


def _ask(body: Body) -> Asked:
    if body.get("previous_response_id"):
        raise errors.invalid_request("The emulator keeps no responses to go on from.", "previous_response_id")
    given = reading.required(body, "input")
    texts = [given] if isinstance(given, str) else reading.messages_of(given, "input")
    instructions = reading.text_of(body.get("instructions"), "instructions")
    limit = reading.positive(body, "max_output_tokens")
    reading.mapping(body, "metadata")
    return Asked("\n".join([instructions, *texts]).strip("\n"), texts[-1], limit, bool(body.get("stream")))


def _answer(body: Body, completion: Completion) -> Body:
    reason = _INCOMPLETE.get(completion.ended)
    used = completion.cost
    return {
        **_begun(body, completion),
        "status": "incomplete" if reason else "completed",
        "incomplete_details": {"reason": reason} if reason else None,
        "output": [_message(completion, completion.text)],
        "content_filters": [
            _filter("prompt", completion.prompt_results, False),
            _filter("completion", completion.completion_results, completion.ended == "content_filter"),
        ],
        "usage": {
            "input_tokens": used.prompt,
            "input_tokens_details": {"cached_tokens": 0},
            "output_tokens": used.output,
            "output_tokens_details": {"reasoning_tokens": 0},
            "total_tokens": used.prompt + used.output,
        },
    }


def _stream(body: Body, completion: Completion) -> Iterator[str]:
    for number, (kind, data) in enumerate(_events(body, completion)):
        yield event({"type": kind, "sequence_number": number, **data}, kind)


def _events(body: Body, completion: Completion) -> Iterator[tuple[str, dict[str, Any]]]:
    final = _answer(body, completion)
    item: dict[str, Any] = final["output"][0]
    part = {"item_id": item["id"], "output_index": 0, "content_index": 0}
    begun = _begun(body, completion)
    yield "response.created", {"response": begun}
    yield "response.in_progress", {"response": begun}
    yield "response.output_item.added", {"output_index": 0, "item": {**item, "status": "in_progress", "content": []}}
    yield "response.content_part.added", {**part, "part": _text("")}
    for piece in made_up.pieces(completion.text):
        yield "response.output_text.delta", {**part, "delta": piece, "logprobs": []}
    yield "response.output_text.done", {**part, "text": completion.text, "logprobs": []}
    yield "response.content_part.done", {**part, "part": item["content"][0]}
    yield "response.output_item.done", {"output_index": 0, "item": item}
    yield f"response.{final['status']}", {"response": final}


def _begun(body: Body, completion: Completion) -> dict[str, Any]:
    return {
        "id": f"resp_{completion.id}",
        "object": "response",
        "created_at": completion.created,
        "status": "in_progress",
        "error": None,
        "incomplete_details": None,
        "model": body["model"],
        "output": [],
        "parallel_tool_calls": True,
        "previous_response_id": None,
        "tool_choice": "auto",
        "tools": [],
        "metadata": reading.mapping(body, "metadata"),
        **{name: body.get(name) for name in _ECHOED},
        "usage": None,
    }


def _message(completion: Completion, text: str) -> dict[str, Any]:
    status = "incomplete" if completion.ended in _INCOMPLETE else "completed"
    return {
        "id": f"msg_{completion.id}",
        "type": "message",
        "role": "assistant",
        "status": status,
        "content": [_text(text)],
    }


def _text(text: str) -> dict[str, Any]:
    return {"type": "output_text", "text": text, "annotations": [], "logprobs": []}


def _filter(source: str, results: Body, blocked: bool) -> dict[str, Any]:
    return {"source_type": source, "blocked": blocked, "content_filter_results": results}


RESPONSES = Operation(
    api="responses",
    title="responses",
    id="Responses_Create",
    data_action="Microsoft.CognitiveServices/accounts/OpenAI/responses/write",
    route="POST /openai/v1/responses",
    ask=_ask,
    answer=_answer,
    stream=_stream,
)

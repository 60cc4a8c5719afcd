"""Embeddings: vectors that are the same for the same text, and say nothing of its meaning."""

from __future__ import annotations

import base64
import struct
from typing import Any

from ..arm.store import Body
from . import errors, made_up, reading
from .operations import Asked, Completion, Operation

_DEFAULT_DIMENSIONS = 1536
"""Where the catalogue does not know them."""


def _ask(body: Body) -> Asked:
    return Asked("\n".join(_inputs(body)), "")


def _inputs(body: Body) -> list[str]:
    given = reading.required(body, "input")
    texts = [given] if isinstance(given, str) else given
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise errors.invalid_request("'input' must be a text or a list of texts.", "input")
    return texts


def _answer(body: Body, completion: Completion) -> Body:
    longest = completion.version.embedding_dimensions or _DEFAULT_DIMENSIONS
    dimensions = reading.positive(body, "dimensions") or longest
    if dimensions > longest:
        raise errors.invalid_request(f"'dimensions' is {dimensions}; the model has {longest}.", "dimensions")
    vectors = [made_up.embedding(text, dimensions) for text in _inputs(body)]
    encode = _base64 if body.get("encoding_format") == "base64" else list
    data = [{"object": "embedding", "index": n, "embedding": encode(vector)} for n, vector in enumerate(vectors)]
    used = completion.cost.prompt
    usage = {"prompt_tokens": used, "total_tokens": used}
    return {"object": "list", "model": completion.model, "data": data, "usage": usage}


def _base64(vector: list[float]) -> Any:
    return base64.b64encode(struct.pack(f"<{len(vector)}f", *vector)).decode()


EMBEDDINGS = Operation(
    api="embeddings",
    title="embeddings",
    id="Embeddings_Create",
    data_action="Microsoft.CognitiveServices/accounts/OpenAI/deployments/embeddings/action",
    route="POST /openai/deployments/{deployment-id}/embeddings",
    ask=_ask,
    answer=_answer,
    filtered=False,
)

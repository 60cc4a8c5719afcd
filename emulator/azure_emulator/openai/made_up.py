"""What stands in for a model: answers that are the same for the same call. They say nothing of how models answer."""

from __future__ import annotations

import hashlib
import math
import re

_CHARACTERS_PER_TOKEN = 4
_PREFACE = "The Azure emulator is no model; it repeats what was said last: "


def answer(said: str) -> str:
    """The answer to what was said last."""
    return _PREFACE + said


def count_tokens(text: str) -> int:
    """Tokens of a text. A rule of thumb: real tokenizers depend on the model."""
    return math.ceil(len(text) / _CHARACTERS_PER_TOKEN)


def cut(text: str, tokens: int) -> str:
    """The first tokens of a text."""
    return text[: tokens * _CHARACTERS_PER_TOKEN]


def pieces(text: str) -> list[str]:
    """A text in the pieces in which it is streamed."""
    return re.findall(r"\s*\S+|\s+\Z", text)


def identifier(*parts: str) -> str:
    """32 hexadecimal digits that are the same for the same parts."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


def embedding(text: str, dimensions: int) -> list[float]:
    """A vector of length 1."""
    stream = hashlib.shake_256(text.encode()).digest(dimensions)
    raw = [byte - 127.5 for byte in stream]
    length = math.sqrt(sum(value * value for value in raw))
    return [value / length for value in raw]

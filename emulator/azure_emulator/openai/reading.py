"""Reading the bodies of calls."""

from __future__ import annotations

from typing import Any

from ..arm.store import Body
from . import errors


def required(body: Body, name: str) -> Any:
    """A value that must be there and not be empty. Raises Refusal."""
    if not body.get(name):
        raise errors.invalid_request(f"Missing required parameter: '{name}'.", name)
    return body[name]


def positive(body: Body, *names: str) -> int | None:
    """The first of these numbers that is given. Raises Refusal for one that is no positive integer."""
    for name in names:
        value = body.get(name)
        if value is None:
            continue
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            raise errors.invalid_request(f"'{name}' is {value!r}: use an integer of 1 or more.", name)
        return value
    return None


def mapping(body: Body, name: str) -> Body:
    """A group of settings, empty if it is not given. Raises Refusal."""
    value = body.get(name)
    if value is not None and not isinstance(value, dict):
        raise errors.invalid_request(f"'{name}' must be an object.", name)
    return value or {}


def text_of(content: Any, where: str) -> str:
    """The text of a message: a string, or parts of which some have text. Raises Refusal."""
    if content is None:
        return ""
    if isinstance(content, str):
        return content
    if not isinstance(content, list):
        raise errors.invalid_request(f"'{where}' must be a string or a list of parts.", where)
    texts: list[str] = []
    for part in content:
        if not isinstance(part, dict):
            raise errors.invalid_request(f"'{where}' must be a string or a list of parts.", where)
        texts.append(str(part.get("text", "")))
    return "\n".join(texts)


def messages_of(listed: Any, where: str) -> list[str]:
    """The texts of a list of messages. Raises Refusal."""
    if not isinstance(listed, list):
        raise errors.invalid_request(f"'{where}' must be a list of messages.", where)
    texts: list[str] = []
    for index, message in enumerate(listed):
        if not isinstance(message, dict):
            raise errors.invalid_request(f"'{where}[{index}]' must be a message.", where)
        texts.append(text_of(message.get("content"), f"{where}[{index}].content"))
    return texts

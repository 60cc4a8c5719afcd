"""Patterns in settings: `*` stands for anything, every other character for itself."""

import pytest

from azure_openai_policies.patterns import matches_any


@pytest.mark.parametrize(
    ("text", "pattern", "fits"),
    [
        ("chat", "chat", True),
        ("Chat", "cHAT", True),
        ("my-chat-eu", "*chat*", True),
        ("a/b/c", "a/*", True),
        ("chat", "cha", False),
        ("my-chat", "chat", False),
        ("models[0]", "models[0]", True),
        ("models[0]", "models[*]", True),
        ("models0", "models[0]", False),
        ("chat", "????", False),
        ("chat", "[a-z]*", False),
        ("chat", "c.at", False),
        ("", "*", False),
    ],
)
def test_star_alone_stands_for_anything(text, pattern, fits):
    assert matches_any(text, ["nothing", pattern]) is fits

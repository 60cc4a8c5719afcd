"""Patterns in settings, in which `*` stands for anything, and nothing else does for more than itself."""

import re
from collections.abc import Iterable
from functools import cache


def matches_any(text: str, patterns: Iterable[str]) -> bool:
    """Whether a text fits one of the patterns, whatever the casing. A blank text fits none."""
    return bool(text) and any(_expression(pattern).fullmatch(text.casefold()) for pattern in patterns)


@cache
def _expression(pattern: str) -> re.Pattern[str]:
    return re.compile(".*".join(map(re.escape, pattern.casefold().split("*"))), re.DOTALL)

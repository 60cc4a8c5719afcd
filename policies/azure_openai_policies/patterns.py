"""Patterns in settings, in which `*` stands for anything."""

from collections.abc import Iterable
from fnmatch import fnmatchcase


def matches_any(text: str, patterns: Iterable[str]) -> bool:
    """Whether a text fits one of the patterns, whatever the casing. A blank text fits none."""
    return bool(text) and any(fnmatchcase(text.casefold(), pattern.casefold()) for pattern in patterns)

"""The terms of a blocklist, from wherever the settings have them."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Iterator, Optional

from .settings.blocklists import Blocklist

_NAME_LENGTH = 12
"""Characters of a term's name: 2.8e14 values, so that no two of an account's terms share one."""


@dataclass(frozen=True)
class Term:
    """What one item of a blocklist catches."""

    pattern: str
    is_regex: bool

    @property
    def name(self) -> str:
        """Name of the item. It follows from what the item says, so that order and neighbours do not matter."""
        kind = "regex" if self.is_regex else "exact"
        return f"{kind}-{hashlib.sha256(self.pattern.encode()).hexdigest()[:_NAME_LENGTH]}"


def terms_of(blocklist: Blocklist) -> list[Term]:
    """The terms of a blocklist by name, each once. Raises OSError or UnicodeError for a file that cannot be read."""
    found = {term.name: term for _, term in located_terms(blocklist)}
    return [found[name] for name in sorted(found)]


def located_terms(blocklist: Blocklist) -> Iterator[tuple[str, Term]]:
    """Each term with the path of the setting that has it. Raises as `terms_of`."""
    sources = (
        ("terms", blocklist.terms, blocklist.terms_file, False),
        ("regular_expressions", blocklist.regular_expressions, blocklist.regular_expressions_file, True),
    )
    for setting, inline, file, is_regex in sources:
        yield from ((f"{setting}.{index}", Term(text, is_regex)) for index, text in enumerate(inline or []))
        yield from ((f"{setting}_file line {line}", Term(text, is_regex)) for line, text in _lines(file))


def _lines(file: Optional[str]) -> Iterator[tuple[int, str]]:
    lines = Path(file).read_text(encoding="utf-8").splitlines() if file else []
    return ((number, line.strip()) for number, line in enumerate(lines, 1) if line.strip())

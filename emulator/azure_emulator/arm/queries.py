"""Finding the query that a request asks."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .types import Query


class Queries:
    """All queries, found by method and path."""

    def __init__(self, queries: Iterable[Query]):
        self._patterns = [(query, _pattern(query.path)) for query in queries]

    def find(self, method: str, path: str) -> tuple[Query, dict[str, str]] | None:
        """The query that a path asks, with what stands in the path; None where there is none."""
        for query, pattern in self._patterns:
            matched = pattern.fullmatch(path) if query.method == method else None
            if matched:
                return query, matched.groupdict()
        return None


def _pattern(path: str) -> re.Pattern[str]:
    """Paths are compared without regard to case, as ids are."""
    parts = re.split(r"\{(\w+)\}", path)
    texts = (f"(?P<{part}>[^/]+)" if index % 2 else re.escape(part) for index, part in enumerate(parts))
    return re.compile("".join(texts), re.IGNORECASE)

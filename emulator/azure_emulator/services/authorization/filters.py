"""The `$filter` of lists in this namespace: conditions joined by `and`."""

from __future__ import annotations

import re

from ...arm import errors

_CONDITION = re.compile(r"(?P<function>\w+)\(('(?P<argument>[^']*)')?\)|(?P<name>\w+) eq '(?P<value>[^']*)'")


def conditions(text: str) -> list[tuple[str, str]]:
    """Names and values: `principalId eq 'x'`, `assignedTo('x')`; a call without a value has an empty one."""
    found: list[tuple[str, str]] = []
    for part in re.split(r"\s+and\s+", text.strip()) if text.strip() else []:
        matched = _CONDITION.fullmatch(part)
        if matched is None:
            raise errors.unknown_filter(text)
        found.append((matched["function"] or matched["name"], matched["argument"] or matched["value"] or ""))
    return found

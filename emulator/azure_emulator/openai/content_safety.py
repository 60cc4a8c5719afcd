"""Content filters and blocklists: what is found in a text, and what the deployment's policy makes of it.

A classifier is not at hand. Marker phrases stand for what it would find: `marker("prompt", "hate", "high")` in a prompt is
a prompt full of hate, `marker("completion", "profanity")` makes the completion profane.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from azure_openai_catalog import content_filters as catalog

from ..arm.ids import child, parse
from ..arm.store import Body
from ..arm.types import Context
from ..services.cognitive_services.content_filters import RAI_POLICY
from . import errors

POLICY_HEADER = "x-policy-id"
"""Names another policy of the account for one call."""

PROMPT, COMPLETION = "Prompt", "Completion"
SAFE = "safe"

_MARKER = re.compile(
    r"\[emulator:(?P<source>prompt|completion):(?P<found>[a-z_]+)(?::(?P<severity>low|medium|high))?\]"
)


def marker(source: str, found: str, severity: str | None = None) -> str:
    """A phrase that a filter finds in a `prompt` or a `completion`.

    `found` is a filter by its name in results, for example `self_harm`; without a severity it is `high`.
    """
    return f"[emulator:{source}:{found}{f':{severity}' if severity else ''}]"


@dataclass(frozen=True)
class Verdict:
    """What a policy makes of a text."""

    results: Body
    """Result of each filter, as Azure reports it."""
    blocked_at: int | None
    """Where in the text the first thing stands that blocks it; None if nothing does."""


@dataclass(frozen=True)
class _Hit:
    """Something found in a text."""

    position: int
    severity: str


@dataclass(frozen=True)
class Policy:
    """A policy in force: what runs on a text from one of the two sources."""

    asynchronous: bool
    """Whether streamed completions are shown before they are filtered."""
    _filters: list[Body]
    _blocklists: list[tuple[Body, Callable[[str], int | None]]]

    def judge(self, source: str, text: str) -> Verdict:
        """The verdict on a text that is a PROMPT or a COMPLETION."""
        found = dict(_found(source, text))
        results: Body = {}
        blocked: list[int] = []
        for entry in self._filters:
            if entry["source"] == source and entry["enabled"]:
                hits = found.get(_field(entry["name"]), [])
                results[_field(entry["name"])] = _result(entry, hits)
                blocked += [hit.position for hit in hits if _blocks(entry, hit)]
        matches = [(e, at) for e, find in self._blocklists if e["source"] == source and (at := find(text)) is not None]
        if any(entry["source"] == source for entry, _ in self._blocklists):
            details = [{"filtered": bool(e["blocking"]), "id": e["blocklistName"]} for e, _ in matches]
            results["custom_blocklists"] = {"filtered": any(d["filtered"] for d in details), "details": details}
        blocked += [at for entry, at in matches if entry["blocking"]]
        return Verdict(results, min(blocked, default=None))


def policy(context: Context, account: Body, name: str) -> Policy:
    """A policy of an account by name. Raises Refusal."""
    resource = child(account["id"], "raiPolicies", name)
    body = context.store.get(resource) or RAI_POLICY.defaults_on_read(parse(resource))
    if body is None:
        raise errors.unknown_policy(name)
    held = body["properties"]
    lists = [(entry, _blocklist(context, account, entry)) for entry in held.get("customBlocklists") or []]
    return Policy(held["mode"] in ("Asynchronous_filter", "Deferred"), held["contentFilters"], lists)


def _blocklist(context: Context, account: Body, entry: Body) -> Callable[[str], int | None]:
    """Finds the first thing in a text that is on a blocklist."""
    items = context.store.children(child(account["id"], "raiBlocklists", entry["blocklistName"]))
    patterns = [_pattern(item) for item in items]

    def find(text: str) -> int | None:
        matches = [match.start() for pattern in patterns if (match := pattern.search(text))]
        return min(matches, default=None)

    return find


def _pattern(item: Body) -> re.Pattern[str]:
    held = item["properties"]
    try:
        return re.compile(held["pattern"] if held["isRegex"] else re.escape(held["pattern"]))
    except re.error as error:
        raise errors.broken_pattern(item["id"], str(error)) from None


def _found(source: str, text: str) -> Iterator[tuple[str, list[_Hit]]]:
    by_name: dict[str, list[_Hit]] = {}
    for match in _MARKER.finditer(text):
        if match["source"] == source.lower():
            hit = _Hit(match.start(), (match["severity"] or "high").capitalize())
            by_name.setdefault(match["found"], []).append(hit)
    yield from by_name.items()


def _field(name: str) -> str:
    """Name of a filter in results."""
    return "self_harm" if name == "Selfharm" else name.lower().replace(" ", "_")


def _result(entry: Body, hits: list[_Hit]) -> dict[str, Any]:
    filtered = any(_blocks(entry, hit) for hit in hits)
    if "severityThreshold" not in entry:
        return {"filtered": filtered, "detected": bool(hits)}
    worst = max((hit.severity for hit in hits), key=_rank, default=SAFE)
    return {"filtered": filtered, "severity": worst.lower()}


def _blocks(entry: Body, hit: _Hit) -> bool:
    threshold = entry.get("severityThreshold")
    return bool(entry["blocking"]) and (threshold is None or _rank(hit.severity) >= _rank(threshold))


def _rank(severity: str) -> int:
    return catalog.SEVERITIES.index(severity)

"""Content filters and blocklists: what is found in a text, and what the deployment's policy makes of it.

A classifier is not at hand. Marker phrases stand for what it would find: `marker("prompt", "hate", "high")` in a prompt is
a prompt full of hate, `marker("completion", "profanity")` makes the completion profane.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from azure_openai_catalog import content_filters as catalog

from ..arm.ids import child, parse
from ..arm.store import Body
from ..arm.types import Context
from ..services.cognitive_services.content_filters import RAI_POLICY
from ..services.cognitive_services.names import RAI_BLOCKLIST_ITEMS
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
class _Blocklist:
    """A blocklist as a policy uses it."""

    name: str
    source: str
    blocking: bool
    items: list[Body]

    def search(self, text: str) -> int | None:
        """Where in the text the first thing stands that is on the list. Raises Refusal."""
        found = [at for item in self.items if (at := _position(item, text)) is not None]
        return min(found, default=None)


@dataclass(frozen=True)
class Policy:
    """A policy in force."""

    asynchronous: bool
    """Whether streamed completions are shown before they are filtered."""
    _filters: list[Body]
    _blocklists: list[_Blocklist]

    def judge(self, source: str, text: str) -> Verdict:
        """The verdict on a text that is a PROMPT or a COMPLETION. Raises Refusal for a list that cannot be used."""
        verdicts = [self._filter(source, text), self._search(source, text)]
        blocked = [verdict.blocked_at for verdict in verdicts if verdict.blocked_at is not None]
        return Verdict({**verdicts[0].results, **verdicts[1].results}, min(blocked, default=None))

    def _filter(self, source: str, text: str) -> Verdict:
        found = _found(source, text)
        results: Body = {}
        blocked: list[int] = []
        for entry in self._filters:
            if entry["source"] == source and entry["enabled"]:
                name = _result_name(entry["name"])
                results[name] = _result(entry, found.get(name, []))
                blocked += [hit.position for hit in found.get(name, []) if _blocks(entry, hit)]
        return Verdict(results, min(blocked, default=None))

    def _search(self, source: str, text: str) -> Verdict:
        lists = [blocklist for blocklist in self._blocklists if blocklist.source == source]
        if not lists:
            return Verdict({}, None)
        found = [(blocklist, at) for blocklist in lists if (at := blocklist.search(text)) is not None]
        details = [{"filtered": blocklist.blocking, "id": blocklist.name} for blocklist, _ in found]
        blocked = [at for blocklist, at in found if blocklist.blocking]
        return Verdict(
            {"custom_blocklists": {"filtered": bool(blocked), "details": details}}, min(blocked, default=None)
        )


def policy(context: Context, account: Body, name: str) -> Policy:
    """A policy of an account by name. Raises Refusal."""
    resource = child(account["id"], "raiPolicies", name)
    body = context.store.get(resource) or RAI_POLICY.defaults_on_read(parse(resource))
    if body is None:
        raise errors.unknown_policy(name)
    held = body["properties"]
    lists = [_blocklist(context, account, entry) for entry in held.get("customBlocklists") or []]
    return Policy(held["mode"] in ("Asynchronous_filter", "Deferred"), held["contentFilters"], lists)


def _blocklist(context: Context, account: Body, entry: Body) -> _Blocklist:
    name = entry["blocklistName"]
    below = context.store.children(child(account["id"], "raiBlocklists", name))
    items = [body for body in below if body["type"] == RAI_BLOCKLIST_ITEMS]
    return _Blocklist(name, entry["source"], bool(entry["blocking"]), items)


def _position(item: Body, text: str) -> int | None:
    """Where a text has the pattern of a blocklist's item."""
    pattern = item["properties"]["pattern"]
    if not item["properties"]["isRegex"]:
        return text.find(pattern) if pattern in text else None
    try:
        match = re.search(pattern, text)
    except re.error as error:
        raise errors.broken_pattern(item["id"], str(error)) from None
    return match and match.start()


def _found(source: str, text: str) -> dict[str, list[_Hit]]:
    """What markers stand for, by the name that filters have in results."""
    by_name: dict[str, list[_Hit]] = {}
    for match in _MARKER.finditer(text):
        if match["source"] == source.lower():
            hit = _Hit(match.start(), (match["severity"] or "high").capitalize())
            by_name.setdefault(match["found"], []).append(hit)
    return by_name


def _result_name(name: str) -> str:
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

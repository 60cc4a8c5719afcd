"""What must hold of a content filter before Azure is asked."""

from typing import Iterable, Iterator

from azure_openai_catalog import content_filters as catalog
from azure_openai_catalog import limits, nearest
from azure_openai_catalog.problems import full_listing

from ..settings.content_filters import ContentFilter, FilterEntry
from .problems import Problem, join

SOURCES = ("Prompt", "Completion")
"""What the API version of these components filters; the newer sources are for agents only."""


def content_filter_problems(
    key: str, content_filter: ContentFilter, blocklist_keys: Iterable[str]
) -> Iterator[Problem]:
    """Problems of one content filter of an account with these blocklists; paths are relative to it."""
    name = content_filter.name or key
    if not limits.RAI_POLICY_NAME.matches(name):
        yield Problem("name", f"{name!r} cannot name a content filter.", "Use letters, digits, `-`, `_` and `.`.")
    if name.lower().startswith("microsoft."):
        yield Problem("name", f"{name!r} is a name of Azure's own policies.", "Choose one without `Microsoft.`.")
    seen: set[tuple[str, str]] = set()
    for index, entry in enumerate(content_filter.filters or []):
        where = f"filters.{index}"
        yield from (problem.below(where) for problem in _entry_problems(entry))
        if (entry.name, entry.source) in seen:
            yield Problem(where, f"{entry.name} for {entry.source} is given twice.", "Keep one.")
        seen.add((entry.name, entry.source))
        if not content_filter.approved_by and _needs_approval(entry):
            yield Problem(
                where,
                f"turns off {entry.name} or only annotates it, which Azure allows on application only.",
                "Remove it, or give the reference to the approval as `approved_by`.",
            )
    known = sorted(blocklist_keys)
    for used in sorted(set(content_filter.blocklists or {}) - set(known)):
        instead = f"Use one of {full_listing(known)}." if known else "Add it to `blocklists` of the account."
        yield Problem(join("blocklists", used), "is no blocklist of this account.", instead)


def _needs_approval(entry: FilterEntry) -> bool:
    return entry.name in catalog.HARM_CATEGORIES and (entry.enabled is False or entry.blocking is False)


def _entry_problems(entry: FilterEntry) -> Iterator[Problem]:
    known = catalog.find(entry.name)
    if known is None or known.name != entry.name:
        likely = [known.name] if known else nearest(entry.name, catalog.names()) or catalog.names()
        yield Problem("name", f"Azure has no content filter {entry.name!r}.", f"Use {full_listing(likely)}.")
        return
    sources = [source for source in known.sources if source in SOURCES]
    if not sources:
        yield Problem("name", f"{known.name} filters the tool calls of agents only.", "Remove it.")
    elif entry.source not in sources:
        yield Problem("source", f"{known.name} does not filter {entry.source!r}.", f"Use {full_listing(sources)}.")
    threshold = entry.severity_threshold
    if threshold is not None and not known.has_severity:
        yield Problem("severity_threshold", f"{known.name} has no severities.", "Remove it.")
    elif threshold is not None and threshold not in catalog.SEVERITIES:
        yield Problem(
            "severity_threshold",
            f"{threshold!r} is no severity.",
            f"Use {full_listing(catalog.SEVERITIES)}; the first blocks most.",
        )

"""What must hold of a content filter before Azure is asked."""

from typing import Iterator

from azure_openai_catalog import content_filters as catalog
from azure_openai_catalog import limits, nearest

from ..settings.content_filters import ContentFilter, FilterEntry
from .problems import Problem, listing


def content_filter_problems(key: str, content_filter: ContentFilter) -> Iterator[Problem]:
    """Problems of one content filter; paths are relative to it."""
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


def _entry_problems(entry: FilterEntry) -> Iterator[Problem]:
    known = catalog.find(entry.name)
    if known is None or known.name != entry.name:
        likely = [known.name] if known else nearest(entry.name, catalog.names()) or catalog.names()
        yield Problem("name", f"Azure has no content filter {entry.name!r}.", f"Use {listing(likely)}.")
        return
    if entry.source not in known.sources:
        yield Problem("source", f"{known.name} does not filter {entry.source!r}.", f"Use {listing(known.sources)}.")
    threshold = entry.severity_threshold
    if threshold is not None and not known.has_severity:
        yield Problem("severity_threshold", f"{known.name} has no severities.", "Remove it.")
    elif threshold is not None and threshold not in catalog.SEVERITIES:
        yield Problem(
            "severity_threshold",
            f"{threshold!r} is no severity.",
            f"Use {listing(catalog.SEVERITIES)}; the first blocks most.",
        )

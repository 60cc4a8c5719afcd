"""Where the facts of an answer come from: pages and days for programs, a line below the tables for people."""

from collections.abc import Mapping
from typing import Any

from azure_openai_catalog import AS_OF, fine_tuning, sources

Entries = tuple[tuple[str, ...], ...]
"""Entries of the catalogue that an answer is made of: area and keys, for example `("models", "models", "gpt-5.1")`."""


def entries(*names: str) -> Entries:
    """The entries that the capacity of models, fine-tuned or not, is worked out from."""
    tables = (("models", "models"), ("quotas", "default_quota"), ("ptu", "models"))
    bases = {name: found.base.model for name in names if (found := fine_tuning.find(name)) and found.base}
    known = dict.fromkeys(bases.get(name, name) for name in names)
    return tuple((*table, name) for name in known for table in tables) or tuple(tables)


def with_origin(document: Mapping[str, Any], used: Entries) -> dict[str, Any]:
    """The document, with the day of the catalogue and the sources of the entries that were used, by area."""
    found: dict[str, list[str]] = {}
    for area, *keys in used:
        source = str(sources.of(area, *keys))
        if source not in found.setdefault(area, []):
            found[area].append(source)
    return {"catalog_as_of": AS_OF, "sources": found, **document}


def origin_line(used: Entries) -> str:
    """The same for people: which parts of the catalogue, of which day, and the overlays that correct them."""
    areas = ", ".join(dict.fromkeys(area for area, *_ in used))
    origins = [sources.of(area, *keys) for area, *keys in used]
    overlays = dict.fromkeys(str(origin) for origin in origins if origin.is_overlay)
    corrected = "".join(f", corrected by {overlay}" for overlay in overlays)
    return f"Source: {areas} of the catalogue of {AS_OF}{corrected}. `--json` names the pages."

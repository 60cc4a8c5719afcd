"""The user's overlay: a file that corrects the catalogue or adds to it, for everybody who asks the catalogue.

Components, policies, the command line and the emulator ask the same look-ups, each in a process of its own. What
reaches them all is the environment: the variable AZURE_OPENAI_CATALOG_OVERLAY names the file. `use` is for programs.

    source: models API of our subscription
    as_of: 2026-12-01
    models:
      models:
        gpt-5.1:
          versions:
            "2025-11-13": {retirement_date: 2027-08-01}

Below `source` and `as_of` the file has the layout of the catalogue's own `data/*.json`. Mappings are merged, lists and
values are replaced, null means not known.
"""

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from threading import RLock
from types import MappingProxyType
from typing import Any, cast

from ._data import CORRECTABLE, forget, shipped
from .problems import CatalogError, Problem, listing

VARIABLE = "AZURE_OPENAI_CATALOG_OVERLAY"
"""Environment variable with the path of the overlay file; read when the catalogue is first asked."""


@dataclass(frozen=True, slots=True)
class Overlay:
    """An overlay that was read and found to be consistent with the catalogue."""

    path: Path
    source: str
    """Where its facts come from, in the words of its author."""
    as_of: date
    areas: Mapping[str, Mapping[str, Any]]
    """Corrections by data file."""

    def touches(self, area: str, *keys: str) -> bool:
        """Whether it says something about an entry, for example `touches("models", "models", "gpt-5.1")`."""
        found: object = self.areas.get(area)
        for key in keys:
            found = cast(Any, found).get(key) if isinstance(found, Mapping) else None
        return found is not None


class _Current:
    """The overlay in use; `asked` says whether the environment has been asked for one."""

    overlay: Overlay | None = None
    asked = False
    lock = RLock()


def active() -> Overlay | None:
    """The overlay in use, None without one. Raises CatalogError with all problems of the file the environment names."""
    with _Current.lock:
        if not _Current.asked:
            use(os.environ.get(VARIABLE) or None)
        return _Current.overlay


def use(path: str | Path | None) -> Overlay | None:
    """Use another overlay from now on in this process; None goes without.

    Raises CatalogError with all problems of the file: the overlay in use before then stays.
    """
    from . import consistency

    with _Current.lock:
        before = _Current.overlay, _Current.asked
        _Current.overlay = read(Path(path)) if path else None
        _Current.asked = True
        forget()
        found = consistency.problems() if _Current.overlay else ()
        if found:
            _Current.overlay, _Current.asked = before
            forget()
            raise CatalogError(*(replace(problem, where=f"{path}: {problem.where}") for problem in found))
        return _Current.overlay


def corrected(area: str, facts: dict[str, Any]) -> dict[str, Any]:
    """Facts of an area with the corrections of the overlay in use."""
    overlay = active()
    corrections = overlay.areas.get(area) if overlay else None
    return _merged(facts, corrections) if corrections else facts


def read(path: Path) -> Overlay:
    """Read an overlay file, JSON or YAML. Raises CatalogError with everything that does not fit the layout."""
    content = _parsed(path)
    found = tuple(_problems(content))
    if found:
        raise CatalogError(*(replace(problem, where=f"{path}: {problem.where}") for problem in found))
    areas = {area: part for area, part in content.items() if area not in ("source", "as_of")}
    return Overlay(path, content["source"], date.fromisoformat(content["as_of"]), MappingProxyType(areas))


def _parsed(path: Path) -> dict[str, Any]:
    try:
        written = path.read_text(encoding="utf-8")
        content: object = json.loads(written) if path.suffix == ".json" else _yaml(written)
    except OSError as failed:
        reason = failed.strerror or "no such file"
        raise CatalogError(
            Problem(str(path), f"cannot be read: {reason}.", f"Correct the path, or unset {VARIABLE}.")
        ) from None
    except ValueError as failed:
        raise CatalogError(Problem(str(path), f"is no JSON or YAML: {failed}.", "Correct it.")) from None
    if not isinstance(content, dict):
        raise CatalogError(Problem(str(path), "holds no mapping.", "Begin with `source`, `as_of` and an area."))
    return cast(dict[str, Any], content)


def _yaml(written: str) -> object:
    import yaml

    class Loader(yaml.SafeLoader):
        """Leaves dates and versions that look like dates as they are written."""

    Loader.yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    try:
        return yaml.load(written, Loader)  # a SafeLoader
    except yaml.YAMLError as failed:
        raise ValueError(str(failed).replace("\n", " ")) from None


def _problems(content: Mapping[str, Any]) -> Iterator[Problem]:
    from ._layout import LAYOUT
    from ._shapes import day, text

    for key, shape in (("source", text), ("as_of", day)):
        if key not in content:
            yield Problem(key, "is missing.", "Say where the corrections come from, and of which day they are.")
        else:
            yield from shape(key, content[key])
    for area, part in content.items():
        if area in ("source", "as_of"):
            continue
        if area not in CORRECTABLE:
            yield Problem(str(area), "cannot be corrected.", f"Use one of {', '.join(CORRECTABLE)}.")
        elif not isinstance(part, Mapping):
            yield Problem(area, "is no mapping.", f"Name what to correct: {listing(LAYOUT[area])}.")
        else:
            yield from _area_problems(area, cast(Mapping[str, Any], part))


def _area_problems(area: str, part: Mapping[str, Any]) -> Iterator[Problem]:
    from ._layout import LAYOUT

    known = LAYOUT[area]
    for key, value in part.items():
        if key not in known or key in ("source", "as_of"):
            choices = ", ".join(name for name in known if name not in ("source", "as_of"))
            yield Problem(f"{area}.{key}", "cannot be corrected.", f"Use one of {choices}.")
        else:
            # What is shipped fits its layout, so whatever does not fit after merging comes from the overlay.
            yield from known[key](f"{area}.{key}", _merged(shipped(area)[key], value))


def _merged(facts: Any, corrections: Any) -> Any:
    if not isinstance(facts, Mapping) or not isinstance(corrections, Mapping):
        return corrections
    old, new = cast(Mapping[str, Any], facts), cast(Mapping[str, Any], corrections)
    return {**old, **{key: _merged(old.get(key), value) for key, value in new.items()}}

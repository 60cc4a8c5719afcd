"""The data files: each read once, corrected by the user's overlay where there is one."""

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, ParamSpec, TypeVar, cast

CORRECTABLE = ("models", "regions", "skus", "ptu", "quotas", "content_filters", "roles")
"""What an overlay may correct. The other data files hold what is the same for everybody."""

_FOLDER = Path(__file__).parent / "data"
_Given = ParamSpec("_Given")
_Found = TypeVar("_Found")
_forget: list[Callable[[], None]] = []


@cache
def shipped(name: str) -> dict[str, Any]:
    """Content of `data/<name>.json`. JSON because reading 100 KB of it takes a millisecond, of YAML a second."""
    return json.loads((_FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def areas() -> tuple[str, ...]:
    """Names of all data files."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.json")))


def derived(function: Callable[_Given, _Found]) -> Callable[_Given, _Found]:
    """Remember the results of a function of the data until the overlay changes."""
    remembering = cache(function)
    _forget.append(remembering.cache_clear)
    # The wrapper hides the parameters.
    return cast(Callable[_Given, _Found], remembering)


def forget() -> None:
    """Let everything that was derived from the data be derived anew."""
    for clear in _forget:
        clear()


@derived
def data(name: str) -> dict[str, Any]:
    """Content of a data file with the overlay's corrections.

    Raises CatalogError with all problems of the overlay file if there are any.
    """
    if name not in CORRECTABLE:
        return shipped(name)
    from . import overlay

    return overlay.corrected(name, shipped(name))

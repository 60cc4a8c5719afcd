"""What must hold of a choice: exactly one alternative is set."""

from typing import Any, Iterator

from azure_openai_catalog.problems import full_listing

from ..settings.base import fields_of
from .problems import Problem


def choice_problems(where: str, choice: Any) -> Iterator[Problem]:
    """Problems of a choice such as `virtual_network`; none where it is left out and the default applies."""
    if choice is None:
        return
    alternatives = fields_of(choice)
    chosen = [name for name, value in alternatives.items() if value is not None]
    if len(chosen) != 1:
        what = f"has {full_listing(chosen)} set." if chosen else "chooses nothing."
        yield Problem(where, what, f"Set exactly one of {full_listing(alternatives)}.")

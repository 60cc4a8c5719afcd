"""The first thing every component does: read its settings and stop, with all problems at once, if they cannot work."""

from typing import Any, Callable, Iterable, Optional, TypeVar

import pulumi

from azure_openai_catalog import overlay
from azure_openai_catalog.problems import CatalogError

from .checks.problems import InvalidSettings, Problem
from .checks.reading import read

S = TypeVar("S")

PACKAGE = "azure-openai"
"""Name of the Pulumi package; the first part of every component's type token."""


def type_token(component: str) -> str:
    """Type token of a component."""
    return f"{PACKAGE}:index:{component}"


def validated(
    component: str,
    name: str,
    opts: Optional[pulumi.ResourceOptions],
    given: Any,
    settings: type[S],
    problems_of: Callable[[S], Iterable[Problem]],
) -> S:
    """The component's settings; warns of what the catalogue cannot vouch for.

    Raises InvalidSettings, before anything is registered.
    """
    _require_usable_catalog()
    value, problems = read(settings, given)
    # A component of ours has checked the settings of its parts together with its own.
    if value is not None and not _is_part(opts):
        problems = [*problems, *problems_of(value)]
    errors = [problem for problem in problems if not problem.is_warning]
    if errors or value is None:
        raise InvalidSettings(f'{component} "{name}"', errors)
    for problem in problems:
        pulumi.log.warn(f'{component} "{name}": {problem}')
    return value


def _require_usable_catalog() -> None:
    """Raises InvalidSettings with all problems of the user's overlay file: with it, no answer of the catalogue holds."""
    try:
        overlay.active()
    except CatalogError as refused:
        problems = (Problem(problem.where, problem.what, problem.instead) for problem in refused.problems)
        raise InvalidSettings("overlay of the catalogue", problems) from None


def _is_part(opts: Optional[pulumi.ResourceOptions]) -> bool:
    parent = opts.parent if opts else None
    return parent is not None and parent.pulumi_resource_type.startswith(f"{PACKAGE}:index:")

"""A problem in the settings, and the one error that lists them all."""

from dataclasses import dataclass, replace
from typing import Iterable

import pulumi

from azure_openai_catalog.problems import full_listing


@dataclass(frozen=True)
class Problem:
    """Something in the settings that cannot work, or that nobody can vouch for."""

    where: str
    """Path of the setting, for example `accounts.eu.deployments.chat.sku`."""

    what: str
    """What is wrong, a sentence."""

    instead: str
    """What to do, a sentence."""

    is_warning: bool = False
    """True where the catalogue cannot tell: the deployment goes on and the user is told."""

    @classmethod
    def unknown_key(cls, where: str, key: str, kind: str, known: Iterable[str]) -> "Problem":
        """The problem of a key that nothing has."""
        return cls(where, f"{key!r} is no {kind}.", f"Known: {full_listing(sorted(known))}.")

    def below(self, parent: str) -> "Problem":
        """The same problem, seen from the settings that hold these."""
        return replace(self, where=join(parent, self.where))

    def __str__(self) -> str:
        return f"{self.where}: {self.what} {self.instead}" if self.where else f"{self.what} {self.instead}"


class InvalidSettings(pulumi.RunError):
    """The settings cannot work; nothing was created. Lists every problem with its path and what to do."""

    def __init__(self, subject: str, problems: Iterable[Problem]):
        self.problems = tuple(problems)
        count = len(self.problems)
        self.header = f"{subject}: {count} problem{'s' if count > 1 else ''}, nothing was created."
        super().__init__("\n".join([self.header, *(f"  - {problem}" for problem in self.problems)]))


def join(*parts: str) -> str:
    """A path from its parts; empty ones are left out."""
    return ".".join(part for part in parts if part)

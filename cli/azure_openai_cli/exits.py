"""How a command can end other than well: the exit codes, and the exceptions that carry them."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum


class ExitCode(IntEnum):
    """What a script may rely on. Codes are never given another meaning."""

    done = 0
    """The question was answered."""
    bad_input = 2
    """An argument, a file or a setting is wrong; nothing was done."""
    findings = 3
    """The question was answered, and the answer is one that a pipeline should stop at."""
    no_credentials = 4
    """Azure was to be asked, and nobody is signed in."""
    azure = 5
    """Azure was asked, and refused or could not be reached."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong."""

    where: str
    """Argument, file or path in a file, for example `accounts.eu.deployments.chat.sku`."""
    what: str
    """What is wrong, and what to do: one or more whole sentences."""

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


class Failure(Exception):
    """A command cannot answer. All problems at once."""

    code: ExitCode

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


class BadInput(Failure):
    """The user gave something that is wrong."""

    code = ExitCode.bad_input


class NoCredentials(Failure):
    """Nobody is signed in to Azure."""

    code = ExitCode.no_credentials


class AzureFailed(Failure):
    """Azure refused, or could not be reached."""

    code = ExitCode.azure


def bad_input(where: str, what: str) -> BadInput:
    """A failure with one problem."""
    return BadInput([Problem(where, what)])

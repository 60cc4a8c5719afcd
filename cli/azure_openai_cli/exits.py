"""How a command can end other than well: the exit codes, and the exceptions that carry them."""

from collections.abc import Iterable
from enum import IntEnum

from azure_openai_catalog.problems import Problem


class ExitCode(IntEnum):
    """What a script may rely on. Codes are never given another meaning."""

    done = 0
    bad_input = 2
    findings = 3
    no_credentials = 4
    azure = 5
    not_known = 6


MEANING = {
    ExitCode.done: "answered",
    ExitCode.bad_input: "an argument, a file or a setting is wrong, and nothing was done; or the answer cannot be written",
    ExitCode.findings: "answered, and the answer should stop a pipeline",
    ExitCode.no_credentials: "Azure was to be asked, and nobody is signed in",
    ExitCode.azure: "Azure refused, or could not be reached",
    ExitCode.not_known: "the catalogue has no figure to answer with",
}


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


class NotKnown(Failure):
    """The catalogue has no figure to answer with."""

    code = ExitCode.not_known


def bad_input(where: str, what: str, instead: str) -> BadInput:
    """A failure with one problem: where, what is wrong, what to do instead."""
    return BadInput([Problem(where, what, instead)])

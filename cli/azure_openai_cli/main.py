"""The entry point: the commands, and what becomes of a failure."""

import sys
from typing import NoReturn

from azure_openai_catalog import TODAY_VARIABLE, today

from . import output
from .app import app
from .exits import Failure, bad_input


def main() -> NoReturn:
    """Run the command that the arguments name; ends the process with one of the documented codes."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run a command and return its exit code."""
    try:
        _check_environment()
        app(args=arguments, prog_name="azure-openai")
    except Failure as failure:
        output.complain(failure)
        return failure.code
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else 0
    return 0


def _check_environment() -> None:
    try:
        today()
    except ValueError as error:
        raise bad_input(TODAY_VARIABLE, str(error)) from None

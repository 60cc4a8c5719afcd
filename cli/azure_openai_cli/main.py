"""The entry point: the commands, and what becomes of a failure."""

import gc
import sys
from typing import NoReturn

from azure_openai_catalog import TODAY_VARIABLE, problems, today

from . import output
from .app import app
from .exits import BadInput, Failure, NotKnown, bad_input
from .standard_output import Answer


def main() -> NoReturn:
    """Run the command that the arguments name; ends the process with one of the documented codes."""
    sys.stdout = Answer(sys.stdout)
    code = run(sys.argv[1:])
    # Python looks for garbage once more when it ends; among all that a command imported that takes a sixth of its time.
    gc.freeze()
    sys.exit(code)


def run(arguments: list[str]) -> int:
    """Run a command and return its exit code."""
    try:
        _check_environment()
        code = _run(arguments)
        # Part of an answer may be waiting still, and fail.
        sys.stdout.flush()
        return code
    except problems.NotKnown as error:
        return _fail(NotKnown(error.problems))
    except problems.CatalogError as error:
        return _fail(BadInput(error.problems))
    except Failure as failure:
        return _fail(failure)
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else 0


def _run(arguments: list[str]) -> int:
    try:
        app(args=arguments, prog_name="azure-openai")
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else 0
    return 0


def _fail(failure: Failure) -> int:
    output.complain(failure)
    return failure.code


def _check_environment() -> None:
    try:
        today()
    except ValueError as error:
        raise bad_input(TODAY_VARIABLE, str(error), "Or unset it for the clock's day.") from None

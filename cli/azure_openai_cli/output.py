"""What commands print: tables and trees for people, JSON for programs. Rich is imported only when something is drawn."""

from __future__ import annotations

import json
import sys
from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeAlias

from azure_openai_catalog.problems import Problem

from .exits import Failure
from .tables import Table
from .values import plain, text

if TYPE_CHECKING:
    from rich.console import Console, RenderableType


Drawn: TypeAlias = "RenderableType"
"""What people are shown: a table, a tree, or text."""

PIPED_WIDTH = 100_000
"""Columns when the output is no terminal: one row stays one line, for grep and the like."""


def answer(document: Any, as_json: bool, *drawn: Drawn) -> None:
    """Print the document as JSON, or what is drawn for people."""
    if as_json:
        json.dump(plain(document), sys.stdout, indent=2, ensure_ascii=False)
        print()
        return
    console = _console()
    if console.is_terminal:
        for renderable in drawn:
            console.print(renderable, highlight=False)
        return
    with console.capture() as printed:
        for renderable in drawn:
            console.print(renderable, highlight=False)
    # Cells are padded to their columns: nobody wants the last one's blanks in a file.
    sys.stdout.writelines(f"{line.rstrip()}\n" for line in printed.get().splitlines())


def table(title: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], caption: str = "") -> Drawn:
    """A table. Columns whose name ends in `#` hold numbers; the mark is not shown."""
    return Table(
        title, tuple(columns), [tuple(" ".join(text(value).split()) for value in row) for row in rows], caption
    )


def problem_line(problem: Problem) -> Drawn:
    """A problem that an answer tells of, warnings told apart."""
    from rich.text import Text

    return Text(f"Warning: {problem}", "yellow") if problem.is_warning else Text(f"Problem: {problem}", "red")


def complain(failure: Failure) -> None:
    """Tell of a failure on standard error: one line, or a list."""
    console = _console(stderr=True)
    first, *more = failure.problems
    if not more:
        console.print(f"Error: {first}", style="red", markup=False, highlight=False)
        return
    console.print(f"Error: {len(failure.problems)} problems", style="red", highlight=False)
    for problem in failure.problems:
        console.print(f"  - {problem}", markup=False, highlight=False)


def note(message: str) -> None:
    """Tell something that is not the answer, on standard error."""
    print(message, file=sys.stderr)


@contextmanager
def progress(what: str) -> Generator[None]:
    """Show on a terminal that something takes its time."""
    if not sys.stderr.isatty():
        yield
        return
    with _console(stderr=True).status(what):
        yield


def _console(stderr: bool = False) -> Console:
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    return Console(stderr=stderr, width=None if stream.isatty() else PIPED_WIDTH)

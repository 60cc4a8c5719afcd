"""Tables in the width there is: words stay whole, and a pipe gets a row a line."""

import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from azure_openai_cli import output
from azure_openai_cli.tables import shared

from .conftest import Command

WORDS = st.text("abc-.9", min_size=1, max_size=30)
CELLS = st.lists(WORDS, max_size=6).map(" ".join)


def drawn(width: int, columns: list[str], rows: list[list[str]]) -> str:
    console = Console(width=width, file=io.StringIO())
    console.print(output.table("Title", columns, rows, "Caption."), highlight=False)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


@given(st.lists(st.lists(CELLS, min_size=4, max_size=4), max_size=4), st.integers(40, 160))
def test_no_width_breaks_a_word(rows: list[list[str]], width: int) -> None:
    shown = drawn(width, ["Name", "Count#", "Where", "Why"], rows)
    assert max(map(len, shown.splitlines())) <= width
    assert {word for row in rows for cell in row for word in cell.split()} <= set(shown.split())


def test_rows_that_do_not_fit_are_blocks_of_what_is_there() -> None:
    rows = [
        ["OpenAI.DataZoneStandard.gpt-5.1", "", "2028-01-11"],
        ["OpenAI.DataZoneBatch.gpt-4o", "1,000", "2027-01-01"],
    ]
    lines = [line.rstrip() for line in drawn(40, ["Counter", "Limit#", "Retires"], rows).splitlines()]
    assert lines == [
        *("Title", ""),
        *("Counter: OpenAI.DataZoneStandard.gpt-5.1", "Retires: 2028-01-11", ""),
        *("Counter: OpenAI.DataZoneBatch.gpt-4o", "Limit:   1,000", "Retires: 2027-01-01", ""),
        "Caption.",
    ]
    wide = drawn(100, ["Counter", "Limit#", "Retires"], rows)
    assert re.search(r"gpt-4o +1,000  2027-01-01", wide)


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 60)), min_size=1), st.integers(0, 200))
def test_room_is_shared_between_least_and_natural_widths(columns: list[tuple[int, int]], room: int) -> None:
    least, natural = [low for low, _ in columns], [low + more for low, more in columns]
    widths = shared(least, natural, room)
    if widths is None:
        assert sum(least) > room
        return
    assert all(low <= width <= high for low, width, high in zip(least, widths, natural, strict=True))
    assert sum(widths) == min(room, sum(natural))


@pytest.mark.parametrize("arguments", ["quota --tier 2", "models", "retirements --within 0", "place gpt-5.1"])
def test_a_terminal_of_80_columns_shows_each_word_that_a_pipe_gets(
    command: Command, project: Path, arguments: str
) -> None:
    script = f"stty cols 80; {sys.executable} -m azure_openai_cli {arguments}"
    done = subprocess.run(
        ["script", "-qec", script, "/dev/null"], capture_output=True, text=True,
        env={**os.environ, "TERM": "xterm"}, check=True,
    )  # fmt: skip
    lines = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", done.stdout).splitlines()
    assert max(map(len, lines)) <= 80
    shown = {word.removesuffix(":") for line in lines for word in line.split()}
    piped = {word.removesuffix(":") for word in command(*arguments.split()).out.split() if not word.startswith("─")}
    assert piped <= shown


def test_a_pipe_gets_a_row_a_line_without_trailing_blanks(command: Command) -> None:
    lines = command("models", "show", "gpt-5.1").out.splitlines()
    assert [line for line in lines if line != line.rstrip()] == []
    (row,) = (line for line in lines if line.startswith(" GlobalStandard"))
    assert row.count(", ") > 20


def test_a_table_without_rows_says_so(command: Command, project: Path) -> None:
    (project / "empty.json").write_text('{"deployment": {"resources": []}}')
    assert command("quota", "--state", "empty.json").out.startswith("Quota pools\n\nNone.\n")

"""Tables in the width there is. No word is ever broken: a name, a date or a number in two pieces can be neither read nor copied."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderableType


@dataclass(frozen=True, slots=True)
class Table:
    """A table; each row as a block of lines `column: value` where its columns would break words or take more lines."""

    title: str
    columns: tuple[str, ...]
    """Names; of those that end in `#` the column holds numbers, and the mark is not shown."""
    rows: list[tuple[str, ...]]
    caption: str

    @property
    def names(self) -> tuple[str, ...]:
        """The columns' names as they are shown."""
        return tuple(name.removesuffix("#") for name in self.columns)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        """What Rich draws in the width there is; of a table without rows that there are none."""
        if not self.rows:
            yield from self._around(["None."])
            return
        widths = self._widths(options.max_width)
        # Two columns are a name and its value already.
        if len(self.columns) > 2 and (widths is None or self._is_shorter_as_blocks(widths, options.max_width)):
            yield from self._around(self._blocks())
        else:
            yield self._table(widths)

    def _widths(self, room: int) -> list[int] | None:
        """Widths of the columns that break no word; None where the room is too small."""
        columns = list(zip(self.names, *self.rows, strict=True))
        least = [max(_longest_word(cell) for cell in column) for column in columns]
        natural = [max(map(_length, column)) for column in columns]
        # Rich puts a blank before and after each column, and one at the end.
        return shared(least, natural, room - 2 * len(columns) - 1)

    def _is_shorter_as_blocks(self, widths: Sequence[int], room: int) -> bool:
        beside = room - max(map(_length, self.names)) - 2
        as_rows = sum(max(map(_lines, row, widths)) for row in self.rows)
        as_blocks = sum(1 + sum(_lines(cell, beside) for cell in row if cell) for row in self.rows)
        return as_blocks < as_rows

    def _table(self, widths: Sequence[int] | None) -> RenderableType:
        from rich import box
        from rich.table import Table as RichTable
        from rich.text import Text

        made = RichTable(
            title=self.title, caption=self.caption or None, title_justify="left", caption_justify="left",
            box=box.SIMPLE_HEAD, pad_edge=False, collapse_padding=True,
        )  # fmt: skip
        for index, name in enumerate(self.names):
            justify = "right" if self.columns[index].endswith("#") else "left"
            made.add_column(name, justify=justify, overflow="fold", width=widths[index] if widths else None)
        for row in self.rows:
            made.add_row(*map(Text, row))
        return made

    def _around(self, inner: Iterable[RenderableType]) -> Iterator[RenderableType]:
        """Title and caption, set off from what is between."""
        from rich.text import Text

        yield Text(self.title, "table.title")
        for renderable in inner:
            yield Text()
            yield renderable
        if self.caption:
            yield Text()
            yield Text(self.caption, "table.caption")

    def _blocks(self) -> Iterator[RenderableType]:
        from rich.table import Table as RichTable
        from rich.text import Text

        for row in self.rows:
            block = RichTable.grid(padding=(0, 1))
            block.add_column(width=1 + max(map(_length, self.names)), style="table.header")
            block.add_column(overflow="fold")
            for name, cell in zip(self.names, row, strict=True):
                if cell:
                    block.add_row(f"{name}:", Text(cell))
            yield block


def shared(least: Sequence[int], natural: Sequence[int], room: int) -> list[int] | None:
    """Room shared among columns: to each what it needs at least, then up to its natural width, small wants first.

    None where there is less room than they need.
    """
    spare = room - sum(least)
    if spare < 0:
        return None
    widths, waiting = list(least), len(least)
    for index in sorted(range(waiting), key=lambda index: natural[index] - least[index]):
        given = min(natural[index] - least[index], spare // waiting)
        widths[index] += given
        spare, waiting = spare - given, waiting - 1
    return widths


def _length(line: str) -> int:
    from rich.cells import cell_len

    return cell_len(line)


def _longest_word(cell: str) -> int:
    return max(map(_length, cell.split()), default=0)


def _lines(cell: str, width: int) -> int:
    """About how many lines a cell takes."""
    return -(-_length(cell) // max(1, width)) or 1

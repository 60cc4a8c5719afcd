"""Standard output as the way of an answer: what cannot be written there is told, or ends the command as shells expect."""

import io
import os
from typing import TextIO

from .exits import bad_input

NO_READER = 128 + 13
"""Exit code of a command whose reader has gone, as in `| head`: that of a process that SIGPIPE ended, in every shell."""


class Answer(io.TextIOWrapper):
    """Standard output, for whoever writes to it.

    Raises BadInput where writing fails, for example because the disk is full, and SystemExit where the reader has gone.
    """

    def __init__(self, stream: TextIO) -> None:
        super().__init__(stream.buffer, stream.encoding, stream.errors, line_buffering=stream.isatty())

    def write(self, text: str, /) -> int:
        """Write text."""
        try:
            return super().write(text)
        except OSError as error:
            raise self._failed(error) from None

    def flush(self) -> None:
        """Write what waits to be written."""
        try:
            super().flush()
        except OSError as error:
            raise self._failed(error) from None

    def _failed(self, error: OSError) -> BaseException:
        # Python writes what is left when it ends, and would complain once more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), self.fileno())
        if isinstance(error, BrokenPipeError):
            return SystemExit(NO_READER)
        return bad_input("standard output", f"The answer cannot be written: {error.strerror}.", "Write it elsewhere.")

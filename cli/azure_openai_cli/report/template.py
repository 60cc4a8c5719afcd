"""The template of the page, compiled once and kept."""

import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined, Template
from jinja2.bccache import Bucket

from ..values import text

_HERE = Path(__file__).parent


class _BesideModules(FileSystemBytecodeCache):
    """Keeps the compiled template where Python keeps compiled modules, and like Python does without if it cannot."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().dump_bytecode(bucket)


def template() -> Template:
    """The template. To compile it anew for each page would take as long as all the rest of making it."""
    environment: Any = Environment(
        loader=FileSystemLoader(_HERE),
        bytecode_cache=None if sys.dont_write_bytecode else _BesideModules(str(_HERE / "__pycache__")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["text"] = text
    return environment.get_template("page.html.j2")

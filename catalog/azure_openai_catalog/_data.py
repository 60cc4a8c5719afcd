"""The data files, each read once when first asked for."""

import json
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent / "data"


@cache
def data(name: str) -> dict[str, Any]:
    """Content of `data/<name>.json`. JSON because reading 100 KB of it takes a millisecond, of YAML a second."""
    return json.loads((_FOLDER / f"{name}.json").read_text(encoding="utf-8"))

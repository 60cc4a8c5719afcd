"""The data files, each read once when first asked for."""

import json
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def data(name: str) -> dict[str, Any]:
    """Content of `data/<name>.json`. JSON because reading 100 KB of it takes a millisecond, of YAML a second."""
    return json.loads((files("azure_openai_catalog") / "data" / f"{name}.json").read_text(encoding="utf-8"))

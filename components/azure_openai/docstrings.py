"""The docstrings below attributes, which Python itself forgets."""

import inspect
from typing import Optional

from pulumi.provider.experimental.analyzer import Analyzer

_analyzer = Analyzer("")


def attribute_docstring(owner: type, name: str) -> Optional[str]:
    """Docstring of an attribute of a class or of one it inherits from, without indentation; None if it has none."""
    for base in owner.__mro__:
        found = _analyzer.get_docstring(base, name)
        if found:
            return inspect.cleandoc(found)
    return None

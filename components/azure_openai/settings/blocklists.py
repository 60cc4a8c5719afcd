"""What may be said of blocklists (ARM raiBlocklists): words and patterns that a content filter catches."""

from enum import Enum
from typing import Optional

from .base import settings


@settings
class Blocklist:
    """A blocklist of an account, filled with terms.

    Azure takes terms one by one or, outside of its resource model, in bulk. Here each term is a resource of its own and
    they are written one after another, about a second each, so an account takes at most 200 of them. For more: fold
    terms into regular expressions (`a|b|c`), or leave the list empty here and fill it through Azure's action
    `addRaiBlocklistItems`; an empty list is left as it is. Changed terms take effect after up to five minutes.
    """

    terms: Optional[list[str]] = None
    """Words and phrases that are matched exactly, upper and lower case told apart. 1 to 1,000 characters each (limit of
    Azure). A changed term is a new one; the order does not matter. Default: none."""

    terms_file: Optional[str] = None
    """Text file with more terms, one a line, UTF-8; empty lines are skipped. Path relative to where the program runs.
    Default: none."""

    regular_expressions: Optional[list[str]] = None
    """Patterns that are matched as regular expressions, 1 to 1,000 characters each (limit of Azure). They are compiled
    at preview, by Python: what only its dialect lacks is a warning. Default: none."""

    regular_expressions_file: Optional[str] = None
    """Text file with more regular expressions, as `terms_file`. Default: none."""

    description: Optional[str] = None
    """What the list is for. Changes in place. Default: none."""

    name: Optional[str] = None
    """Name of the raiBlocklist: letters, digits, `-`, `_` and `.`. Default: the key. A change makes a new list before
    the old one goes."""


class BlocklistSource(Enum):
    """Which way the content goes that is looked through."""

    Prompt = "Prompt"
    """What callers send."""

    Completion = "Completion"
    """What the model answers."""

    Both = "Both"
    """Prompts and completions."""


@settings
class BlocklistUse:
    """How a content filter uses a blocklist."""

    source: Optional[BlocklistSource] = None
    """`Prompt`, `Completion` or `Both` (default). Changes in place."""

    blocking: Optional[bool] = None
    """True (default): a hit blocks. False: it is only reported with the answer. Changes in place."""

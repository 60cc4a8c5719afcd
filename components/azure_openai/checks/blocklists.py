"""What must hold of blocklists before Azure is asked."""

import re
from typing import Iterator, Mapping

from azure_openai_catalog import limits

from ..settings.blocklists import Blocklist
from ..terms import Term, located_terms, terms_of
from .problems import Problem, join

MOST_TERMS = 200
"""Terms of all blocklists of an account. Our limit: each is a resource that waits for all earlier ones, a second each in
Azure; state and time grow with the square of their number."""

_DIALECT = ("bad escape", "unknown extension", "look-behind requires")
"""How Python's messages begin where another dialect may well know the construct."""


def blocklists_problems(blocklists: Mapping[str, Blocklist]) -> Iterator[Problem]:
    """Problems of an account's blocklists; paths begin with their keys."""
    count = 0
    for key, blocklist in blocklists.items():
        name = blocklist.name or key
        if not limits.BLOCKLIST_NAME.matches(name):
            where = join(key, "name" if blocklist.name else "")
            yield Problem(where, f"{name!r} cannot name a blocklist.", "Use letters, digits, `-`, `_` and `.`.")
        try:
            count += len(terms_of(blocklist))
            yield from (problem.below(key) for place, term in located_terms(blocklist) for problem in _of(place, term))
        except (OSError, UnicodeError) as error:
            yield Problem(
                key, f"has a file that cannot be read: {error}.", "Give its path from where the program runs."
            )
    if count > MOST_TERMS:
        yield Problem(
            "",
            f"have {count} terms, {MOST_TERMS} can be managed here (Azure takes {limits.BLOCKLIST_TERMS:,} a list).",
            "Fold terms into regular expressions (`a|b|c`), or leave a list empty and fill it with addRaiBlocklistItems.",
        )


def _of(where: str, term: Term) -> Iterator[Problem]:
    longest = limits.BLOCKLIST_TERM_CHARACTERS
    if not 0 < len(term.pattern) <= longest:
        yield Problem(where, f"has {len(term.pattern)} characters.", f"Azure takes 1 to {longest:,}.")
    elif term.is_regex:
        yield from _expression_problems(where, term.pattern)


def _expression_problems(where: str, pattern: str) -> Iterator[Problem]:
    try:
        re.compile(pattern)
    except re.error as error:
        dialect = str(error).startswith(_DIALECT)
        instead = "Azure will say whether its dialect has it." if dialect else "Correct it."
        yield Problem(where, f"{pattern!r} is no regular expression: {error}.", instead, is_warning=dialect)

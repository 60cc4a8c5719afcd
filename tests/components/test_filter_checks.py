"""What is said of content filters and blocklists before Azure is asked."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azure_openai import Blocklist
from azure_openai.checks.blocklists import MOST_TERMS
from azure_openai.terms import Term

from .conftest import problems_of, told_of


@pytest.mark.parametrize(
    ("account", "where", "what"),
    [
        ({"content_filters": {"x": {"filters": [{"name": "Hate", "source": "Prompt", "blocking": False}]}}},
         "content_filters.x.filters.0",
         "turns off Hate or only annotates it, which Azure allows on application only. "
         "Remove it, or give the reference to the approval as `approved_by`."),
        ({"content_filters": {"x": {"filters": [{"name": "Task Adherence", "source": "PreToolCall"}]}}},
         "content_filters.x.filters.0.name", "Task Adherence filters the tool calls of agents only. Remove it."),
        ({"content_filters": {"x": {"filters": [{"name": "Indirect Attack", "source": "PostToolCall"}]}}},
         "content_filters.x.filters.0.source", "Indirect Attack does not filter 'PostToolCall'. Use Prompt."),
        ({"content_filters": {"x": {"blocklists": {"rivals": {}}}}, "blocklists": {"words": {}}},
         "content_filters.x.blocklists.rivals", "is no blocklist of this account. Use one of words."),
        ({"content_filters": {"x": {"blocklists": {"rivals": {}}}}},
         "content_filters.x.blocklists.rivals",
         "is no blocklist of this account. Add it to `blocklists` of the account."),
        ({"blocklists": {"x": {"terms": ["a" * 1001]}}}, "blocklists.x.terms.0",
         "has 1001 characters. Azure takes 1 to 1,000."),
        ({"blocklists": {"x": {"terms": [""]}}}, "blocklists.x.terms.0", "has 0 characters. Azure takes 1 to 1,000."),
        ({"blocklists": {"x": {"regular_expressions": ["a", "(b"]}}}, "blocklists.x.regular_expressions.1",
         "'(b' is no regular expression: missing ), unterminated subpattern at position 0. Correct it."),
        ({"blocklists": {"my list": {}}}, "blocklists.my list",
         "'my list' cannot name a blocklist. Use letters, digits, `-`, `_` and `.`."),
        ({"blocklists": {"a": {"name": "B"}, "b": {}}}, "blocklists.b",
         "has the same name as 'a': 'b'. Names are unique; change one."),
        ({"blocklists": {"a": {"terms": [str(n) for n in range(50)]}, "b": {"terms": [str(n) for n in range(51)]}}},
         "blocklists",
         "have 101 terms, 100 can be managed here (Azure takes 10,000 a list). "
         "Fold terms into regular expressions (`a|b|c`), or leave a list empty and fill it with addRaiBlocklistItems."),
    ],
)  # fmt: skip
def test_what_filters_and_blocklists_cannot_do(account: dict[str, Any], where: str, what: str) -> None:
    assert told_of(**account)[where] == what


def test_an_expression_that_only_another_dialect_knows_warns() -> None:
    (found,) = problems_of(blocklists={"x": {"regular_expressions": [r"\p{Lu}+"]}})
    assert found.is_warning and "bad escape" in found.what


def test_terms_in_files_are_checked_by_line(tmp_path: Path) -> None:
    file = tmp_path / "expressions.txt"
    file.write_text("fine\n\n[broken\n", encoding="utf-8")
    found = told_of(blocklists={"x": {"regular_expressions_file": str(file), "terms_file": "nowhere.txt"}})
    assert found["blocklists.x"].startswith("has a file that cannot be read: [Errno 2] No such file")
    assert "blocklists.x.regular_expressions_file line 3" in told_of(
        blocklists={"x": {"regular_expressions_file": str(file)}}
    )


def test_what_is_approved_may_be_turned_off() -> None:
    off = [{"name": "Hate", "source": source, "enabled": False} for source in ("Prompt", "Completion")]
    assert problems_of(content_filters={"x": {"filters": off, "approved_by": "LA-1"}}) == []


@given(st.text(min_size=1), st.text(min_size=1))
def test_terms_have_the_same_name_only_if_they_catch_the_same(one: str, other: str) -> None:
    assert (Term(one, False).name == Term(other, False).name) == (one == other)
    assert Term(one, False).name != Term(one, True).name


def test_the_bound_on_terms_is_the_one_that_the_settings_name() -> None:
    assert f"at most {MOST_TERMS} of them" in " ".join((Blocklist.__doc__ or "").split())

"""Packs and cases for the tests of rules."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest

from .case_tables import changed, judge, judge_stack, label, secret_of, table_rows, tables
from .pack import Outcome, Pack


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Each table, and each row."""
    rows = table_rows()
    on_resources = [row for row in rows if "resources" not in row]
    failing = [row for row in on_resources if row["kind"] == "failing" and "settings" not in row]
    azure = [row for row in failing if row["type"].startswith("azure-native:")]
    wanted = {
        "table": tables(),
        "row": rows,
        "case": on_resources,
        "stack_case": [row for row in rows if "resources" in row],
        "first_failing_case": list({row["rule"]: row for row in reversed(azure)}.values()),
    }
    for name in wanted.keys() & set(metafunc.fixturenames):
        metafunc.parametrize(name, wanted[name], ids=map(label, wanted[name]))


@pytest.fixture(autouse=True, scope="module")
def catalogue_day() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AZURE_OPENAI_TODAY", "catalog")
        yield


@pytest.fixture(scope="session")
def new_pack() -> type[Pack]:
    """Starts a pack."""
    return Pack


@pytest.fixture
def pack() -> Pack:
    return Pack()


@pytest.fixture(scope="session")
def rows() -> list[dict[str, Any]]:
    """All rows about one resource, and the resources of the other tables: rule, type, settings and props."""
    on_resources = [row for row in table_rows() if "resources" not in row]
    in_stacks = [
        {
            "rule": table["rule"],
            "type": resource["type"],
            "settings": table.get("settings", {}),
            "props": resource["inputs"],
        }
        for table in tables()
        for resource in table.get("resources", {}).values()
    ]
    return [{"settings": {}, **row, "props": changed(row["base"], row)} for row in on_resources] + in_stacks


@pytest.fixture(scope="session")
def every_row() -> list[dict[str, Any]]:
    """All rows of all tables."""
    return table_rows()


@pytest.fixture(scope="session")
def judged() -> Callable[[Mapping[str, Any]], Outcome]:
    """Judges a row."""
    return judge


@pytest.fixture(scope="session")
def judged_stack() -> Callable[[Mapping[str, Any], Mapping[str, Any]], Outcome]:
    """Judges other resources than those of a row, by the row's rule and settings."""

    def run(row: Mapping[str, Any], declared: Mapping[str, Any]) -> Outcome:
        pack = Pack()
        pack.configure(row["rule"], row.get("settings", {}), only=True, beside=row.get("beside"))
        return judge_stack(pack, declared, row["rule"])

    return run


@pytest.fixture(scope="session")
def declared_in() -> Callable[[Mapping[str, Any]], dict[str, Any]]:
    """Gives the resources of a row about a stack."""
    return lambda row: changed(row["resources"], row)


@pytest.fixture(scope="session")
def messages() -> dict[str, str]:
    """What is said of each row, by its label; nothing of those that comply."""
    said = {label(row): judge(row).text for row in table_rows()}
    return {name: text for name, text in said.items() if text}


@pytest.fixture(scope="session")
def secret() -> Callable[[Any], dict[str, Any]]:
    """Makes a secret, as the protocol has it."""
    return secret_of


@pytest.fixture(scope="session")
def apply_case() -> Callable[[Mapping[str, Any]], dict[str, Any]]:
    """Gives the properties of a table's row."""
    return lambda case: changed(case["base"], case)

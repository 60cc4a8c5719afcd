"""What all tests share."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def catalog_date(monkeypatch: pytest.MonkeyPatch) -> None:
    """Judge life cycles on the catalogue's date, so that nothing rots when a model retires."""
    monkeypatch.setenv("AZURE_OPENAI_TODAY", "catalog")


@pytest.fixture(scope="session")
def repository() -> Path:
    """Root of the repository."""
    return Path(__file__).resolve().parent.parent

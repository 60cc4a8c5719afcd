"""What all tests share."""

from pathlib import Path

import hypothesis
import pytest

# Laws are about results: how long a busy machine takes for one says nothing.
hypothesis.settings.register_profile("laws", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("laws")


@pytest.fixture(autouse=True)
def catalog_date(monkeypatch: pytest.MonkeyPatch) -> None:
    """Judge life cycles on the catalogue's date, so that nothing rots when a model retires."""
    monkeypatch.setenv("AZURE_OPENAI_TODAY", "catalog")


@pytest.fixture(scope="session")
def repository() -> Path:
    """Root of the repository."""
    return Path(__file__).resolve().parent.parent

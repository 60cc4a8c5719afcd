"""What the catalogue's tests share."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from azure_openai_catalog import overlay

OVERLAY_HEADER = "source: models API of our subscription\nas_of: 2026-12-01\n"

Use = Callable[..., None]


@pytest.fixture
def use(tmp_path: Path) -> Iterator[Use]:
    """Writes an overlay and uses it; afterwards the catalogue is as it is shipped."""

    def written(text: str, name: str = "overlay.yaml") -> None:
        path = tmp_path / name
        path.write_text(text)
        overlay.use(path)

    yield written
    overlay.use(None)

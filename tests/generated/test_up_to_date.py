"""Generated files say what the code says."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))
from generators import GENERATED


@pytest.mark.parametrize("name", GENERATED)
def test_a_generated_file_is_up_to_date(repository: Path, name: str) -> None:
    advice = f"{name} is out of date: run scripts/local scripts/generate"
    assert (repository / name).read_text(encoding="utf-8") == GENERATED[name](), advice

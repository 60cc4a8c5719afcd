"""Live tests are there, and nobody runs them by accident."""

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize(("arguments", "live"), [((), 0), (("-m", "azure"), 4)])
def test_live_tests_run_only_when_asked_for(repository: Path, arguments: tuple[str, ...], live: int) -> None:
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "tests/live", *arguments]
    collected = subprocess.run(command, cwd=repository, capture_output=True, text=True, check=True).stdout
    assert collected.count("test_a_stack_comes_up_stays_as_it_is_and_goes_again[") == live

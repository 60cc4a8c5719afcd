"""`python -m azure_emulator serve | token`: a call from outside of the process."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

CALLER = "11111111-1111-4111-8111-111111111111"


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@pytest.fixture
def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Address of an emulator that a process of its own serves."""
    monkeypatch.setenv("AZURE_EMULATOR_STATE", str(tmp_path / "azure.sqlite"))
    port = free_port()
    process = subprocess.Popen([sys.executable, "-m", "azure_emulator", "serve", "--port", str(port)], env=os.environ)
    until = time.monotonic() + 30
    while time.monotonic() < until and process.poll() is None:
        with socket.socket() as connection:
            if connection.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.wait()


def test_a_token_from_the_command_line_is_taken_and_the_account_is_looked_for(served: str) -> None:
    printed = subprocess.run(
        [sys.executable, "-m", "azure_emulator", "token", CALLER], capture_output=True, text=True, check=True
    )
    headers = {"Host": "none.openai.azure.com", "Authorization": f"Bearer {printed.stdout.strip()}"}
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(urllib.request.Request(f"{served}/openai/v1/models", headers=headers))
    with refused.value as answer:
        assert answer.code == 404
        assert "error" in json.load(answer)
        assert answer.headers["x-azure-emulator"]

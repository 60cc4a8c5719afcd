"""Generated files say what code and data say."""

import subprocess
from pathlib import Path


def test_every_generated_file_is_up_to_date(repository: Path) -> None:
    done = subprocess.run([repository / "scripts" / "generate", "--check"], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr

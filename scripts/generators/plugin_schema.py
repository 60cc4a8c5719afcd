"""The schema of the components as a plugin: what SDKs in other languages are generated from."""

import json
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def generate() -> str:
    """What the engine is told of the components."""
    command = [str(ROOT / "scripts" / "local"), "pulumi", "package", "get-schema", str(ROOT / "components")]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    if answer.returncode != 0:
        raise RuntimeError(f"`{' '.join(command)}` failed:\n{answer.stderr}")
    return json.dumps(json.loads(answer.stdout), indent=2) + "\n"

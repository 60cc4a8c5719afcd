"""What the rules say, word by word: people read it, and reports compare it from one run to the next.

POLICY_MESSAGES=write pytest tests/policies/test_messages.py writes the file anew; read what changed in it.
"""

import os
from pathlib import Path

import yaml

FILE = Path(__file__).parent / "messages.yaml"


def test_messages_are_those_of_the_file(messages):
    if os.environ.get("POLICY_MESSAGES") == "write":
        FILE.write_text(yaml.safe_dump(messages, sort_keys=True, width=10_000), encoding="utf-8")
    assert messages == yaml.load(FILE.read_text(encoding="utf-8"), yaml.CSafeLoader)

"""OPS-02 guards what the other rules judge: whatever their tables change to make a resource fail."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from azure_openai_policies import RULES

REGULATED = Path(__file__).parents[2] / "policies" / "profiles" / "regulated.json"
OPS_02 = "ops-02-no-ignored-guard"
NOT_GUARDED = {"tags", "location"}
"""Tags are often other people's, and another region, like another name, is another resource."""


def stopping() -> set[str]:
    """Rules that stop a deployment in profile standard or regulated."""
    regulated = json.loads(REGULATED.read_text(encoding="utf-8"))
    return {rule.name for rule in RULES if "mandatory" in (rule.level.value, regulated.get(rule.name))}


def judged_inputs(row: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Types and paths of what a row changes."""
    for path in row.get("set", ()):
        if "resources" not in row:
            yield row["type"], path
        elif ".inputs." in path:
            name, inputs = path.split(".inputs.")
            yield row["resources"][name]["type"], inputs


def is_guarded(pack: Any, type_token: str, path: str) -> bool:
    outcomes = pack.analyze(type_token, {}, options={"ignoreChanges": [path]})
    return OPS_02 in outcomes and outcomes[OPS_02].verdict == "non-compliant"


def test_what_makes_a_resource_fail_must_not_be_ignored(pack, every_row):
    failing = [row for row in every_row if row["expect"] == "non-compliant" and row["rule"] in stopping()]
    judged = {entry for row in failing if not row["rule"].startswith("ops") for entry in judged_inputs(row)}
    nested = {entry for entry in judged if entry[1].split(".")[0] not in NOT_GUARDED and not entry[1].endswith("Name")}
    by_name = {entry for entry in judged if entry[1].startswith("properties.") and entry[1].endswith("Name")}
    assert len(nested) > 40
    assert [entry for entry in sorted(nested | by_name) if not is_guarded(pack, *entry)] == []

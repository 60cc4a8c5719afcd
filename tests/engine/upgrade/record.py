"""Records the platforms of this version, as tests/engine/test_upgrade.py expects them."""

import json
import os
import shutil
import tempfile
from importlib.metadata import version
from pathlib import Path

from ..conftest import make_project

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parents[2]
STACKS = ("local", "prod-eu")


def main() -> None:
    """Build each stack on an emulator of its own and keep its file and state."""
    target = HERE / version("azure-openai-components")
    target.mkdir()
    environment = {**os.environ, "AZURE_OPENAI_TODAY": "catalog", "PULUMI_DEBUG_COMMANDS": "true"}
    environment["AZURE_EMULATOR_QUOTA_TIER"] = "2"
    for stack in STACKS:
        with tempfile.TemporaryDirectory() as base:
            project = make_project(Path(base), "project", REPOSITORY, environment, stack=stack)
            project.up()
            state = json.loads(project.pulumi("stack", "export"))
        for resource in state["deployment"]["resources"]:
            # Where on this machine the program registered it: says nothing to others.
            resource.pop("sourcePosition", None)
            resource.pop("stackTrace", None)
        (target / f"{stack}.json").write_text(json.dumps(state, indent=1) + "\n")
        shutil.copy(REPOSITORY / "stacks" / f"Pulumi.{stack}.yaml", target)
        print(f"recorded {stack} in {target.relative_to(REPOSITORY)}")


if __name__ == "__main__":
    main()

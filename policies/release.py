"""Makes a policy pack that needs nothing of this repository.

    python policies/release.py FOLDER

The folder holds what Pulumi runs, with the catalogue beside the rules, and asks for pulumi-policy alone. Point
`--policy-pack` at it, or publish it with `pulumi policy publish`.
"""

import re
import shutil
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
CATALOGUE = HERE.parent / "catalog" / "azure_openai_catalog"
LICENSE = HERE.parent / "LICENSE"
CONTENT = ("PulumiPolicy.yaml", "__main__.py", "azure_openai_policies", "profiles")
DESCRIPTION = HERE.parent / "docs" / "policies.md"
"""Says of every rule what it asks for, with its options and levels; the pack's README."""
LINK_IN_THE_REPOSITORY = re.compile(r"\[([^]]+)]\((?!https:|#)[^)]+\)")
IN_THE_REPOSITORY = "../catalog"
"""Line of requirements.txt that brings the catalogue along here."""


def release(folder: Path) -> None:
    """Write the pack. Raises FileExistsError if the folder exists."""
    folder.mkdir(parents=True)
    for source in (*(HERE / name for name in CONTENT), CATALOGUE, LICENSE):
        if source.is_dir():
            shutil.copytree(source, folder / source.name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / source.name)
    description = LINK_IN_THE_REPOSITORY.sub(r"\1", DESCRIPTION.read_text(encoding="utf-8"))
    (folder / "README.md").write_text(description, encoding="utf-8")
    lines = (HERE / "requirements.txt").read_text(encoding="utf-8").splitlines()
    needed = [line for line in lines if line != IN_THE_REPOSITORY and not line.startswith("#")]
    (folder / "requirements.txt").write_text("\n".join(needed) + "\n", encoding="utf-8")


def main() -> int:
    """Read the arguments, write the pack."""
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        release(Path(sys.argv[1]))
    except FileExistsError:
        print(f"{sys.argv[1]} exists; name a folder that does not.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""The Pulumi project around the working folder, and its stack files."""

from pathlib import Path

from . import documents
from .exits import bad_input


def stack_files(start: Path | None = None) -> dict[str, Path]:
    """The stack files of the project around a folder, by stack, sorted. Raises BadInput outside of a project."""
    for folder in ((start or Path.cwd()).resolve(), *(start or Path.cwd()).resolve().parents):
        manifest = folder / "Pulumi.yaml"
        if manifest.is_file():
            kept_in = documents.mapping(documents.load_yaml(manifest)).get("stackConfigDir", ".")
            return {stack_name(path): path for path in sorted((folder / str(kept_in)).glob("Pulumi.*.y*ml"))}
    raise bad_input(
        "stack", "There is no Pulumi.yaml here or above.", "Go into the project, or give the stack file's path."
    )


def stack_file(stack: str, start: Path | None = None) -> Path:
    """The file of a stack, given by its name in the project or by the file's path. Raises BadInput if there is none."""
    if stack.endswith((".yaml", ".yml")):
        return Path(stack)
    files = stack_files(start)
    if stack not in files:
        known = ", ".join(files) or "none"
        raise bad_input("stack", f"There is no stack {stack!r} in this project.", f"Stacks with a file: {known}.")
    return files[stack]


def stack_name(path: Path) -> str:
    """Name of the stack whose file this is."""
    return path.name.removeprefix("Pulumi.").rsplit(".", 1)[0]

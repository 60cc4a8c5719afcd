"""The Pulumi project around the working folder, and its stack files."""

from pathlib import Path

from . import documents
from .exits import bad_input


def stack_files(start: Path | None = None) -> dict[str, Path]:
    """The stack files of the project around a folder, by stack, sorted. Raises BadInput outside of a project."""
    manifest = _manifest(start or Path.cwd())
    if manifest is None:
        raise bad_input(
            "stack", "There is no Pulumi.yaml here or above.", "Go into the project, or give the stack file's path."
        )
    return {stack_name(path): path for path in sorted(_stack_folder(manifest).glob("Pulumi.*.y*ml"))}


def project_name(start: Path) -> str | None:
    """Name of the project around a folder; None outside of one, or where it has none."""
    manifest = _manifest(start)
    name = documents.mapping(documents.load_yaml(manifest)).get("name") if manifest else None
    return name if isinstance(name, str) else None


def stack_file(stack: str, start: Path | None = None) -> Path:
    """The file of a stack, given by its name in the project or by the file's path. Raises BadInput if there is none."""
    if stack.endswith((".yaml", ".yml")):
        return Path(stack)
    files = stack_files(start)
    if stack not in files:
        known = ", ".join(files) or "none"
        raise bad_input("stack", f"There is no stack {stack!r} in this project.", f"Stacks with a file: {known}.")
    return files[stack]


def schema_file(stack_file: Path) -> Path | None:
    """The complete schema of a stack file: the one beside it, else that of the project around the working folder."""
    beside = stack_file.parent / "schema.json"
    if beside.is_file():
        return beside
    manifest = _manifest(Path.cwd())
    of_project = _stack_folder(manifest) / "schema.json" if manifest else None
    return of_project if of_project and of_project.is_file() else None


def _stack_folder(manifest: Path) -> Path:
    kept_in = documents.mapping(documents.load_yaml(manifest)).get("stackConfigDir", ".")
    return manifest.parent / str(kept_in)


def _manifest(start: Path) -> Path | None:
    folders = (start.resolve(), *start.resolve().parents)
    return next((folder / "Pulumi.yaml" for folder in folders if (folder / "Pulumi.yaml").is_file()), None)


def stack_name(path: Path) -> str:
    """Name of the stack whose file this is."""
    return path.name.removeprefix("Pulumi.").rsplit(".", 1)[0]

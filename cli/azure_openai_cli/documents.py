"""Files: what others wrote in YAML or JSON, read with the user's mistakes in mind, and what is written for them."""

import json
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from azure_openai_catalog.problems import Problem

from . import yaml_nodes
from .exits import BadInput, bad_input

Document = Mapping[str, Any]

_BYTE_ORDER_MARK = "\ufeff"


def read(path: Path) -> str:
    """Text of a file, without the byte order mark that Excel and some editors begin it with.

    Raises BadInput when it cannot be read.
    """
    return _characters(path, newline=None).removeprefix(_BYTE_ORDER_MARK)


def _characters(path: Path, newline: str | None) -> str:
    """Every character of a file; its line ends as they are where `newline` is empty."""
    try:
        with path.open(encoding="utf-8", newline=newline) as file:
            return file.read()
    except OSError as error:
        raise bad_input(
            str(path), f"The file cannot be read: {error.strerror}.", "Give the path of a file that is there."
        ) from None
    except UnicodeDecodeError:
        raise bad_input(str(path), "The file is no text in UTF-8.", "Save it as UTF-8.") from None


def write(path: Path, text: str) -> None:
    """Write a file. Raises BadInput when that cannot be done."""
    try:
        path.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise bad_input(str(path), f"The file cannot be written: {error.strerror}.", "Give another path.") from None


def load_yaml(path: Path) -> Any:
    """Content of a YAML file. Raises BadInput when it cannot be read, is no YAML, or has a key twice."""
    with _told_as_yaml(path):
        loader = _loader()(read(path))
        node = _checked(path, loader.get_single_node())
        return None if node is None else loader.construct_document(node)


def load_json(path: Path) -> Any:
    """Content of a JSON file. Raises BadInput when it cannot be read or is no JSON."""
    try:
        return json.loads(read(path))
    except ValueError as error:
        raise bad_input(str(path), f"The file is no JSON: {error}.", "Correct it.") from None


def line_of(path: Path, keys: Sequence[str]) -> int:
    """The line, from 1, of a key in a YAML file, given by its path; that of the deepest key there is, if it is not."""
    with _told_as_yaml(path):
        return yaml_nodes.line_of(_checked(path, _loader()(read(path)).get_single_node()), keys)


def replace_number(path: Path, keys: Sequence[str], number: int) -> None:
    """Replace a number in a YAML file, given by its path of keys, and leave every other character as it is."""
    import yaml

    text = _characters(path, newline="")
    # The parser in Python: only its marks count characters as Python does.
    node: Any = yaml.compose(text, yaml.SafeLoader)
    for key in keys:
        node = next(value for name, value in node.value if name.value == key)
    write(path, f"{text[: node.start_mark.index]}{number}{text[node.end_mark.index :]}")


def mapping(value: Any) -> Document:
    """The value if it is a mapping, else an empty one."""
    return cast(Document, value) if isinstance(value, Mapping) else {}


def _loader() -> Any:
    """The parser in C, which is ten times as fast; PyYAML has it where it was built with libyaml, as its wheels are."""
    import yaml

    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _checked(path: Path, root: Any) -> Any:
    """The root of a YAML file's nodes, in which no key stands twice: Pulumi refuses what Python would read the last of."""
    repeated = [
        Problem(
            f"{path}: {'.'.join(one.keys)}", f"The key stands in line {one.first} and again in line {one.again}.",
            "Keep one of them.",
        )
        for one in yaml_nodes.repeated_keys(root)
    ]  # fmt: skip
    if repeated:
        raise BadInput(repeated)
    return root


@contextmanager
def _told_as_yaml(path: Path) -> Generator[None]:
    """Tell what a parser refuses as the user's mistake."""
    import yaml

    try:
        yield
    # PyYAML passes on what Python says of a day or a number that is none, for example 2026-13-01.
    except (yaml.YAMLError, ValueError) as error:
        raise bad_input(str(path), f"The file is no YAML: {' '.join(str(error).split())}.", "Correct it.") from None

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

Keys = tuple[str, ...]
"""Path of a value in a document, for example `("config", "azure-openai:platform", "location")`."""

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


def with_numbers(path: Path, numbers: Mapping[Keys, int]) -> tuple[str, list[Keys]]:
    """A YAML file's text with numbers replaced, each given by its path of keys, and every other character as it is.

    Nothing is written. Besides the text come the paths whose number the file takes from an anchor, an alias or a merge
    key: what stands there is not theirs alone, so it is not replaced.
    """
    import yaml

    text = _characters(path, newline="")
    with _told_as_yaml(path):
        # The parser in Python: only its marks count characters as Python does.
        root = _checked(path, yaml.compose(text, yaml.SafeLoader))
    own = yaml_nodes.own_values(root, numbers)
    # From the last one on, so that those before stay where they are.
    for keys, node in sorted(own.items(), key=lambda item: -item[1].start_mark.index):
        start, end = node.start_mark.index, node.end_mark.index
        # A tag and an anchor belong to the node; they stay.
        written = text[start:end].split()[-1]
        start = text.rindex(written, start, end)
        text = f"{text[:start]}{numbers[keys]}{text[start + len(written) :]}"
    return text, [keys for keys in numbers if keys not in own]


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

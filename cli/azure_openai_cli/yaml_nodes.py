"""What a YAML document says beyond its values, read from its nodes: where a key stands, and for what else it stands too.

Nodes are those of PyYAML: an alias is the very node it stands for, and a merge key (`<<`) is a key like any other.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class RepeatedKey:
    """A key that stands twice in one mapping."""

    keys: tuple[str, ...]
    """Its path."""
    first: int
    """Line, from 1, where it stands first."""
    again: int
    """Line where it stands again."""


def repeated_keys(root: Any) -> Iterator[RepeatedKey]:
    """Keys that a mapping has twice. What a merge key brings in and the mapping has of its own is none of them."""
    for path, node in _nodes(root):
        lines = dict[str, int]()
        for name, _ in _pairs(node):
            key = _key(name)
            if key in lines:
                yield RepeatedKey((*path, key), lines[key], _line(name))
            else:
                lines[key] = _line(name)


def own_values(root: Any, paths: Iterable[tuple[str, ...]]) -> dict[tuple[str, ...], Any]:
    """The node of the value at each path, where it stands for that path alone.

    Left out is what a merge key brings in, and what an alias stands for, or a value that holds it.
    """
    uses = Counter(id(value) for _, node in _nodes(root) for _, value in _members(node))
    found = ((path, _own_value(root, path, uses)) for path in paths)
    return {path: node for path, node in found if node is not None}


def _own_value(root: Any, path: Sequence[str], uses: Counter[int]) -> Any:
    node = root
    for key in path:
        pair = _pair(node, key)
        if pair is None or uses[id(pair[1])] > 1:
            return None
        node = pair[1]
    return node


def line_of(root: Any, keys: Sequence[str]) -> int:
    """The line, from 1, of the key at a path; that of the deepest key there is, if it is not."""
    line, node = 1, root
    for key in keys:
        found = _pair(node, key)
        if found is None:
            break
        line, node = _line(found[0]), found[1]
    return line


def _nodes(root: Any) -> Iterator[tuple[tuple[str, ...], Any]]:
    """All nodes that are values, each once, with the path it is first met at."""
    seen, waiting = set[int](), list[tuple[tuple[str, ...], Any]]([((), root)])
    while waiting:
        path, node = waiting.pop()
        if id(node) not in seen:
            seen.add(id(node))
            yield path, node
            waiting += reversed([((*path, key), value) for key, value in _members(node)])


def _members(node: Any) -> Iterator[tuple[str, Any]]:
    """Values of a mapping by key, or of a sequence by number."""
    if node is not None and node.id == "sequence":
        yield from ((str(index), value) for index, value in enumerate(node.value))
    yield from ((_key(name), value) for name, value in _pairs(node))


def _pairs(node: Any) -> list[tuple[Any, Any]]:
    """Nodes of the keys and values of a mapping; none of anything else."""
    return node.value if node is not None and node.id == "mapping" else []


def _pair(node: Any, key: str) -> tuple[Any, Any] | None:
    return next((pair for pair in _pairs(node) if _key(pair[0]) == key), None)


def _key(name: Any) -> str:
    return str(name.value)


def _line(node: Any) -> int:
    return node.start_mark.line + 1

"""Reading properties without ever raising: a value is known, missing or unknown.

The SDK hands rules proxies that are neither dict nor list and raise when an unknown is read. Remediations get other
proxies, in which unknowns arrive as marker strings and secrets stay secret. Both are read here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeGuard, cast

from pulumi_policy import proxy

_SECRET_IN_SAVED_STATE = "[secret]"
"""What `pulumi policy analyze` puts in place of a secret."""

_MARKERS = frozenset(
    {
        proxy.UNKNOWN_BOOLEAN_VALUE,
        proxy.UNKNOWN_NUMBER_VALUE,
        proxy.UNKNOWN_STRING_VALUE,
        proxy.UNKNOWN_ARRAY_VALUE,
        proxy.UNKNOWN_ASSET_VALUE,
        proxy.UNKNOWN_ARCHIVE_VALUE,
        proxy.UNKNOWN_OBJECT_VALUE,
        _SECRET_IN_SAVED_STATE,
    }
)

_UNKNOWN = object()


class Value:
    """A property, with its path. What is below an unknown is unknown, what is below a missing one is missing.

    A null counts as missing. Reading a value as a type that it does not have gives that type's empty value, so that a
    rule which asks for something good never takes an unknown, a missing or a wrongly typed value for it.
    """

    __slots__ = ("_key", "_parent", "_raw")

    def __init__(self, raw: object, parent: Value | None = None, key: str | int = "") -> None:
        self._raw = _UNKNOWN if isinstance(raw, str) and raw in _MARKERS else raw
        self._parent = parent
        self._key = key

    @property
    def path(self) -> str:
        """Where the value stands, for example `properties.contentFilters[2].enabled`."""
        if self._parent is None:
            return ""
        if isinstance(self._key, int):
            return f"{self._parent.path}[{self._key}]"
        return f"{self._parent.path}.{self._key}".lstrip(".")

    @property
    def unknown(self) -> bool:
        """Whether the value cannot be read: computed later, or a secret of a saved state."""
        return self._raw is _UNKNOWN

    @property
    def missing(self) -> bool:
        """Whether there is no such value."""
        return self._raw is None

    @property
    def unknown_path(self) -> str:
        """Path of the outermost unknown that this value belongs to."""
        if self._parent is not None and self._parent.unknown:
            return self._parent.unknown_path
        return self.path

    @property
    def text(self) -> str:
        """The value as a text, empty if it is none."""
        return self._raw if isinstance(self._raw, str) else ""

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts among the elements of a list."""
        return tuple(element.text for element in self.elements() if element.text)

    @property
    def is_true(self) -> bool:
        """Whether the value is the boolean true."""
        return self._raw is True

    @property
    def is_false(self) -> bool:
        """Whether the value is the boolean false."""
        return self._raw is False

    @property
    def number(self) -> float | None:
        """The value as a number, None if it is none."""
        return self._raw if isinstance(self._raw, int | float) and not isinstance(self._raw, bool) else None

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of a map."""
        return tuple(map(str, self._raw)) if _is_map(self._raw) else ()

    def is_text(self, *words: str) -> bool:
        """Whether the value is one of these words, whatever the case."""
        return bool(self.text) and self.text.casefold() in {word.casefold() for word in words}

    def same_as(self, other: Value) -> bool:
        """Whether both are known and equal; texts whatever their case, maps and lists equal nothing."""
        return self._comparable() == other._comparable()

    def elements(self) -> tuple[Value, ...]:
        """The elements of a list; of an unknown list one unknown element, so that nobody takes it for empty."""
        if self.unknown:
            return (Value(_UNKNOWN, self, 0),)
        if not _is_list(self._raw):
            return ()
        return tuple(Value(_read(self._raw, index), self, index) for index in range(len(self._raw)))

    def at(self, key: str) -> Value:
        """The value of a key whatever its casing, as Azure reads tags and names; the key's own if there is none."""
        return self[next((given for given in self.keys if given.casefold() == key.casefold()), key)]

    def put(self, new: object) -> None:
        """Sets the value in place, where it is known or missing; parents that are missing are made."""
        parent = self._parent
        if parent is None or self.unknown:
            return
        if parent.missing:
            parent.put({self._key: new})
        elif _is_map(parent._raw):
            cast(Any, parent._raw)[self._key] = new

    def snapshot(self) -> object:
        """What the value is now, to be compared with what it becomes."""
        if _is_map(self._raw):
            return {key: self[key].snapshot() for key in self.keys}
        return [element.snapshot() for element in self.elements()] if _is_list(self._raw) else self._raw

    def __getitem__(self, key: str) -> Value:
        if self.unknown:
            return Value(_UNKNOWN, self, key)
        return Value(_read(self._raw, key) if _is_map(self._raw) else None, self, key)

    def __str__(self) -> str:
        """How messages show the value."""
        if self.unknown or self.missing:
            return "unknown" if self.unknown else "missing"
        if isinstance(self._raw, bool):
            return str(self._raw).lower()
        if isinstance(self._raw, str):
            return repr(self._raw)
        if isinstance(self._raw, int | float):
            return f"{self._raw:g}"
        return "a map" if _is_map(self._raw) else "a list"

    def _comparable(self) -> object:
        if isinstance(self._raw, str):
            return self._raw.casefold()
        comparable = self._raw is None or isinstance(self._raw, bool | int | float)
        return self._raw if comparable else object()


def _is_map(raw: object) -> TypeGuard[Mapping[str, Any]]:
    return isinstance(raw, Mapping)


def _is_list(raw: object) -> TypeGuard[Sequence[Any]]:
    return isinstance(raw, Sequence) and not isinstance(raw, str)


def _read(container: object, key: str | int) -> object:
    try:
        return cast(Any, container)[key]
    except proxy.UnknownValueError:
        return _UNKNOWN
    except KeyError:
        return None

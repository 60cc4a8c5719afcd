"""What a rule says of a resource."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from .values import Value


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that must change."""

    where: str
    """Path of the property."""
    what: str
    """What is wrong, as the rest of a sentence that begins with the path."""
    remedy: str
    """What to do, as a sentence."""

    def __str__(self) -> str:
        return f"{self.where} {self.what}. {self.remedy}"


@dataclass(frozen=True, slots=True)
class Undecided:
    """Something that a rule would have to know. It is told, and does not stop a deployment."""

    where: str
    why: str = "is not known yet"

    def __str__(self) -> str:
        return f"{self.where} {self.why}"


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """The rule has nothing to say of the resource, for this reason."""

    reason: str


@dataclass(frozen=True, slots=True)
class Compliant:
    """No problem, as far as can be seen."""

    undecided: tuple[Undecided, ...] = ()


@dataclass(frozen=True, slots=True)
class NonCompliant:
    """At least one problem, whatever the unknown values turn out to be."""

    problems: tuple[Problem, ...]
    undecided: tuple[Undecided, ...] = ()


Finding = Problem | Undecided | NotApplicable
"""What the check of a rule yields; nothing at all if the resource complies."""

Verdict = Compliant | NonCompliant | NotApplicable


def finding(about: Value, what: str, remedy: str, *, given: Iterable[Value] = ()) -> Problem | Undecided:
    """A problem of a value; undecided if that value, or one that the problem rests on (`given`), is unknown."""
    for value in (about, *given):
        if value.unknown:
            return Undecided(value.unknown_path)
    return Problem(about.path, what, remedy)


def choice(allowed: Sequence[str]) -> str:
    """How messages show what may be chosen."""
    return ", ".join(allowed) or "none is allowed"


def unless_among(value: Value, allowed: Sequence[str], *, given: Iterable[Value] = ()) -> Iterator[Finding]:
    """Yields that a value is none of the allowed words, whatever the casing; a missing value is none of them."""
    if not value.is_text(*allowed):
        yield finding(value, f"is {value}", f"Set it to one of: {choice(allowed)}.", given=given)


def verdict_of(findings: Iterable[Finding], doubts: Iterable[Value] = ()) -> Verdict:
    """The verdict that findings add up to.

    doubts: values that could still take the resource out of the rule's reach; problems count only if all are known.
    """
    found = tuple(findings)
    for entry in found:
        if isinstance(entry, NotApplicable):
            return entry
    problems = tuple(entry for entry in found if isinstance(entry, Problem))
    undecided = [entry for entry in found if isinstance(entry, Undecided)]
    unread = [Undecided(value.unknown_path) for value in doubts if value.unknown]
    if problems and unread:
        problems, undecided = (), unread
    said_once = tuple(dict.fromkeys(undecided))
    return NonCompliant(problems, said_once) if problems else Compliant(said_once)

"""Waivers: who lets which resource off which rule, why and until when.

They are configured once, with OPS-03, which also judges them. The pack reads them when the first resource passes, which
is the stack itself, so that they hold for all that follow.
"""

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from .patterns import matches_any
from .resources import Resource
from .values import Value

SCHEMA: dict[str, Any] = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {
            "rule": {"type": "string", "description": "Id of the rule, for example NET-01."},
            "resource": {
                "type": "string",
                "description": "Name in the Pulumi program; `*` stands for anything, as in `*-playground`. With `::` in it"
                " the URN, as in `*$azure-native:cognitiveservices:Account::main`.",
            },
            "who": {"type": "string", "description": "Who takes responsibility."},
            "why": {"type": "string", "description": "The reason."},
            "until": {"type": "string", "format": "date", "description": "Last day on which it holds."},
        },
        "required": ["rule", "resource", "who", "why", "until"],
        "additionalProperties": False,
    },
    "default": [],
    "description": "Resources that are let off a rule for a while.",
}


FEWEST_LETTERS = 3
"""Letters and digits that the name in a pattern must have at least, so that it means something in particular."""


@dataclass(frozen=True, slots=True)
class Waiver:
    """An entry of the list, as far as it can be read."""

    path: str
    """Where it stands in the configuration."""
    rule: str
    """Id in upper case."""
    pattern: str
    who: str
    why: str
    until: date | None
    """None if it is no date."""

    @property
    def _name(self) -> str:
        """The resource's name in the pattern, which may be one of a URN."""
        return self.pattern.rpartition("::")[2]

    def covers(self, resource: Resource) -> bool:
        """Whether the pattern fits the resource's name in the program, or its URN where it is written as one."""
        by_urn = "::" in self.pattern and matches_any(resource.urn, [self.pattern])
        return by_urn or matches_any(resource.name, [self.pattern])

    def faults(self, waivable: Container[str], day: date, longest: date) -> Iterator[tuple[str, str]]:
        """What is wrong with it on a day, and what to do about it.

        waivable: ids of the rules that can be waived.
        longest: the last day on which any waiver may hold.
        """
        if self.rule not in waivable:
            yield f"names rule {self.rule!r}, which cannot be waived or does not exist", "Name a rule by its id."
        if not self.pattern:
            yield "does not say for which resource", "Name the resource."
        elif "*" in self._name and len(re.sub(r"[\W_]", "", self._name)) < FEWEST_LETTERS:
            yield f"is for {self.pattern!r}, which fits too much", "Name the resource."
        for key, given in (("who", self.who), ("why", self.why)):
            if not given:
                yield f"does not say {key}", f"Fill in {key}."
        if self.until is None:
            yield "does not say until when", "Set until to a date, as YYYY-MM-DD."
        elif self.until < day:
            yield f"expired on {self.until}", "Put the resource right, or ask again."
        elif self.until > longest:
            yield f"holds until {self.until}, later than {longest}", "Choose an earlier day."

    def __str__(self) -> str:
        return f"waived until {self.until} by {self.who}: {self.why}"


@dataclass(slots=True)
class Waivers:
    """The waivers of a run, and where they were used."""

    in_force: tuple[Waiver, ...] = ()
    used: dict[tuple[str, str], Waiver] = field(default_factory=dict[tuple[str, str], Waiver])
    """By rule and URN."""

    def for_resource(self, rule: str, resource: Resource) -> Waiver | None:
        """The waiver that lets a resource off a rule, if there is one. It counts as used."""
        for waiver in self.in_force:
            if waiver.rule == rule and waiver.covers(resource):
                self.used[rule, resource.urn] = waiver
                return waiver
        return None


def waivers(settings: Value) -> Iterator[Waiver]:
    """The configured list."""
    for entry in settings["waivers"].elements():
        yield Waiver(
            path=entry.path,
            rule=entry["rule"].text.strip().upper(),
            pattern=entry["resource"].text.strip(),
            who=entry["who"].text.strip(),
            why=entry["why"].text.strip(),
            until=_date(entry["until"].text),
        )


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None

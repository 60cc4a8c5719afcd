"""OPS-03: every waiver names a rule, a resource, a person, a reason and a day."""

from collections.abc import Iterator
from datetime import timedelta

from pulumi_policy import Severity

from ..days import TODAY, today
from ..options import number
from ..resources import STACK, Resource
from ..rule import ResourceRule
from ..values import Value
from ..verdicts import Finding, NotApplicable, Problem
from ..waivers import SCHEMA, Waiver, waivers

LONGEST = 3660
"""Days for which a waiver may hold at most, whatever is configured."""


def check(stack: Resource, settings: Value) -> Iterator[Finding]:
    """Judges the list, whether or not a waiver is used."""
    entries = list(waivers(settings))
    if not entries:
        yield NotApplicable("no waivers are configured")
        return
    try:
        found = [(waiver.path, fault) for waiver in entries for fault in _faults(waiver, settings)]
    except ValueError as no_date:
        yield Problem("today", f"is no date: {no_date}", "Correct it in the configuration.")
        return
    for path, (what, advice) in found:
        yield Problem(path, what, advice)


def in_force(settings: Value) -> tuple[Waiver, ...]:
    """The waivers without a fault; none while the day to judge them by is no date, which the check reports."""
    try:
        return tuple(waiver for waiver in waivers(settings) if not list(_faults(waiver, settings)))
    except ValueError:
        return ()


def _faults(waiver: Waiver, settings: Value) -> Iterator[tuple[str, str]]:
    day, most = today(settings), int(settings["maxDays"].number or 0)
    return waiver.faults(waivable(), day, day + timedelta(days=min(most, LONGEST)))


def waivable() -> frozenset[str]:
    """Ids of the rules that can be waived: all but those about waivers."""
    # The list of rules holds this one, so it is read when it is complete.
    from . import ABOUT_WAIVERS, RULES

    return frozenset(rule.id for rule in RULES if rule is not RULE and rule not in ABOUT_WAIVERS)


RULE = ResourceRule(
    name="ops-03-waivers-in-order",
    title="Waivers in order",
    description="Waivers must be complete, in force and narrow.",
    why="A waiver that nobody answers for, or that never ends, is a rule switched off.",
    remediation="Correct or remove the waiver.",
    severity=Severity.HIGH,
    target=STACK,
    tags=("operations",),
    url="https://learn.microsoft.com/azure/governance/policy/concepts/exemption-structure",
    options={
        "waivers": SCHEMA,
        "maxDays": number("Longest time for which a waiver may hold, in days from today.", 366, minimum=1),
        **TODAY,
    },
    check=check,
)

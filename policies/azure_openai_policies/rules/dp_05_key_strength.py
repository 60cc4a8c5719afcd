"""DP-05: the key of an account is strong and rotates."""

import re
from collections.abc import Iterator

from pulumi_policy import EnforcementLevel, Severity

from ..answers import any_of
from ..joins import encrypts
from ..options import number
from ..resources import ACCOUNT, KEY
from ..rule import StackRule, benchmark
from ..stack import Stack, StackResource
from ..values import Value
from ..verdicts import Finding, NotApplicable, Problem, Undecided, finding

_PERIOD = re.compile(r"P(?:(?P<years>\d+)Y)?(?:(?P<months>\d+)M)?(?:(?P<weeks>\d+)W)?(?:(?P<days>\d+)D)?")
_DAYS = {"years": 365, "months": 30, "weeks": 7, "days": 1}


def check(key: StackResource, stack: Stack, settings: Value) -> Iterator[Finding]:
    """Azure OpenAI takes RSA keys only."""
    used = any_of(encrypts(stack, account, key, KEY) for account in stack.of(ACCOUNT))
    if used is False:
        yield NotApplicable("encrypts no Azure OpenAI account")
        return
    for found in _problems(key, settings):
        yield found if used else Undecided("Which account uses it")


def _problems(key: StackResource, settings: Value) -> Iterator[Problem | Undecided]:
    kind, size, smallest = key.properties["kty"], key.properties["keySize"], settings["minKeySize"].number or 0
    if not kind.is_text("RSA", "RSA-HSM"):
        yield finding(kind, f"is {kind}", "Set it to RSA or RSA-HSM.")
    if size.number is None or size.number < smallest:
        yield finding(size, f"is {size}", f"Set it to {smallest:g} or more.")
    actions, most = key.properties["rotationPolicy"]["lifetimeActions"], settings["maxDays"].number
    elements = actions.elements()
    if not any(_rotates(action, most) for action in elements):
        what = "does not rotate the key" + (f" within {most:g} days of its creation" if most else "")
        unread = [
            value for action in elements for value in (action["action"]["type"], action["trigger"]["timeAfterCreate"])
        ]
        yield finding(actions, what, "Add an action of type Rotate.", given=unread)


def _rotates(action: Value, most: float | None) -> bool:
    days = _days(action["trigger"]["timeAfterCreate"].text)
    return action["action"]["type"].is_text("Rotate") and (most is None or (days is not None and days <= most))


def _days(period: str) -> int | None:
    match = _PERIOD.fullmatch(period)
    return sum(int(count) * _DAYS[unit] for unit, count in match.groupdict("0").items()) if match else None


RULE = StackRule(
    name="dp-05-key-strength",
    title="Key strength and rotation",
    description="The key of an Azure OpenAI account must be strong and rotate.",
    why="A key that nobody rotates is in use for as long as the account lives.",
    remediation="Use an RSA key of the agreed size, with a rotation policy.",
    severity=Severity.MEDIUM,
    level=EnforcementLevel.ADVISORY,
    target=KEY,
    framework=benchmark("DP-6", mapped_by_microsoft=True),
    tags=("data-protection",),
    url="https://learn.microsoft.com/azure/key-vault/keys/how-to-configure-key-rotation",
    options={
        "minKeySize": number("Smallest key, in bits.", 2048, minimum=2048),
        "maxDays": number("Days after which the key must have rotated. By default any rotation will do.", minimum=1),
    },
    check=check,
)

"""Diagnostic settings, and whether they are about an Azure OpenAI account."""

from . import ids
from .resources import ACCOUNT, Resource
from .values import Value
from .verdicts import NotApplicable


def target_of(setting: Resource) -> NotApplicable | tuple[Value, ...]:
    """Why the setting is about no account, or the values that, being unknown, leave it open."""
    target = setting.inputs["resourceUri"]
    if target.unknown or ids.parse_of_type(target.text, ACCOUNT.arm_type):
        return (target,)
    return NotApplicable("is about no Azure OpenAI account")

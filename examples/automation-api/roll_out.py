"""Roll the platform out to every stack: preview all of them first, and change nothing where one cannot work.

python roll_out.py [up | destroy]
"""

import sys
from collections.abc import Mapping
from pathlib import Path

from pulumi import automation

STACKS = {
    "staging": {"location": "swedencentral", "chat_capacity": "5"},
    "sales": {"location": "eastus2", "chat_capacity": "80"},
}
"""Configuration by stack, in the order in which they are updated."""


def selected(name: str) -> automation.Stack:
    """A stack, made if it is not there yet, with its configuration."""
    stack = automation.create_or_select_stack(name, work_dir=str(Path(__file__).parent))
    stack.set_all_config({key: automation.ConfigValue(value) for key, value in STACKS[name].items()})
    return stack


def roll_out() -> None:
    """Preview every stack, then update one after another; the first failure ends it."""
    stacks = [selected(name) for name in STACKS]
    for stack in stacks:
        print(f"{stack.name}: would {_told(stack.preview().change_summary)}")
    for stack in stacks:
        done = stack.up()
        print(f"{stack.name}: {_told(done.summary.resource_changes or {})}; {done.outputs['base_url'].value}")


def take_back() -> None:
    """Destroy every stack, the last one first."""
    for name in reversed(STACKS):
        print(f"{name}: {_told(selected(name).destroy().summary.resource_changes or {})}")


def _told(changes: Mapping[automation.OpType, int]) -> str:
    return ", ".join(f"{automation.OpType(operation).value} {count}" for operation, count in sorted(changes.items()))


if __name__ == "__main__":
    try:
        {"up": roll_out, "destroy": take_back}[(sys.argv[1:] or ["up"])[0]]()
    except automation.CommandError as failure:
        sys.exit(str(failure))

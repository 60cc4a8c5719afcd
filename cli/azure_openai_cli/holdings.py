"""The stacks a command is about: named ones, all of the project, or exported state."""

from collections.abc import Callable, Sequence
from pathlib import Path

from azure_openai_catalog.problems import Problem

from . import project, stack_file, stack_state
from .exits import BadInput, bad_input
from .stacks import Stack


def one(stack: str | None, state: Path | None) -> Stack:
    """A single stack. Raises BadInput when the choice is not clear or the stack cannot be read."""
    if stack and state:
        raise bad_input("stack", "Both a stack and `--state` are given.", "Give one.")
    if state:
        return stack_state.read(state)
    if stack:
        return stack_file.read(stack)
    known = ", ".join(project.stack_files()) or "none"
    raise bad_input("stack", "No stack is given.", f"Stacks with a file: {known}.")


def several(stacks: Sequence[str], states: Sequence[Path]) -> tuple[Stack, ...]:
    """The named stacks and states; all stacks of the project when none is named.

    Raises BadInput with the problems of all of them.
    """
    named = list(stacks) if stacks or states else list(project.stack_files())
    if not named and not states:
        raise bad_input("stack", "This project has no stack file.", "Make one; stacks/README.md shows how.")
    readers: list[Callable[[], Stack]] = [lambda name=name: stack_file.read(name) for name in named]
    readers += [lambda path=path: stack_state.read(path) for path in states]
    found, problems = list[Stack](), list[Problem]()
    for read in readers:
        try:
            found.append(read())
        except BadInput as failure:
            problems += failure.problems
    if problems:
        raise BadInput(problems)
    return tuple(found)

"""The stacks a command is about: named ones, all of the project, or exported state."""

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
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

    The same file given twice counts once. Raises BadInput with the problems of all of them, and where two files are of
    one stack: what it holds would count twice.
    """
    named = list(stacks) if stacks or states else list(project.stack_files())
    if not named and not states:
        raise bad_input("stack", "This project has no stack file.", "Make one; stacks/README.md shows how.")
    readers: list[Callable[[], Stack]] = [lambda name=name: stack_file.read(name) for name in named]
    readers += [lambda path=path: stack_state.read(path) for path in states]
    found, problems = dict[Path, Stack](), list[Problem]()
    for read in readers:
        try:
            stack = read()
            found.setdefault(stack.source.resolve(), stack)
        except BadInput as failure:
            problems += failure.problems
    problems += _given_twice(tuple(found.values()))
    if problems:
        raise BadInput(problems)
    return tuple(found.values())


def _given_twice(stacks: Sequence[Stack]) -> Iterator[Problem]:
    for first, second in combinations(stacks, 2):
        if (first.project, first.name) == (second.project, second.name):
            what = f"{first.source} and {second.source} are of one stack, {first.name}: it would count twice."
            yield Problem("stack", what, "Give one of them; what a stack holds already, `quota` takes as `--held`.")

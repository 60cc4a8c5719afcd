"""Answers to yes-or-no questions; None where it cannot be told."""

from collections.abc import Iterable

Answer = bool | None


def any_of(answers: Iterable[Answer]) -> Answer:
    """Whether one of them is yes."""
    given = list(answers)
    return True if True in given else None if None in given else False


def all_of(*answers: Answer) -> Answer:
    """Whether all of them are yes. One no decides, whatever the others are."""
    return False if False in answers else None if None in answers else True

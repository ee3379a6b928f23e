"""Answers that may take a while: worked out in steps, so that whoever waits can do something else in between."""

from collections.abc import Generator
from typing import TypeVar

T = TypeVar("T")
Work = Generator[None, None, T]
"""Gives None after each step, and the answer at its end."""


def done(work: Work[T]) -> T:
    """The answer, worked out in one go."""
    while True:
        try:
            next(work)
        except StopIteration as end:
            answer: T = end.value
            return answer

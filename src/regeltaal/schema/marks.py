"""The properties behind a declaration: finding one of a kind, and refusing a second."""

from collections.abc import Sequence
from itertools import takewhile
from typing import TypeVar

from regeltaal.base.diagnostic import Problems
from regeltaal.schema import properties
from regeltaal.schema.names import doc_of
from regeltaal.schema.problems import fields as problems

M = TypeVar("M", bound=properties.Mark)

_REPEATABLE = (properties.FormerName, properties.Condition)


def one(marks: Sequence[properties.Mark], kind: type[M]) -> M | None:
    """The first property of a kind."""
    return next((mark for mark in marks if isinstance(mark, kind)), None)


def all_of(marks: Sequence[properties.Mark], kind: type[M]) -> tuple[M, ...]:
    return tuple(mark for mark in marks if isinstance(mark, kind))


def has(marks: Sequence[properties.Mark], kind: type[properties.Mark]) -> bool:
    return one(marks, kind) is not None


def report_repeats(marks: Sequence[properties.Mark], bag: Problems) -> None:
    seen: set[type[properties.Mark]] = set()
    for mark in marks:
        if type(mark) in seen and not isinstance(mark, _REPEATABLE):
            bag.add(problems.mark_twice(mark.span, keyword(mark)))
        seen.add(type(mark))


def keyword(mark: properties.Mark) -> str:
    """The words in capitals that a property starts with."""
    return " ".join(takewhile(str.isupper, mark.span.text.split()))


def doc(marks: Sequence[properties.Mark], bag: Problems) -> str:
    return doc_of(one(marks, properties.Doc), bag)


def example(marks: Sequence[properties.Mark]) -> str:
    """The example as it would stand in a rule."""
    found = one(marks, properties.Example)
    return "" if found is None else found.value.span.text

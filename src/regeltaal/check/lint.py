"""Warnings about literals: letters on which engines differ, and near misses of the values of an open enum."""

from regeltaal.base.source import Span
from regeltaal.base.suggest import nearest
from regeltaal.check.problems import lint as problems
from regeltaal.check.scope import Scope
from regeltaal.values.types import Enumeration

_DIFFERING = ("İ", "ς")
_SLIP = 2
"""By how many letters a slip may make a word longer or shorter."""


def watch_letters(text: str, span: Span, scope: Scope) -> None:
    """Letters whose lower case depends on who asks."""
    for letter in _DIFFERING:
        if letter in text:
            scope.report(problems.differing_letter(span, letter))


def watch_open_value(enum: Enumeration, written: str, span: Span, scope: Scope) -> None:
    """A value that is not listed is fine in an open enum, but one that nearly is may be a slip."""
    near = nearest(written, enum.values, 1)
    if near and abs(len(near[0]) - len(written)) <= _SLIP and not _shares_only_words(written, near[0]):
        scope.report(problems.near_miss(span, enum.name, written, near[0]))


def _shares_only_words(left: str, right: str) -> bool:
    return bool(set(left.lower().split()) & set(right.lower().split()))

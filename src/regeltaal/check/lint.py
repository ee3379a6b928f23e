"""Warnings about literals: letters on which engines differ, and near misses of the values of an open enum."""

from regeltaal.base.source import Span
from regeltaal.base.suggest import edit_distance, folded
from regeltaal.check.problems import lint as problems
from regeltaal.check.scope import Scope
from regeltaal.values.types import Enumeration

_DIFFERING = ("İ", "ς")
_SLIP = 2
"""By how many letters a slip differs at most."""


def watch_letters(text: str, span: Span, scope: Scope) -> None:
    """Letters whose lower case depends on who asks."""
    for letter in _DIFFERING:
        if letter in text:
            scope.report(problems.differing_letter(span, letter))


def watch_open_value(enum: Enumeration, written: str, span: Span, scope: Scope) -> None:
    """A value that is not listed is fine in an open enum, but one that nearly is may be a slip."""
    allowed = min(_SLIP, len(written) // 3)
    apart = {value: edit_distance(folded(written), folded(value), allowed) for value in enum.values}
    near = min(apart, key=apart.__getitem__, default=None)
    if near is not None and apart[near] <= allowed:
        scope.report(problems.near_miss(span, enum.name, written, near))

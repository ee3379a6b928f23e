"""Verdicts: the four truth values, their tables, and the tree that every explanation is read from."""

from collections.abc import Iterable
from enum import Enum

from regeltaal.base.node import Node, field
from regeltaal.base.text import Text
from regeltaal.program.tree import Cond
from regeltaal.values.value import Outcome


class Truth(Enum):
    """The verdict of a condition; the value is the word in JSON output."""

    TRUE = "waar"
    FALSE = "onwaar"
    UNKNOWN = "onbekend"
    FAULT = "fout"


class Operand(Node):
    """What an operand of a test was: as the author wrote it, and what it gave, of an amount with its currency."""

    label: str
    outcome: Outcome
    currency: str | None = None


class Verdict(Node):
    """The verdict of one condition with those of its parts.

    ``row`` names the list row that a part of a quantifier is about. ``fields`` are the empty fields behind ONBEKEND,
    ``cause`` is what is behind FOUT, or behind an ONBEKEND that no empty field explains.
    """

    truth: Truth
    cond: Cond = field(shown=False)
    parts: "tuple[Verdict, ...]" = ()
    operands: tuple[Operand, ...] = ()
    row: str | None = None
    fields: tuple[str, ...] = ()
    cause: Text | None = None


_AND_ORDER = (Truth.FALSE, Truth.FAULT, Truth.UNKNOWN, Truth.TRUE)
_OR_ORDER = (Truth.TRUE, Truth.FAULT, Truth.UNKNOWN, Truth.FALSE)
_NOT = {Truth.TRUE: Truth.FALSE, Truth.FALSE: Truth.TRUE, Truth.UNKNOWN: Truth.UNKNOWN, Truth.FAULT: Truth.FAULT}


def conjunction(truths: Iterable[Truth]) -> Truth:
    """EN: the first present of ONWAAR, FOUT, ONBEKEND, WAAR; of nothing WAAR."""
    present = set(truths)
    return next((truth for truth in _AND_ORDER if truth in present), Truth.TRUE)


def disjunction(truths: Iterable[Truth]) -> Truth:
    """OF: the first present of WAAR, FOUT, ONBEKEND, ONWAAR; of nothing ONWAAR."""
    present = set(truths)
    return next((truth for truth in _OR_ORDER if truth in present), Truth.FALSE)


def negation(truth: Truth) -> Truth:
    """NIET swaps WAAR and ONWAAR and leaves the others."""
    return _NOT[truth]


def at_least(count: int, truths: Iterable[Truth]) -> Truth:
    """MINSTENS n: WAAR with n true ones, ONWAAR where n can't be reached, else FOUT if any, else ONBEKEND."""
    present = list(truths)
    true, open_ = present.count(Truth.TRUE), present.count(Truth.UNKNOWN) + present.count(Truth.FAULT)
    if true >= count:
        return Truth.TRUE
    if true + open_ < count:
        return Truth.FALSE
    return Truth.FAULT if Truth.FAULT in present else Truth.UNKNOWN


def exactly(count: int, truths: Iterable[Truth]) -> Truth:
    """PRECIES n: MINSTENS n and not MINSTENS n + 1."""
    present = list(truths)
    return conjunction((at_least(count, present), negation(at_least(count + 1, present))))

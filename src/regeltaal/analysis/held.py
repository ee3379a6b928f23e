"""What one subject of a condition may be: a set of values, with what is known of its text, and whether it may be LEEG.

A set may be too large, never too small: what is not in it, the subject can't be.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from math import ceil

from regeltaal.analysis.parts import Part, excludes, implies, of_value
from regeltaal.base.node import Node, evolve
from regeltaal.values.sets import EVERYTHING, Cut, Span, Spans, Values
from regeltaal.values.value import Number


class Lack(Enum):
    """In which way there is no value."""

    EMPTY = "LEEG: an empty field, an empty text, a list without rows"
    NOTHING = "LEEG as the outcome of a computation, or not known: what a field was before"


Lacks = frozenset[Lack]
FILLED: Lacks = frozenset()
EMPTY: Lacks = frozenset({Lack.EMPTY})
NOTHING: Lacks = frozenset({Lack.NOTHING})
EITHER: Lacks = EMPTY | NOTHING
"""Ways in which a subject may lack a value."""

ANY = Values(frozenset(), outside=True)
NO_VALUE = Values(frozenset())
ANY_SIZE = Spans(EVERYTHING)
NO_SIZE = Spans(())


class Held(Node):
    """``present`` are values as `=` compares them, of ordered kinds as they are ordered; ``exact`` as `= EXACT` does.

    Of a text, each of ``asks`` has a part that it has, and it has none of ``without``.
    """

    present: Values | Spans
    lacks: Lacks = FILLED
    exact: Values = ANY
    asks: tuple[frozenset[Part], ...] = ()
    without: frozenset[Part] = frozenset()

    @property
    def is_nothing(self) -> bool:
        return not self.lacks and self.present.is_nothing

    def both(self, other: "Held") -> "Held":
        """What it may be where the other holds as well."""
        mine, theirs = self.present, other.present
        if isinstance(mine, Spans) and isinstance(theirs, Spans):
            return Held(mine.intersection(theirs), self.lacks & other.lacks)
        if isinstance(mine, Spans) or isinstance(theirs, Spans):
            raise TypeError("a subject has sets of one kind")
        asks = self.asks + tuple(one for one in other.asks if one not in self.asks)
        return _settled(
            Held(
                mine.intersection(theirs),
                self.lacks & other.lacks,
                self.exact.intersection(other.exact),
                asks,
                self.without | other.without,
            )
        )


def _settled(held: Held) -> Held:
    """Without the values that what is known of the text rules out."""
    present = held.present
    if not isinstance(present, Values) or (present.outside and held.exact.outside and not held.asks):
        return held
    if held.exact.is_nothing or _contradicts(held):
        return evolve(held, present=NO_VALUE)
    if present.outside or not (held.asks or held.without):
        return held
    return evolve(held, present=Values(frozenset(one for one in present.items if _fits(one, held))))


def _contradicts(held: Held) -> bool:
    """Whether no text has the parts that it must have, and none of those that it must not."""
    left = [[part for part in ask if not any(implies(part, one) for one in held.without)] for ask in held.asks]
    pairs = ((one, other) for place, one in enumerate(left) for other in left[:place])
    return not all(left) or any(all(excludes(mine, theirs) for mine in one for theirs in other) for one, other in pairs)


def _fits(value: object, held: Held) -> bool:
    if not isinstance(value, str):
        return True
    has = all(any(of_value(part, value) is not False for part in ask) for ask in held.asks)
    return has and not any(of_value(part, value) for part in held.without)


# ---------------------------------------------------------------- sets of what is ordered


def only(values: Iterable[Number]) -> Spans:
    """These, and nothing between them."""
    points = sorted(set(values))
    return Spans(tuple(((one, 0), (one, 1)) for one in points))


def but(values: Iterable[Number]) -> Spans:
    """All but these."""
    return all_but(only(values))


def all_but(spans: Spans) -> Spans:
    """What is present and not in these."""
    return Spans(spans.complement().spans)


def stepwise(spans: Spans) -> Spans:
    """The same whole numbers or days, in spans that hold one: between 5 and 6 there is none."""
    found = (_stepped(span) for span in spans.spans)
    joined: list[Span] = []
    for span in found:
        if span is None:
            continue
        if joined and joined[-1][1] == span[0]:
            joined[-1] = (joined[-1][0], span[1])
        else:
            joined.append(span)
    return Spans(tuple(joined))


def _stepped(span: Span) -> Span | None:
    low, high = (None if cut is None else _step(cut) for cut in span)
    return None if low is not None and high is not None and low >= high else (low, high)


def _step(cut: Cut) -> Cut:
    """Just before the first whole number, or day, behind a cut."""
    value, side = cut
    if isinstance(value, date):
        return cut if not side or value == date.max else (value + timedelta(days=1), 0)
    if isinstance(value, Decimal | Fraction) and value != int(value):
        return Decimal(ceil(value)), 0
    return value + side, 0

"""What a condition asks, as a row of parts in plain data, and which part tells another one.

A condition whose every part is told by a part of another one is WAAR whenever that one is. So only what is plain to
see counts; of all else is known whether it is the same.
"""

from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction

from regeltaal.analysis.forms import as_text, form_of
from regeltaal.analysis.parts import Part, Way, implies
from regeltaal.lint.started import parts_at_top
from regeltaal.program import tree as out
from regeltaal.program.constants import constant_of, listed_of
from regeltaal.values import compare, texts
from regeltaal.values.relation import Relation
from regeltaal.values.value import Number, Value

Asked = tuple[str, str, tuple[str, ...]]
"""How it asks, what of, and the values that it names. What is not understood is ``_WHOLE``, with its form."""

_WHOLE, _AMONG, _MORE, _LESS = "is", "in", "meer", "minder"
_ORDERINGS = {
    Relation.GREATER: (_MORE, "1"),
    Relation.GREATER_EQUAL: (_MORE, "0"),
    Relation.LESS: (_LESS, "0"),
    Relation.LESS_EQUAL: (_LESS, "1"),
}
_WAYS = {Relation.CONTAINS: Way.HOLDS, Relation.BEGINS_WITH: Way.BEGINS, Relation.ENDS_WITH: Way.ENDS}


def asks_of(condition: out.Cond) -> tuple[Asked, ...]:
    """The parts that must all be WAAR."""
    return tuple(_asked(part) for part in parts_at_top(condition) if not is_nothing(part))


def is_nothing(condition: out.Cond) -> bool:
    """Whether nothing is asked: a rule without a condition."""
    return isinstance(condition, out.All) and not condition.parts


def _asked(part: out.Cond) -> Asked:
    found = None
    if isinstance(part, out.Test) and not part.negated and not part.exact and len(part.operands) > 1:
        constant = constant_of(part.operands[1])
        found = None if constant is None else _beside(part, constant.value)
    return found or (_WHOLE, as_text(form_of(part)), ())


def _beside(test: out.Test, value: Value | None) -> Asked | None:
    relation, about = test.overload.relation, as_text(form_of(test.operands[0]))
    listed = listed_of(value)
    if not listed or relation is None:
        return None
    if relation in (Relation.SAME, Relation.MEMBER):
        return (_AMONG, about, tuple(sorted(repr(compare.key(one)) for one in listed)))
    if relation in _ORDERINGS and len(listed) == 1:
        how, side = _ORDERINGS[relation]
        bound = _number(compare.order(listed[0]))
        return None if bound is None else (how, about, (bound, side))
    if relation in _WAYS and all(isinstance(one, str) for one in listed):
        return (_WAYS[relation].name, about, tuple(texts.fold(one) for one in listed if isinstance(one, str)))
    return None


def _number(bound: object) -> str | None:
    """A bound as a number that can be kept: of one subject they are all of one kind."""
    match bound:
        case Decimal():
            return str(bound)
        case int():
            return str(bound)
        case Fraction():
            return None
        case datetime():
            return str(Decimal(str(bound.timestamp())))
        case date():
            return str(bound.toordinal())
        case time():
            return str(bound.hour * 3600 + bound.minute * 60 + bound.second)
        case _:
            return None


# ---------------------------------------------------------------- compared


def tells(part: Asked, wanted: Asked) -> bool:
    """Whether what meets the one is certain to meet the other."""
    how, about, values = part
    if part == wanted:
        return True
    if about != wanted[1]:
        return False
    match how, wanted[0]:
        case ("in", "in"):
            return set(values) <= set(wanted[2])
        case ("meer", "meer"):
            return _cut(values) >= _cut(wanted[2])
        case ("minder", "minder"):
            return _cut(values) <= _cut(wanted[2])
        case (Way.HOLDS.name | Way.BEGINS.name | Way.ENDS.name, Way.HOLDS.name | Way.BEGINS.name | Way.ENDS.name):
            others = _parts(wanted)
            return all(any(implies(one, other) for other in others) for one in _parts(part))
        case _:
            return False


def _cut(values: Sequence[str]) -> tuple[Number, str]:
    bound, side = values
    return Decimal(bound), side


def _parts(asked: Asked) -> list[Part]:
    how, _, values = asked
    return [Part(Way[how], exact=False, text=one) for one in values]

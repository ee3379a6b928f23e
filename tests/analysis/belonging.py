"""Whether a record is in one of the cases that the analysis made of a condition: found out by evaluating it."""

from collections.abc import Mapping

from attrs import evolve
from tests.compiler.situations import Fields, Situation
from tests.compiler.sorts import ADMINISTRATION

from regeltaal.analysis.held import Held, Lack
from regeltaal.analysis.parts import Part, Way
from regeltaal.analysis.reasoning import Reasoner, TooManyCasesError, Wish
from regeltaal.analysis.subjects import Case, Subject
from regeltaal.evaluate.evaluator import outcome, verdict
from regeltaal.evaluate.verdict import Truth
from regeltaal.program import tree
from regeltaal.values import compare, texts
from regeltaal.values.patterns import REGEX, WILDCARD, compile_pattern
from regeltaal.values.sets import Spans
from regeltaal.values.types import Scalar, Type
from regeltaal.values.value import Empty, Fault, Ref, Value

OUTCOMES: Mapping[Wish, frozenset[Truth]] = {
    Wish.TRUE: frozenset({Truth.TRUE}),
    Wish.FALSE: frozenset({Truth.FALSE}),
    Wish.NOT_TRUE: frozenset({Truth.FALSE, Truth.UNKNOWN}),
    Wish.NOT_FALSE: frozenset({Truth.TRUE, Truth.UNKNOWN}),
}


def as_taken_in(situation: Situation) -> Situation:
    """As intake makes it: a blank text is LEEG."""
    records = {record: _without_blanks(fields) for record, fields in situation.records.items()}
    earlier = None if situation.earlier is None else _without_blanks(situation.earlier)
    return evolve(situation, records=records, earlier=earlier, brought=_without_blanks(situation.brought))


def _without_blanks(fields: Fields) -> Fields:
    return {name: _not_blank(value) for name, value in fields.items()}


def _not_blank(value: Value | None) -> Value | None:
    if isinstance(value, tuple):
        return tuple(one for one in value if not compare.is_empty(one))
    return None if isinstance(value, str) and compare.is_empty(value) else value


def left_out(condition: tree.Cond, situation: Situation) -> Wish | None:
    """The way in which a condition comes out without a case that has it, which is a defect; None where all is well."""
    truth = verdict(condition, situation).truth
    reasoner = Reasoner()
    for wish, outcomes in OUTCOMES.items():
        if truth in outcomes and not _is_in_a_case(reasoner, condition, wish, situation):
            return wish
    return None


def _is_in_a_case(reasoner: Reasoner, condition: tree.Cond, wish: Wish, situation: Situation) -> bool:
    try:
        cases = reasoner.cases(condition, wish)
    except TooManyCasesError:
        return True
    return any(_is_in(case, situation) for case in cases)


def _is_in(case: Case, situation: Situation) -> bool:
    return all(_may_be(subject, held, situation) for subject, held in case.items())


def _may_be(subject: Subject, held: Held, situation: Situation) -> bool:
    """Whether a subject is what is held of it; of what no expression gives the answer is yes."""
    if subject.expr is None:
        return True
    match outcome(subject.expr, situation):
        case Fault():
            return True
        case Empty(computed=computed):
            return (Lack.NOTHING if computed else Lack.EMPTY) in held.lacks
        case value:
            return Lack.EMPTY in held.lacks if compare.is_empty(value) else _is_among(value, held, subject.expr.type)


def _is_among(value: Value, held: Held, type_: Type) -> bool:
    if isinstance(held.present, Spans):
        at = compare.order(value)
        return any(
            (low is None or low <= (at, 0)) and (high is None or (at, 0) < high) for low, high in held.present.spans
        )
    if (_key(value) in held.present.items) is held.present.outside:
        return False
    if (compare.key(value, texts.canonical_exact) in held.exact.items) is held.exact.outside:
        return False
    return all(any(_has(value, part, type_) for part in ask) for ask in held.asks) and not any(
        _has(value, part, type_) for part in held.without
    )


def _key(value: Value) -> object:
    """As the analysis knows it: a record of the own administration by what a rule calls it."""
    if isinstance(value, Ref) and value.administration == ADMINISTRATION:
        return value.key
    return compare.key(value)


def _has(value: Value, part: Part, type_: Type) -> bool:
    if part.way is Way.MEMBER:
        assert isinstance(value, tuple)
        spelling = texts.canonical_exact if part.exact else texts.canonical
        return any(repr(compare.key(one, spelling)) == part.text for one in value)
    assert isinstance(value, str)
    subject = texts.composed(value) if part.exact else texts.fold(value)
    match part.way:
        case Way.HOLDS:
            return part.text in subject
        case Way.BEGINS:
            return subject.startswith(part.text)
        case Way.ENDS:
            return subject.endswith(part.text)
        case Way.LIKE:
            return compile_pattern(WILDCARD, part.text, part.exact).found_in(value)
        case Way.MATCHES:
            return compile_pattern(REGEX, part.text, part.exact).found_in(value)
        case Way.VALID:
            assert isinstance(type_, Scalar)
            return type_.kind.is_valid is not None and type_.kind.is_valid(value)

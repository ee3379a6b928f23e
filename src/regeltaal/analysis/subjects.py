"""What a condition asks about: a field or another value, with all that it can ever be."""

from collections.abc import Mapping
from decimal import Decimal
from typing import assert_never

from regeltaal.analysis.forms import Form, form_of
from regeltaal.analysis.held import (
    ANY,
    ANY_SIZE,
    EITHER,
    EMPTY,
    FILLED,
    NOTHING,
    Held,
    Lacks,
    only,
    stepwise,
)
from regeltaal.base.node import Node, apart
from regeltaal.program import tree
from regeltaal.values import compare
from regeltaal.values.common import DATE, DURATIONS, INTEGER, YES_NO
from regeltaal.values.operator import Function, Operator, Outcomes, WhenEmpty
from regeltaal.values.registry import FUNCTIONS
from regeltaal.values.sets import Spans, Values
from regeltaal.values.types import Enumeration, ListOf, ObjectType, Scalar, Type
from regeltaal.values.value import Value

_STEPWISE = (INTEGER, DATE, *DURATIONS)
_ALWAYS_FILLED = frozenset({"naam", "id", "moment"})


class Subject(Node):
    """``everything`` is all that it can be; ``expr`` is how it is read, None of what no expression gives."""

    form: Form
    everything: Held = apart()
    expr: tree.Expr | None = apart()

    @property
    def is_ordered(self) -> bool:
        return isinstance(self.everything.present, Spans)


Case = Mapping[Subject, Held]
"""What some subjects are, all at once; whatever else there is may be anything."""
Cases = tuple[Case, ...]
"""It is one of these."""

ALWAYS: Cases = ({},)
NEVER: Cases = ()


def subject_of(expr: tree.Expr) -> Subject:
    while isinstance(expr, tree.Defined):
        expr = expr.body
    return Subject(form_of(expr), Held(_present(expr), lacks_of(expr)), expr)


def _present(expr: tree.Expr) -> Values | Spans:
    match expr:
        case tree.Const(value=value, type=type_) if value is not None and not isinstance(type_, ListOf):
            return only((compare.order(value),)) if is_ordered(type_) else one_of((value,), type_)
        case tree.Apply(record=Function(outcomes=outcomes), type=type_) if not isinstance(type_, ListOf):
            return _of_function(outcomes, type_)
        case _:
            return _of_type(expr.type)


def is_ordered(type_: Type) -> bool:
    return isinstance(type_, Scalar) and type_.kind.ordered


def _of_type(type_: Type) -> Values | Spans:
    match type_:
        case Enumeration(values=values, open=False) if values:
            return one_of(values, type_)
        case Scalar() if type_ == YES_NO:
            return one_of((True, False), type_)
        case _:
            return ANY_SIZE if is_ordered(type_) else ANY


def _of_function(outcomes: Outcomes, type_: Type) -> Values | Spans:
    if outcomes.texts:
        return one_of(outcomes.texts, type_)
    if not is_ordered(type_):
        return _of_type(type_)
    low = None if outcomes.least is None else (Decimal(outcomes.least), 0)
    high = None if outcomes.most is None else (Decimal(outcomes.most), 1)
    return in_steps(Spans(((low, high),)), type_)


def in_steps(spans: Spans, type_: Type) -> Spans:
    """Without the stretches in which no value of a type lies."""
    return stepwise(spans) if type_ in _STEPWISE else spans


def one_of(values: tuple[Value, ...], type_: Type) -> Values:
    """Values as `=` compares them; LEEG, in whichever way it stands there, is none of them."""
    return Values(frozenset(key for one in values if (key := key_of(one, type_)) is not None))


def key_of(value: Value, type_: Type) -> object:
    """What values that `=` takes for the same have in common; None is LEEG."""
    return value if isinstance(type_, ObjectType) else compare.key(value)


# ---------------------------------------------------------------- in which ways there may be no value


def lacks_of(expr: tree.Expr) -> Lacks:
    """In which ways a value may be LEEG."""
    match expr:
        case tree.Const(value=value):
            return EMPTY if value is None or compare.is_empty(value) else FILLED
        case tree.Root(kind=kind):
            return FILLED if kind in _ALWAYS_THERE else EMPTY
        case tree.Now():
            return FILLED
        case tree.Variable() | tree.MakeList():
            return EMPTY
        case tree.Read():
            return _lacks_of_field(expr)
        case tree.NamedRead(root=root, key=key):
            certain = root.kind in _ALWAYS_THERE and key in _ALWAYS_FILLED
            return FILLED if certain else EMPTY
        case tree.Apply():
            return _lacks_of_computation(expr)
        case tree.TextTemplate(parts=parts):
            return FILLED if any(isinstance(one, str) and one.strip() for one in parts) else NOTHING
        case tree.Truth():
            return NOTHING
        case tree.Collect():
            return EITHER
        case tree.Defined(body=body):
            return lacks_of(body)
        case _:
            assert_never(expr)


_ALWAYS_THERE = frozenset({tree.RootKind.RECORD, tree.RootKind.EVENT, tree.RootKind.ADMINISTRATION})


def _lacks_of_field(read: tree.Read) -> Lacks:
    if read.previous:
        return EITHER
    required = read.field.required and not isinstance(read.type, ListOf)
    return FILLED if required and not lacks_of(read.target) else EMPTY


def _lacks_of_computation(expr: tree.Apply) -> Lacks:
    record, operands = expr.record, expr.operands
    if isinstance(record, Operator) and record.key == "coalesce":
        return EITHER if lacks_of(operands[-1]) or not all(map(is_settled, operands)) else FILLED
    if isinstance(record, Function) and FUNCTIONS.get(record.name) is not record:
        return EITHER
    if expr.overload.when_empty is not WhenEmpty.CARRIES:
        return FILLED if all(is_settled(one) for one in operands) else NOTHING
    listed = any(isinstance(one.type, ListOf) for one in operands)
    return NOTHING if listed or any(map(lacks_of, operands)) else FILLED


def is_settled(expr: tree.Expr) -> bool:
    """Whether it is certain what is in a list: not where it takes computing which rows are."""
    return not isinstance(expr.type, ListOf) or not lacks_of(expr) & NOTHING

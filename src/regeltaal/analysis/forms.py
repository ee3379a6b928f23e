"""When two parts of a program ask the same thing: each has a form, and equal forms are the same at any moment.

A form says nothing of places, of the names of variables, of the order in which EN and OF go, nor of which of two
spellings stands there: `b < a` is `a > b`, `NIET (x = y)` is `x <> y`.
"""

from collections import Counter
from collections.abc import Hashable, Mapping
from decimal import Decimal
from enum import Enum
from typing import assert_never

from regeltaal.program import tree
from regeltaal.schema.model import key_of
from regeltaal.values.operator import Function, Operator
from regeltaal.values.relation import Relation
from regeltaal.values.types import ObjectType, Type

Form = Hashable
Bound = Mapping[int, int]
"""The variables that are bound inside what is looked at, by slot, with their number from the outside in."""

_OUTSIDE: Bound = {}
_MIRRORED = {Relation.GREATER: Relation.LESS, Relation.GREATER_EQUAL: Relation.LESS_EQUAL}


def form_of(part: tree.Expr | tree.Cond) -> Form:
    return _cond(part, _OUTSIDE) if isinstance(part, tree.Cond) else _expr(part, _OUTSIDE)


def negated(form: Form) -> Form:
    """The form of its negation."""
    match form:
        case ("not", inner):
            return inner
        case _:
            return ("not", form)


# ---------------------------------------------------------------- values


def _expr(expr: tree.Expr, bound: Bound) -> Form:
    match expr:
        case tree.Const(value=value, type=type_):
            return ("const", _sort(type_), value)
        case tree.Root(kind=kind):
            return ("root", kind)
        case tree.Variable(slot=slot):
            return ("row", bound[slot]) if slot in bound else ("variable", slot)
        case tree.Read(target=target, field=field, previous=previous):
            return ("read", _expr(target, bound), key_of(field.name), previous)
        case tree.NamedRead(root=root, key=key):
            return ("named", root.kind, key)
        case tree.Apply(record=record, operands=operands, type=type_):
            return ("apply", _name(record), str(type_), *(_expr(one, bound) for one in operands))
        case tree.TextTemplate(parts=parts):
            return ("text", *(part if isinstance(part, str) else _shown(part, bound) for part in parts))
        case tree.MakeList(items=items):
            return ("list", *(_expr(one, bound) for one in items))
        case tree.Collect():
            return _collect(expr, bound)
        case tree.Truth(condition=condition):
            return ("truth", _cond(condition, bound))
        case tree.Now(date_only=date_only):
            return ("now", date_only)
        case tree.Defined(body=body):
            return _expr(body, bound)
        case _:
            assert_never(expr)


def _sort(type_: Type) -> str | None:
    """Only a key of a record is told by its type: `1` is the same number, whichever kind of number."""
    return type_.name if isinstance(type_, ObjectType) else None


def _name(record: Operator | Function) -> str:
    return record.key if isinstance(record, Operator) else record.name


def _shown(part: tree.Shown, bound: Bound) -> Form:
    return ("shown", _expr(part.value, bound), part.form)


def _collect(expr: tree.Collect, bound: Bound) -> Form:
    inner = _with(expr.variable, bound)
    where = None if expr.where is None else _cond(expr.where, inner)
    value = None if expr.value is None else _expr(expr.value, inner)
    return ("collect", _expr(expr.items, bound), where, value)


def _with(variable: tree.Variable, bound: Bound) -> Bound:
    return {**bound, variable.slot: len(bound)}


# ---------------------------------------------------------------- conditions


def _cond(cond: tree.Cond, bound: Bound) -> Form:
    match cond:
        case tree.All(parts=parts):
            return _joined("all", [_cond(part, bound) for part in parts])
        case tree.Any(parts=parts):
            return _joined("any", [_cond(part, bound) for part in parts])
        case tree.Negation(part=part):
            return negated(_cond(part, bound))
        case tree.Counted(count=count, exact=exact, parts=parts):
            times = Counter(_cond(part, bound) for part in parts)
            return ("counted", count, exact, frozenset(times.items()))
        case tree.Test():
            return _test(cond, bound)
        case tree.IsTrue(value=tree.Truth(condition=condition)):
            return _cond(condition, bound)
        case tree.IsTrue(value=value):
            return ("is true", _expr(value, bound))
        case tree.Quantified(quantity=quantity, count=count, items=items, where=where):
            return ("rows", quantity, count, _expr(items, bound), _cond(where, _with(cond.variable, bound)))
        case tree.Changed(subject=subject, old=old, new=new):
            said = (None if one is None else _expr(one, bound) for one in (old, new))
            changed = ("changed", _expr(subject, bound), *said)
            return negated(changed) if cond.negated else changed
        case tree.Was(subject=subject, value=value):
            return ("was", _expr(subject, bound), _expr(value, bound))
        case tree.DefinedCond(body=body):
            return _cond(body, bound)
        case _:
            assert_never(cond)


def _joined(word: str, forms: list[Form]) -> Form:
    return forms[0] if len(forms) == 1 else (word, frozenset(forms))


def _test(test: tree.Test, bound: Bound) -> Form:
    operands = tuple(_expr(one, bound) for one in test.operands)
    form = _related(test, operands)
    return negated(form) if test.negated else form


def _related(test: tree.Test, operands: tuple[Form, ...]) -> Form:
    match test.overload.relation:
        case Relation.SAME:
            return ("same", test.exact, frozenset(operands))
        case Relation.DIFFERS:
            return negated(("same", test.exact, frozenset(operands)))
        case Relation.IS_FILLED:
            return negated(("test", Relation.IS_EMPTY, False, *operands))
        case Relation.GREATER | Relation.GREATER_EQUAL as relation:
            return ("test", _MIRRORED[relation], test.exact, *reversed(operands))
        case None:
            return ("test", _name(test.record), test.exact, *operands)
        case relation:
            return ("test", relation, test.exact, *operands)


# ---------------------------------------------------------------- forms as texts


def as_text(form: Form) -> str:
    """A form as a text: equal forms give equal texts, also in another run."""
    match form:
        case tuple():
            return f"({', '.join(map(as_text, form))})"
        case frozenset():
            return f"{{{', '.join(sorted(map(as_text, form)))}}}"
        case Enum():
            return form.name
        case Decimal():
            return str(form.normalize())
        case _:
            return repr(form)

"""What an operand of a test could be to decide it: its bounds and what lies beside them, a member, a text that fits."""

from collections.abc import Iterator, Sequence

from regeltaal.program import tree
from regeltaal.schema.model import Field
from regeltaal.testing.generate_values import fitting_text, neighbours, others, usual
from regeltaal.values import common
from regeltaal.values.operator import Pattern
from regeltaal.values.relation import Relation
from regeltaal.values.types import ListOf, Type
from regeltaal.values.value import Value

_TEXTS = (Relation.CONTAINS, Relation.BEGINS_WITH, Relation.ENDS_WITH)


def targets(test: tree.Test, number: int, given: Sequence[Value | None]) -> Iterator[Value | None]:
    """Values for one operand, where the others are ``given``: those that decide the test one way or the other.

    Whoever asks tries which is which.
    """
    type_, field = test.operands[number].type, field_of(test.operands[number])
    syntax = next((one.syntax for one in test.overload.operands if isinstance(one, Pattern)), None)
    known = [value for value in given if value is not None]
    if syntax is not None:
        yield from fitting_text(syntax, [str(one) for one in _spread(known)])
        yield from others(None, type_)
    elif test.overload.relation in (Relation.IS_EMPTY, Relation.IS_FILLED) or not known:
        yield usual(type_, field)
        yield from _of_a_kind(type_)
    elif isinstance(type_, ListOf):
        yield from _lists(known, type_)
    elif test.overload.relation in _TEXTS and type_ in (common.TEXT, *common.CHECKED_TEXTS):
        yield from (text for part in _spread(known) for text in around(str(part), type_))
        yield from others(None, type_)
    else:
        yield from _values(known, type_, field)
    yield None


def around(part: str, type_: Type) -> Iterator[str]:
    """A text with a part in it: by itself, or for an e-mail address with what makes it one."""
    yield part
    if type_ == common.EMAIL:
        yield from (f"info{part}", f"{part}@bedrijf.example", f"info@{part}", f"info@{part}.example")


def field_of(expr: tree.Expr) -> Field | None:
    """The field that an expression reads, for its example."""
    match expr:
        case tree.Read(field=field):
            return field
        case tree.Defined(body=body):
            return field_of(body)
        case _:
            return None


def _of_a_kind(type_: Type) -> Iterator[Value]:
    """For IS GELDIG: what is right, and what is not."""
    found = usual(type_)
    if found is not None:
        yield from others(found, type_)


def _values(known: Sequence[Value], type_: Type, field: Field | None) -> Iterator[Value]:
    """The values themselves, what lies beside them, and something that is none of them."""
    listed = tuple(dict.fromkeys(_spread(known)))
    yield from listed
    for value in listed:
        if type_ in common.ORDERED:
            yield from neighbours(value, type_)
    some = usual(type_, field)
    if some is not None and some not in listed and type_ not in common.ORDERED and type_ != common.TEXT:
        yield some
    if listed and type_ not in common.ORDERED:
        yield from (one for one in others(listed[0], type_) if one not in listed)


def _lists(known: Sequence[Value], type_: ListOf) -> Iterator[Value]:
    """Lists with one of the values, with all, with something else."""
    listed = tuple(dict.fromkeys(_spread(known)))
    yield from (value for value in known if isinstance(value, tuple))
    yield from ((value,) for value in listed)
    if len(listed) > 1:
        yield listed
    yield from ((one,) for one in others(listed[0] if listed else None, type_.element) if one not in listed)


def _spread(values: Sequence[Value]) -> Iterator[Value]:
    for value in values:
        if isinstance(value, tuple):
            yield from value
        else:
            yield value

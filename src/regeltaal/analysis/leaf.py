"""How one test comes out: the cases in which it is WAAR, ONWAAR and ONBEKEND.

A leaf says no less than there is: a record for which a test is WAAR is in one of the cases of ``true``. What is FOUT
is in none of them.
"""

from collections.abc import Iterator
from decimal import Decimal

from regeltaal.analysis.forms import Form
from regeltaal.analysis.held import EMPTY, FILLED, NO_SIZE, NO_VALUE, NOTHING, Held, Lacks, all_but
from regeltaal.analysis.subjects import Cases, Subject, subject_of
from regeltaal.base.node import Node
from regeltaal.program import tree
from regeltaal.values.operator import Function, WhenEmpty
from regeltaal.values.sets import Spans, Values
from regeltaal.values.types import ListOf


class Leaf(Node):
    true: Cases
    false: Cases
    unknown: Cases

    def denied(self) -> "Leaf":
        return Leaf(self.false, self.true, self.unknown)


class Lacking(Node):
    """How a test comes out where its subject lacks a value."""

    true: Lacks = FILLED
    false: Lacks = FILLED
    unknown: Lacks = FILLED


def leaf_of(subject: Subject, true: Values | Spans, lacking: Lacking) -> Leaf:
    """A test that is WAAR for these values, and ONWAAR for all others."""
    false = all_but(true) if isinstance(true, Spans) else true.complement()
    return leaf_of_held(subject, Held(true, lacking.true), Held(false, lacking.false), lacking.unknown)


def leaf_of_held(subject: Subject, true: Held, false: Held, unknown: Lacks) -> Leaf:
    nothing = Held(NO_SIZE if subject.is_ordered else NO_VALUE, unknown)
    return Leaf(cases_of(subject, true), cases_of(subject, false), cases_of(subject, nothing))


def cases_of(subject: Subject, held: Held) -> Cases:
    """The one case in which a subject is something of this, with what follows of others; none where it can't be."""
    found = held.both(subject.everything)
    return () if found.is_nothing else ({subject: found, **dict(_consequences(subject.expr, found))},)


def asked(form: Form, lacks: Lacks) -> Leaf:
    """A test that is only known by its form: what it asks is a subject by itself."""
    subject = Subject(("asked", form), Held(Values(frozenset({True, False})), lacks), None)
    return leaf_of(subject, Values(frozenset({True})), Lacking(unknown=NOTHING))


# ---------------------------------------------------------------- what follows of other subjects


def _consequences(expr: tree.Expr | None, held: Held) -> Iterator[tuple[Subject, Held]]:
    """What a value that is there tells of what it was read from, or computed with."""
    if expr is None or held.lacks:
        return
    match expr:
        case tree.Defined(body=body):
            yield from _consequences(body, held)
        case tree.Read(target=target, previous=False):
            yield from filled(target)
        case tree.Apply(record=Function(name="AANTAL"), operands=(counted,)):
            yield from _counted(counted, held)
        case tree.Apply(operands=operands, overload=overload) if overload.when_empty is WhenEmpty.CARRIES:
            for operand in operands:
                if not isinstance(operand.type, ListOf):
                    yield from filled(operand)
        case _:
            return


def filled(expr: tree.Expr) -> Iterator[tuple[Subject, Held]]:
    """That something has a value, and so what it was read from."""
    if isinstance(expr, tree.Read | tree.NamedRead | tree.Apply | tree.Variable):
        subject = subject_of(expr)
        held = Held(subject.everything.present)
        yield subject, held
        yield from _consequences(expr, held)


def _counted(expr: tree.Expr, held: Held) -> Iterator[tuple[Subject, Held]]:
    """What the number of rows tells of a list."""
    if not isinstance(expr, tree.Read):
        return
    subject = subject_of(expr)
    if held.both(_NOUGHT).is_nothing:
        yield from filled(expr)
    elif held.both(_ROWS).is_nothing:
        yield subject, Held(NO_VALUE, EMPTY)


_NOUGHT = Held(Spans(((None, (Decimal(0), 1)),)))
_ROWS = Held(Spans((((Decimal(0), 1), None),)))

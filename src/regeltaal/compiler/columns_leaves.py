"""Which tests can be asked as sets of values of a column: for WAAR one set, for ONWAAR another.

What is in neither set is ONBEKEND. A column is never FOUT: an event where reading it fails is decided in another way.
"""

from collections.abc import Callable, Sequence

from regeltaal.base.node import Node
from regeltaal.compiler.columns import Catalogue, Column, Place, Start, Way
from regeltaal.compiler.columns_sets import ColumnSet, one_of
from regeltaal.evaluate.facts import NOT_KNOWN
from regeltaal.program import tree
from regeltaal.program.constants import constant_of, listed_of
from regeltaal.schema.model import key_of
from regeltaal.values import compare, texts
from regeltaal.values.operator import Overload
from regeltaal.values.relation import Relation
from regeltaal.values.sets import Span, Spans, Values
from regeltaal.values.types import ListOf, ObjectType
from regeltaal.values.value import Number, Value


class Leaf(Node):
    """A test of one column."""

    column: Column
    true: ColumnSet
    denied: Callable[[], ColumnSet]
    """Makes ``false``, which few conditions ask for."""

    @property
    def false(self) -> ColumnSet:
        return self.denied()

    def negated(self) -> "Leaf":
        return Leaf(self.column, self.false, lambda: self.true)


_UNKNOWN: frozenset[object] = frozenset({NOT_KNOWN})
_NOTHING = Spans(())

_ENDS = {
    Relation.BEGINS_WITH: (Way.BEGIN, Way.BEGIN_EXACT),
    Relation.ENDS_WITH: (Way.END, Way.END_EXACT),
    Relation.CONTAINS: (Way.INSIDE, Way.INSIDE_EXACT),
}

_PAIRS: dict[Relation, Callable[[Number], Span]] = {
    Relation.LESS: lambda bound: (None, (bound, 0)),
    Relation.LESS_EQUAL: lambda bound: (None, (bound, 1)),
    Relation.GREATER: lambda bound: ((bound, 1), None),
    Relation.GREATER_EQUAL: lambda bound: ((bound, 0), None),
}
_MIRRORED = {
    Relation.LESS: Relation.GREATER,
    Relation.LESS_EQUAL: Relation.GREATER_EQUAL,
    Relation.GREATER: Relation.LESS,
    Relation.GREATER_EQUAL: Relation.LESS_EQUAL,
    Relation.SAME: Relation.SAME,
    Relation.DIFFERS: Relation.DIFFERS,
}


class Leaves:
    """The leaves of a set of conditions: the same question about the same place is looked into once."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._known: dict[tuple[Place, int, bool, object], Leaf | None] = {}

    def of_test(self, test: tree.Test) -> Leaf | None:
        """A test as a leaf, None where it is none: of a field with constants, by a relation that columns know."""
        relation, (subject, *bounds) = test.overload.relation, test.operands
        if relation is None:
            return None
        if isinstance(subject, tree.Const) and len(bounds) == 1 and relation in _MIRRORED:
            relation, subject, bounds = _MIRRORED[relation], bounds[0], [subject]
        place = self._catalogue.place_of(subject)
        constants = [constant for bound in bounds if (constant := constant_of(bound)) is not None]
        if place is None or len(constants) != len(bounds):
            return None
        values = constants[0].value if len(constants) == 1 else tuple(one.value for one in constants)
        question = (place, id(relation), test.exact, values)
        if question in self._known:
            found = self._known[question]
        else:
            asked = _Asked(place, subject, constants, test.exact, self._catalogue)
            found = self._known[question] = _KINDS[relation](relation, asked)
        return found.negated() if found is not None and test.negated else found


def plain_question(test: tree.Test) -> tuple[object, ...] | None:
    """What tells a test of a field of the record, along references, with constants from all others; None of any other.

    It goes by identity: what it is asked of must be kept for as long.
    """
    subject, *constants = test.operands
    path = _own_path(subject)
    if path is None:
        return None
    asked: list[Value | None] = []
    for constant in constants:
        if not isinstance(constant, tree.Const):
            return None
        asked.append(constant.value)
    return path, id(test.overload), test.exact, test.negated, *asked


def _own_path(expr: tree.Expr) -> object:
    """The fields from the record on, each by its identity; None of what does not start there."""
    path: object = None
    while isinstance(expr, tree.Read) and not expr.previous:
        path = id(expr.field) if path is None else (path, id(expr.field))
        expr = expr.target
    return path if isinstance(expr, tree.Root) and expr.kind is tree.RootKind.RECORD else None


class _Asked(Node):
    """What a test asks about."""

    place: Place
    subject: tree.Expr
    constants: Sequence[tree.Const]
    exact: bool
    catalogue: Catalogue

    def column(self, way: Way) -> Column:
        return self.catalogue.column(self.place, way)

    @property
    def by_key(self) -> Column:
        """The column of the keys of the records that the subject refers to."""
        type_ = self.subject.type
        return self.catalogue.column(self.place, Way.KEY, type_.name if isinstance(type_, ObjectType) else "")


def _presence(relation: Relation, asked: _Asked) -> Leaf:
    """Two-valued, also of what is not known; but of a list that is not known it can't be told."""
    column = asked.by_key if isinstance(asked.subject.type, ObjectType) else asked.column(Way.VALUE)
    if isinstance(asked.subject.type, ListOf):
        empty, filled = Values(frozenset({None, ()})), Values(frozenset({None, (), NOT_KNOWN}), outside=True)
    else:
        empty = Values(frozenset({None, NOT_KNOWN}))
        filled = empty.complement()
    true, false = (empty, filled) if relation is Relation.IS_EMPTY else (filled, empty)
    return Leaf(column, true, lambda: false)


def _equality(relation: Relation, asked: _Asked) -> Leaf | None:
    wanted, type_ = asked.constants[0], asked.subject.type
    if isinstance(type_, ListOf):
        return None
    if isinstance(type_, ObjectType):
        if not _names_a_record(wanted) or relation is Relation.MEMBER:
            return None
        column, keys = asked.by_key, frozenset[object]({wanted.value})
    else:
        spelling = texts.canonical_exact if asked.exact else texts.canonical
        column = asked.column(Way.VALUE_EXACT if asked.exact else Way.VALUE)
        items: tuple[Value | None, ...] = listed_of(wanted.value) if relation is Relation.MEMBER else (wanted.value,)
        keys = frozenset(compare.key(item, spelling) for item in items)
    same = Leaf(column, Values(keys), lambda: _other_than(keys))
    return same.negated() if relation is Relation.DIFFERS else same


def _other_than(keys: frozenset[object]) -> Values:
    """All that is known not to be one of these."""
    return Values(keys | _UNKNOWN, outside=True)


def _names_a_record(constant: tree.Const) -> bool:
    return constant.value is None or (isinstance(constant.value, str) and isinstance(constant.type, ObjectType))


def _part(relation: Relation, asked: _Asked) -> Leaf | None:
    if isinstance(asked.subject.type, ListOf):
        return None
    wanted = asked.constants[0].value
    spelling = texts.composed if asked.exact else texts.fold
    listed = wanted if isinstance(wanted, tuple) else (wanted,)
    true = one_of(spelling(part) for part in listed if isinstance(part, str) and part)
    return Leaf(asked.column(_ENDS[relation][asked.exact]), true, true.complement)


def _ordering(relation: Relation, asked: _Asked) -> Leaf | None:
    column = asked.column(Way.ORDER)
    if any(constant.value is None for constant in asked.constants):
        return Leaf(column, _NOTHING, lambda: _NOTHING)
    bounds = [compare.order(constant.value) for constant in asked.constants]
    span = _between(relation, *bounds) if len(bounds) > 1 else _PAIRS[relation](bounds[0])
    true = Spans(() if span is None else (span,))
    return Leaf(column, true, lambda: Spans(true.complement().spans))


def _between(relation: Relation, low: Number, high: Number) -> Span | None:
    start, end = (low, 0), (high, 1 if relation is Relation.BETWEEN else 0)
    return (start, end) if start < end else None


def leaf_of_flag(test: tree.IsTrue, catalogue: Catalogue) -> Leaf | None:
    """A yes/no field by itself."""
    place = catalogue.place_of(test.value)
    if place is None:
        return None
    keys = frozenset[object]({True})
    return Leaf(catalogue.column(place, Way.VALUE), Values(keys), lambda: _other_than(keys))


def leaf_of_state(start: Start, field: str, equals: Overload, wanted: tree.Expr, catalogue: Catalogue) -> Leaf | None:
    """`=` between a field before or at the event and a constant: for WAS, and for VAN and NAAR."""
    if (
        not isinstance(wanted, tree.Const)
        or equals.relation is not Relation.SAME
        or isinstance(wanted.type, ObjectType)
    ):
        return None
    keys = frozenset[object]({compare.key(wanted.value)})
    column = catalogue.column(catalogue.place(start, None, key_of(field), ()), Way.VALUE)
    return Leaf(column, Values(keys), lambda: _other_than(keys))


def leaf_of_change(field: str, equals: Overload, catalogue: Catalogue) -> Leaf | None:
    """Whether a field is another than before the event."""
    if equals.relation is not Relation.SAME:
        return None
    column = catalogue.column(catalogue.place(Start.CHANGED, None, key_of(field), ()), Way.VALUE)
    return Leaf(column, Values(frozenset({True})), lambda: Values(frozenset({False})))


def known(field: str, catalogue: Catalogue) -> Leaf:
    """Whether what a field was before the event is known; its sets are each other's complement."""
    column = catalogue.column(catalogue.place(Start.CHANGED, None, key_of(field), ()), Way.VALUE)
    return Leaf(column, Values(_UNKNOWN, outside=True), lambda: Values(_UNKNOWN))


_KINDS: dict[Relation, Callable[[Relation, _Asked], Leaf | None]] = {
    Relation.IS_EMPTY: _presence,
    Relation.IS_FILLED: _presence,
    **dict.fromkeys((Relation.SAME, Relation.DIFFERS, Relation.MEMBER), _equality),
    **dict.fromkeys(_ENDS, _part),
    **dict.fromkeys((*_PAIRS, Relation.BETWEEN, Relation.FROM_UNTIL), _ordering),
}

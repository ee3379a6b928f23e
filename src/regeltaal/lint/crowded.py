"""Whether there can be anything to tell of a condition at all: a quick look, before any reasoning.

A test by itself mostly can come out either way, and two tests only have to do with each other where they read the same
field. Most conditions of most rules read each field once, so these need no more than this.
"""

from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import assert_never

from regeltaal.base.node import Node
from regeltaal.check.scope import ROW
from regeltaal.lint.view import FileView
from regeltaal.program import tree as out
from regeltaal.program.walk import nodes
from regeltaal.syntax import tree
from regeltaal.values.common import INTEGER, YES_NO
from regeltaal.values.operator import Function
from regeltaal.values.relation import Relation
from regeltaal.values.types import Enumeration
from regeltaal.values.value import Number, Value

Apart = Callable[[out.Cond], bool]
"""Whether a condition is left out of what is looked for: it is another one in each row of a table."""


@lru_cache(maxsize=1)
def looks(view: FileView) -> Sequence["Look"]:
    """A look at the condition of each rule of a file; of one for each row of a table at that of its first row."""
    found = []
    for rule in view.rules:
        made = rule.made[0]
        look = Look(by_row(view) if made.id.row is not None else None)
        look.at(made.condition)
        found.append(look)
    return found


_PRESENCE = (Relation.IS_EMPTY, Relation.IS_FILLED)
_EQUALITY = (Relation.SAME, Relation.DIFFERS)
_RANGES = (Relation.BETWEEN, Relation.FROM_UNTIL)
_SELDOM_COMPUTED = frozenset({*_PRESENCE, *_RANGES, Relation.MEMBER})
"""What is seldom asked of a value that is no field, so that it may as well be looked into."""


class Look:
    """A look at conditions of one rule: the fields that they read, and whether there may be something to tell.

    ``fields`` are those that are read themselves, ``ways`` the references through which others are read.
    """

    __slots__ = ("_apart", "crowded", "fields", "ways")

    def __init__(self, apart: Apart | None = None) -> None:
        self.fields: set[Hashable] = set()
        self.ways: set[Hashable] = set()
        self.crowded = False
        self._apart = apart

    def at(self, cond: out.Cond) -> None:
        stack = [cond]
        while stack and not self.crowded:
            one = stack.pop()
            match one:
                case out.Test():
                    self._test(one)
                case out.All(parts=parts) | out.Any(parts=parts):
                    stack += parts
                case out.Counted(count=count, parts=parts):
                    self.crowded = count == 0
                    stack += parts
                case out.IsTrue(value=out.Read() as read):
                    self._read(read)
                case out.Negation(part=part) | out.DefinedCond(body=part):
                    stack.append(part)
                case out.Quantified(count=count, quantity=quantity, items=items, where=where):
                    self._value(items)
                    self.crowded = self.crowded or (count == 0 and quantity is out.Quantity.AT_LEAST)
                    stack.append(where)
                case out.IsTrue(value=value):
                    self._value(value)
                case out.Changed(subject=subject) | out.Was(subject=subject):
                    self._read(subject)
                case _:
                    assert_never(one)

    def may_have(self, keys: Iterable[Hashable]) -> bool:
        """Whether it may read one of these."""
        return self.crowded or any(
            key in self.fields or key in self.ways or not self.fields.isdisjoint(_ways_to(key)) for key in keys
        )

    def _test(self, test: out.Test) -> None:
        subject = test.operands[0]
        if isinstance(subject, out.Read):
            self._read(subject)
            self.crowded = self.crowded or _may_be_fixed(test, subject)
        elif self._apart is None or not isinstance(subject, out.Const) or not self._apart(test):
            seldom = test.overload.relation in _SELDOM_COMPUTED
            self.crowded = self.crowded or seldom or _is_bounded(subject)
            self._value(subject)
        for other in test.operands[1:]:
            if not isinstance(other, out.Const):
                self._value(other)

    def _value(self, expr: out.Expr) -> None:
        for key in keys_in(expr):
            self._note(key)

    def _read(self, read: out.Read) -> None:
        self._note(key_of_read(read))

    def _note(self, key: Hashable) -> None:
        if key in self.fields or key in self.ways:
            self.crowded = True
        self.fields.add(key)
        for way in _ways_to(key):
            self.ways.add(way)
            self.crowded = self.crowded or way in self.fields


def is_crowded(cond: out.Cond) -> bool:
    """Whether there may be something to tell of a condition by itself."""
    look = Look()
    look.at(cond)
    return look.crowded


class Reads(Node):
    """What a condition reads, and the references through which it does."""

    fields: frozenset[Hashable]
    ways: frozenset[Hashable]

    def meets(self, other: "Reads") -> bool:
        """Whether the other has to do with it: both read a field, or the one what the other is read from."""
        fields, others = self.fields, other.fields
        return not (fields.isdisjoint(others) and fields.isdisjoint(other.ways) and others.isdisjoint(self.ways))


def reads_of(cond: out.Cond) -> Reads:
    fields = frozenset(keys_in(cond))
    return Reads(fields, frozenset(way for key in fields for way in _ways_to(key)))


def _ways_to(key: Hashable) -> Iterator[Hashable]:
    """The references on the way to a field."""
    while isinstance(key, tuple):
        key = key[0]
        yield key


def key_of_read(read: out.Read) -> Hashable:
    """What tells a field from another one, by the names on the way to it; what it was before goes by the same."""
    target = read.target
    match target:
        case out.Root():
            return read.field.name
        case out.Read():
            return (key_of_read(target), read.field.name)
        case out.Variable(slot=slot):
            return (slot, read.field.name)
        case _:
            return (None, read.field.name)


def keys_in(part: out.Expr | out.Cond) -> Iterator[Hashable]:
    """All that is read in it."""
    if isinstance(part, out.Read):
        yield key_of_read(part)
        return
    inside: set[int] = set()
    for node in nodes(part):
        match node:
            case out.Read(target=target):
                if id(node) not in inside:
                    yield key_of_read(node)
                inside.add(id(target))
            case out.NamedRead(root=root, key=key):
                yield (root.kind, key)
            case out.Variable(slot=slot) if id(node) not in inside:
                yield slot
            case out.Now():
                yield out.Now
            case _:
                pass


def _may_be_fixed(test: out.Test, subject: out.Read) -> bool:
    """Whether a test of a field may come out one way only."""
    relation, type_ = test.overload.relation, subject.type
    constants = [one.value for one in test.operands[1:] if isinstance(one, out.Const)]
    if subject.field.required and (relation in _PRESENCE or None in constants):
        return True
    if isinstance(type_, Enumeration):
        return not type_.open and relation in (*_EQUALITY, Relation.MEMBER) and _count(constants) >= len(type_.values)
    if type_ == INTEGER and any(isinstance(one, Number) and one != int(one) for one in constants):
        return True
    if relation in _RANGES and len(constants) > 1:
        return constants[0] == constants[1]
    return type_ == YES_NO and relation is Relation.MEMBER


def _count(constants: list[Value | None]) -> int:
    return max((len(one) if isinstance(one, tuple) else 1 for one in constants), default=0)


def _is_bounded(expr: out.Expr) -> bool:
    """Whether a value is known beforehand, or within bounds: of a function such as MAAND."""
    match expr:
        case out.Const():
            return True
        case out.Apply(record=Function(outcomes=outcomes)):
            return outcomes.least is not None or bool(outcomes.texts)
        case out.Defined(body=body):
            return _is_bounded(body)
        case _:
            return False


# ---------------------------------------------------------------- rows of a table


def by_row(view: FileView) -> Apart:
    """Tells whether a condition is another one in each row of a table: it reads `rij.…`."""
    starts, source = _of_rows(view), view.source

    def tells(cond: out.Cond) -> bool:
        if cond.span.source is not source:
            return False  # a definition knows no rows
        at = bisect_left(starts, cond.span.start)
        return at < len(starts) and starts[at] < cond.span.end

    return tells


@lru_cache(maxsize=1)
def _of_rows(view: FileView) -> Sequence[int]:
    return sorted(one.span.start for one in view.each(tree.Path) if one.parts[0].key == ROW)

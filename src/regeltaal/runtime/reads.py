"""Which records the conditions of rules read, worked out once from the rules: so that all is read at once, beforehand.

INVARIANT: what a condition can read has been read by then, whatever decides it and whenever it is told of: replay and
explanations stand on what was read.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import assert_never

import attrs
from attrs import Factory, frozen

from regeltaal.base.node import Node
from regeltaal.evaluate.facts import NotKnown
from regeltaal.program import tree
from regeltaal.program.tree import OnEvent, Rule
from regeltaal.runtime.happening import View
from regeltaal.runtime.world import refs_in
from regeltaal.schema.model import key_of
from regeltaal.values.types import ObjectType
from regeltaal.values.value import Ref, reference


@frozen(eq=False)
class Reads:
    """Records that are read. ``fields`` lead from them to others that are read, by a reference or a list of them."""

    fields: dict[str, "Reads"] = Factory(dict)


class Own(Node):
    """The event's own record."""


class Before(Node):
    """What a field of it held before the event."""

    field: str


class Named(Node):
    """The record that a rule names by its key."""

    object: str
    key: str


Start = Own | Before | Named


@frozen(eq=False)
class ReadPlan:
    """Everything that the conditions of some rules read of records."""

    starts: Mapping[Start, Reads]

    def read(self, view: View) -> None:
        """Reads it all, what is as many steps away at once."""
        at = [(reads, tuple(_begin(start, view))) for start, reads in self.starts.items()]
        while at:
            view.world.prepare(ref for _, refs in at for ref in refs)
            at = [step for reads, refs in at for ref in refs for step in _steps(reads, ref, view)]


def _begin(start: Start, view: View) -> Iterator[Ref]:
    match start:
        case Own():
            yield view.record
        case Before(field=name):
            value = view.before(name)
            yield from () if isinstance(value, NotKnown) else refs_in(value)
        case Named(object=name, key=key):
            yield reference(view.record.administration, name, key)
        case _:
            assert_never(start)


def _steps(reads: Reads, ref: Ref, view: View) -> Iterator[tuple[Reads, tuple[Ref, ...]]]:
    fields = view.fields_of(ref)
    for name, following in reads.fields.items():
        refs = () if fields is None else tuple(refs_in(fields.get(name)))
        if refs:
            yield following, refs


def plan_of(rules: Iterable[Rule]) -> ReadPlan:
    """What the conditions of rules read, and VAN and NAAR of what starts them."""
    found = _Finder()
    for rule in rules:
        found.condition(rule.condition, {})
        for trigger in rule.triggers:
            for value in (trigger.old, trigger.new) if isinstance(trigger, OnEvent) else ():
                if value is not None:
                    found.value(value, {})
    return ReadPlan(found.starts)


# ---------------------------------------------------------------- where a value leads

_Place = tuple[dict[Start, Reads], Start] | tuple[dict[str, Reads], str]
"""Records that a value may be: not read yet, and noted here when they are."""

_Rows = Mapping[int, tuple[_Place, ...]]
"""What the variables of quantifiers may be, by slot."""


@frozen(eq=False)
class _Finder:
    starts: dict[Start, Reads] = attrs.field(factory=dict)

    def value(self, expr: tree.Expr, rows: _Rows) -> tuple[_Place, ...]:
        """Notes what an expression reads; gives the records that it may be itself."""
        match expr:
            case tree.Const(value=str() as key, type=ObjectType(name=name)):
                return ((self.starts, Named(name, key)),)
            case tree.Root(kind=tree.RootKind.RECORD):
                return ((self.starts, Own()),)
            case tree.Const() | tree.Root() | tree.NamedRead() | tree.Now():
                return ()
            case tree.Variable(slot=slot):
                return tuple(rows.get(slot, ()))
            case tree.Read():
                return self._read(expr, rows)
            case tree.Apply(operands=parts) | tree.MakeList(items=parts):
                return tuple(place for part in parts for place in self.value(part, rows))
            case tree.TextTemplate(parts=pieces):
                for piece in pieces:
                    if isinstance(piece, tree.Shown):
                        self.value(piece.value, rows)
                return ()
            case tree.Collect():
                return self._collect(expr, rows)
            case tree.Truth(condition=condition):
                self.condition(condition, rows)
                return ()
            case tree.Defined(body=body):
                return self.value(body, rows)
            case _:
                assert_never(expr)

    def _read(self, expr: tree.Read, rows: _Rows) -> tuple[_Place, ...]:
        if expr.currency is not None:  # an amount is told of with its currency
            for place in self.value(expr.currency.target, rows):
                _noted(place)
        name = key_of(expr.field.name)
        if expr.previous:
            return ((self.starts, Before(name)),)
        return tuple((_noted(place).fields, name) for place in self.value(expr.target, rows))

    def _collect(self, expr: tree.Collect, rows: _Rows) -> tuple[_Place, ...]:
        items = self.value(expr.items, rows)
        inner = {**rows, expr.variable.slot: items}
        if expr.where is not None:
            self.condition(expr.where, inner)
        return items if expr.value is None else self.value(expr.value, inner)

    def condition(self, cond: tree.Cond, rows: _Rows) -> None:
        """Notes what a condition reads."""
        match cond:
            case tree.All(parts=parts) | tree.Any(parts=parts) | tree.Counted(parts=parts):
                for part in parts:
                    self.condition(part, rows)
            case tree.Negation(part=body) | tree.DefinedCond(body=body):
                self.condition(body, rows)
            case tree.Test(operands=operands):
                for operand in operands:
                    self.value(operand, rows)
            case tree.IsTrue(value=value):
                self.value(value, rows)
            case tree.Quantified(items=items, variable=variable, where=where):
                self.condition(where, {**rows, variable.slot: self.value(items, rows)})
            case tree.Changed(subject=subject, old=old, new=new):
                for one in (subject, old, new):
                    if one is not None:
                        self.value(one, rows)
            case tree.Was(subject=subject, value=value):
                self.value(subject, rows)
                self.value(value, rows)
            case _:
                assert_never(cond)


def _noted(place: _Place) -> Reads:
    """The records of a place, as ones that are read."""
    where, name = place
    return where.setdefault(name, Reads())  # type: ignore[arg-type] # a place names a start where starts are kept

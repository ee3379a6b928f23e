"""Among which records a KANDIDATEN condition has to be tried: those that its parts leave, found without reading all.

A part such as `relatie.naam IN parameter.relatienaam` is ONWAAR for a record with another name, and so is the whole.
INVARIANT: what is left out is ONWAAR, so the condition on what is left gives what it gives on all records.
"""

from collections.abc import Iterator

from regeltaal.base.node import Node, field
from regeltaal.evaluate.evaluator import Scope, outcome, verdict
from regeltaal.evaluate.verdict import Truth
from regeltaal.program import tree
from regeltaal.program.walk import counts_candidates, mentions
from regeltaal.runtime.happening import View
from regeltaal.runtime.world import is_row
from regeltaal.schema.model import key_of
from regeltaal.values.operator import Operator
from regeltaal.values.value import Empty, Fault, Ref, Value

_Choice = tuple[Value | None, ...]
_ITSELF = ""
"""Stands for the record itself where the key of a field stands."""


class _Narrower(Node):
    """What the parts of a condition on ``slot`` ask of it, in one view of the world."""

    slot: int
    view: View
    scope: Scope
    wanted: dict[str, _Choice] = field(factory=dict)

    def follow(self, cond: tree.Cond) -> None:
        for part in _conjuncts(cond):
            found = self._asked(part)
            if found is not None:
                self.wanted.setdefault(*found)

    def _asked(self, part: tree.Cond) -> tuple[str, _Choice] | None:
        """The values of one field without which a part is ONWAAR."""
        match part:
            case tree.DefinedCond(body=body):
                return self._asked(body)
            case tree.Any(parts=parts):
                open_ = [one for one in parts if not self._is_out(one)]
                return self._asked(open_[0]) if len(open_) == 1 else None
            case tree.Test(record=Operator(key="equals"), operands=(left, right), negated=False):
                return self._values(left, right) or self._values(right, left)
            case tree.Test(record=Operator(key="in"), operands=(left, right), negated=False):
                return self._values(left, right)
            case _:
                return None

    def _is_out(self, part: tree.Cond) -> bool:
        """Whether an alternative that is not about the record is ONWAAR."""
        return not mentions(part, self.slot) and verdict(part, self.view, self.scope).truth is Truth.FALSE

    def _values(self, subject: tree.Expr, other: tree.Expr) -> tuple[str, _Choice] | None:
        name = self._name_of(subject)
        if name is None or mentions(other, self.slot):
            return None
        match outcome(other, self.view, self.scope):
            case Fault() | Empty(computed=True):
                return None
            case Empty():
                return (name, (None,))
            case tuple() as found:
                return (name, found)
            case found:
                return (name, (found,))

    def _name_of(self, subject: tree.Expr) -> str | None:
        match subject:
            case tree.Variable(slot=slot) if slot == self.slot:
                return _ITSELF
            case tree.Read(target=tree.Variable(slot=slot), field=found, previous=False) if slot == self.slot:
                return key_of(found.name)
            case _:
                return None


def to_choose_from(candidates: tree.Collect, object_name: str, view: View, scope: Scope) -> tuple[Ref, ...]:
    """The records of an object that may meet the condition of KANDIDATEN."""
    narrower = _Narrower(candidates.variable.slot, view, scope)
    if candidates.where is not None and not counts_candidates(candidates.where):
        narrower.follow(candidates.where)
    wanted = narrower.wanted
    named = wanted.pop(_ITSELF, None)
    return view.among(object_name, wanted) if named is None else _there(named, object_name, view)


def _there(named: _Choice, object_name: str, view: View) -> tuple[Ref, ...]:
    """Those of some records that are there, in the administration of the event."""
    own = {
        one
        for one in named
        if isinstance(one, Ref) and one == Ref(view.happening.administration, object_name, one.key) and not is_row(one)
    }
    return tuple(sorted((one for one in own if view.world.exists(one)), key=lambda one: one.key))


def _conjuncts(cond: tree.Cond) -> Iterator[tree.Cond]:
    match cond:
        case tree.All(parts=parts):
            for part in parts:
                yield from _conjuncts(part)
        case tree.DefinedCond(body=body):
            yield from _conjuncts(body)
        case _:
            yield cond

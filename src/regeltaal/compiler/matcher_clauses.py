"""A condition as alternatives, each a set of values per column: what a record must be like for it to lead to something.

The alternatives are necessary: outside of them the condition does not lead to anything. With ``exact`` they are also
sufficient: inside one of them the condition is WAAR.
"""

from collections.abc import Iterable, Sequence
from itertools import combinations
from math import comb
from typing import assert_never

from attrs import define, field

from regeltaal.base.node import Node
from regeltaal.compiler.case import Case
from regeltaal.compiler.columns import Catalogue, Column, Place, Start
from regeltaal.compiler.columns_leaves import (
    Leaf,
    Leaves,
    known,
    leaf_of_change,
    leaf_of_flag,
    leaf_of_state,
    plain_question,
)
from regeltaal.compiler.columns_sets import ColumnSet, intersection, union
from regeltaal.compiler.matcher_safety import is_safe
from regeltaal.program import tree

MOST_CLAUSES = 12
"""A condition with more alternatives than this keeps the parts that fit in; the rest is verified on what is left."""

Clause = dict[Column, ColumnSet]


class Alternatives(Node):
    """One of the clauses holds. No clauses: never. A clause of nothing: always."""

    clauses: tuple[Clause, ...]
    exact: bool = True


ALWAYS = Alternatives(({},))
NEVER = Alternatives(())
PERHAPS = Alternatives(({},), exact=False)


class Indexed(Node):
    """A case for the index: its alternatives, whether they decide it, and the places where reading may fail."""

    alternatives: Alternatives
    decided: bool
    risky: tuple[Place, ...]


def indexed(cases: Iterable[Case], catalogue: Catalogue) -> list[Indexed]:
    """Looks for WAAR where nothing else can come of it, and else for all that is not surely ONWAAR."""
    reading = _Reading(catalogue, Leaves(catalogue))
    return [_without_denial(case, catalogue) if case.on_false else _indexed(case, reading) for case in cases]


def _without_denial(case: Case, catalogue: Catalogue) -> Indexed:
    return Indexed(Alternatives(fitting(case, catalogue).clauses, exact=False), decided=False, risky=())


def _indexed(case: Case, reading: "_Reading") -> Indexed:
    found = reading.condition(case.condition, open_=case.on_unknown)
    if reading.can_fault and not case.on_unknown:
        found = reading.condition(case.condition, open_=True)
    decided = found.exact and not reading.can_fault and not case.on_unknown
    if case.triggers:
        fitted = fitting(case, reading.catalogue)
        found = found if fitted is ALWAYS else both(fitted, found)
    return Indexed(found, decided and found.exact, tuple(dict.fromkeys(reading.risky)) if reading.risky else ())


def fitting(case: Case, catalogue: Catalogue) -> Alternatives:
    """VAN and NAAR of the triggers: one of them fits."""
    if not case.triggers or None in [trigger.equals for trigger in case.triggers]:
        return ALWAYS
    return either([_fits(trigger, catalogue) for trigger in case.triggers])


def _fits(trigger: tree.OnEvent, catalogue: Catalogue) -> Alternatives:
    follows, equals = trigger.event.follows, trigger.equals
    if follows is None or equals is None:
        return ALWAYS
    found = ALWAYS
    for start, wanted in ((Start.BEFORE, trigger.old), (Start.AT_EVENT, trigger.new)):
        if wanted is not None:
            leaf = leaf_of_state(start, follows, equals, wanted, catalogue)
            found = both(found, PERHAPS if leaf is None else of_set(leaf.column, leaf.true))
    return found


def of_set(column: Column, among: ColumnSet) -> Alternatives:
    return NEVER if among.is_nothing else Alternatives(({column: among},))


def both(left: Alternatives, right: Alternatives) -> Alternatives:
    """Both hold. What would grow too large loses the side with the most alternatives."""
    if len(left.clauses) * len(right.clauses) > MOST_CLAUSES:
        fewer = min(left, right, key=lambda one: len(one.clauses))
        return Alternatives(fewer.clauses, exact=False)
    met = (_met(mine, theirs) for mine in left.clauses for theirs in right.clauses)
    return Alternatives(tuple(clause for clause in met if clause is not None), left.exact and right.exact)


def _met(mine: Clause, theirs: Clause) -> Clause | None:
    """Two clauses at once; None where a column would have to be two things."""
    found = dict(mine)
    return found if _narrowed(found, theirs) else None


def _narrowed(clause: Clause, by: Clause) -> bool:
    """Adds what another clause asks; not where a column would have to be two things."""
    for column, among in by.items():
        own = clause.get(column)
        if own is None:
            clause[column] = among
            continue
        left = clause[column] = intersection(own, among)
        if left.is_nothing:
            return False
    return True


def either(parts: Iterable[Alternatives]) -> Alternatives:
    """One of them holds; tests of one column become one set where they can."""
    single: Clause = {}
    others: list[Clause] = []
    exact = True
    for part in parts:
        exact = exact and part.exact
        for clause in part.clauses:
            if not clause:
                return ALWAYS if part.exact else PERHAPS
            if len(clause) > 1 or not _joined(single, clause):
                others.append(clause)
    clauses = (*({column: among} for column, among in single.items()), *others)
    return PERHAPS if len(clauses) > MOST_CLAUSES else Alternatives(clauses, exact)


def _joined(single: Clause, clause: Clause) -> bool:
    """Puts a clause of one column with the others of that column; not where they make no set together."""
    ((column, among),) = clause.items()
    own = single.get(column)
    joined = among if own is None else union(own, among)
    if joined is None:
        return False
    single[column] = joined
    return True


@define(eq=False)
class _Reading:
    """Reads conditions. ``truth`` says which of WAAR and ONWAAR is looked for, ``open_`` that undecided counts."""

    catalogue: Catalogue
    leaves: Leaves
    risky: list[Place] = field(factory=list)
    """Of the condition at hand the places where reading may fail, and whether anything else in it can."""
    can_fault: bool = False
    _plain: dict[tuple[object, ...], tuple[Alternatives, Place]] = field(factory=dict)
    """By question the alternatives of tests of fields with constants, which are most of all and often the same."""

    def condition(self, cond: tree.Cond, *, open_: bool) -> Alternatives:
        self.can_fault = False
        self.risky.clear()
        return self.clauses(cond, truth=True, open_=open_)

    def clauses(self, cond: tree.Cond, *, truth: bool, open_: bool) -> Alternatives:
        match cond:
            case tree.Test():
                return self._test(cond, truth=truth, open_=open_)
            case tree.All(parts=parts):
                return self._joined(parts, all_=truth, truth=truth, open_=open_)
            case tree.Any(parts=parts):
                return self._joined(parts, all_=not truth, truth=truth, open_=open_)
            case tree.IsTrue():
                return self._leaf(cond, leaf_of_flag(cond, self.catalogue), truth=truth, open_=open_)
            case tree.Negation(part=part):
                return self.clauses(part, truth=not truth, open_=open_)
            case tree.DefinedCond(body=body):
                return self.clauses(body, truth=truth, open_=open_)
            case tree.Counted():
                return self._counted(cond, truth=truth, open_=open_)
            case tree.Was(subject=subject, value=value, equals=equals):
                leaf = leaf_of_state(Start.BEFORE, subject.field.name, equals, value, self.catalogue)
                return self._leaf(cond, leaf, truth=truth, open_=open_)
            case tree.Changed():
                return self._changed(cond, truth=truth is not cond.negated, open_=open_)
            case tree.Quantified():
                return self._other(cond)
            case _:
                assert_never(cond)

    def _test(self, test: tree.Test, *, truth: bool, open_: bool) -> Alternatives:
        question = plain_question(test)
        if question is None:
            return self._leaf(test, self.leaves.of_test(test), truth=truth, open_=open_)
        found = self._plain.get((question, truth, open_))
        if found is None:
            leaf = self.leaves.of_test(test)
            if leaf is None:
                return self._other(test)
            made = _of_leaf(leaf, truth=truth, open_=open_)
            found = self._plain[question, truth, open_] = (made, leaf.column.place)
        alternatives, place = found
        if place.can_fail:
            self.risky.append(place)
        return alternatives

    def _joined(self, parts: Sequence[tree.Cond], *, all_: bool, truth: bool, open_: bool) -> Alternatives:
        found = []
        for part in parts:
            read = self._test if part.__class__ is tree.Test else self.clauses  # nearly all are tests
            found.append(read(part, truth=truth, open_=open_))  # type: ignore[arg-type]  # as was just asked
        return _all_of(found) if all_ else either(found)

    def _leaf(self, cond: tree.Cond, leaf: Leaf | None, *, truth: bool, open_: bool) -> Alternatives:
        if leaf is None:
            return self._other(cond)
        if leaf.column.place.can_fail:
            self.risky.append(leaf.column.place)
        return _of_leaf(leaf, truth=truth, open_=open_)

    def _other(self, cond: tree.Cond) -> Alternatives:
        """A condition that no column tells of."""
        self.can_fault = self.can_fault or not is_safe(cond)
        return PERHAPS

    def _counted(self, cond: tree.Counted, *, truth: bool, open_: bool) -> Alternatives:
        """PRECIES n is MINSTENS n and not MINSTENS n + 1; what is not MINSTENS n has enough that are not so."""
        at_least = self._at_least(cond, cond.count, truth=truth, open_=open_)
        if not cond.exact:
            return at_least
        not_more = self._at_least(cond, cond.count + 1, truth=not truth, open_=open_)
        return both(at_least, not_more) if truth else either([at_least, not_more])

    def _at_least(self, cond: tree.Counted, count: int, *, truth: bool, open_: bool) -> Alternatives:
        found = [self.clauses(part, truth=truth, open_=open_) for part in cond.parts]
        needed = count if truth else len(found) - count + 1
        if needed <= 0:
            return ALWAYS
        if comb(len(found), needed) > MOST_CLAUSES:
            return PERHAPS
        return either([_all_of(chosen) for chosen in combinations(found, needed)])

    def _changed(self, cond: tree.Changed, *, truth: bool, open_: bool) -> Alternatives:
        """That it is another, was VAN and became NAAR; each only tells something where what was before is known."""
        name, equals = cond.subject.field.name, cond.equals
        states = ((Start.BEFORE, cond.old), (Start.AT_EVENT, cond.new))
        wanted = [leaf_of_state(start, name, equals, value, self.catalogue) for start, value in states if value]
        change = leaf_of_change(name, equals, self.catalogue)
        if change is None or any(leaf is None for leaf in wanted):
            return self._other(cond)
        leaves = [change, *(leaf for leaf in wanted if leaf is not None)]
        parts = [_of_leaf(leaf, truth=truth, open_=open_) for leaf in leaves]
        is_known = known(name, self.catalogue)
        if open_:
            unknown = of_set(is_known.column, is_known.false)
            return either([unknown, _all_of(parts) if truth else either(parts)])
        return both(of_set(is_known.column, is_known.true), _all_of(parts) if truth else either(parts))


def _of_leaf(leaf: Leaf, *, truth: bool, open_: bool) -> Alternatives:
    if open_:
        return of_set(leaf.column, (leaf.false if truth else leaf.true).complement())
    return of_set(leaf.column, leaf.true if truth else leaf.false)


def _all_of(parts: Iterable[Alternatives]) -> Alternatives:
    """All of them hold: what has one alternative goes first, so that this is never what is dropped."""
    single: Clause = {}
    exact = True
    others: list[Alternatives] = []
    for part in parts:
        exact = exact and part.exact
        clauses = part.clauses
        if len(clauses) != 1:
            others.append(part)
        elif single.keys().isdisjoint(clauses[0]):
            single.update(clauses[0])
        elif not _narrowed(single, clauses[0]):
            return NEVER
    found = Alternatives((single,), exact)
    for part in sorted(others, key=_count):
        found = both(found, part)
    return found


def _count(part: Alternatives) -> int:
    return len(part.clauses)

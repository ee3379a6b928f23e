"""What can be told of conditions for every record: whether they can be WAAR, ONWAAR, ONBEKEND, and together.

A condition that is to come out some way is written out as cases, each what some subjects are all at once. INVARIANT:
where a record makes it come out so, the record is in one of the cases. So with no case left it never does. The other
way round is not promised: what is called possible may not be. That of conditions with very many cases is not told.
"""

from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from itertools import combinations
from typing import assert_never

from regeltaal.analysis import leaves
from regeltaal.analysis.forms import form_of
from regeltaal.analysis.held import NOTHING
from regeltaal.analysis.leaf import Leaf, asked, filled
from regeltaal.analysis.subjects import ALWAYS, NEVER, Case, Cases, Subject
from regeltaal.program import tree

MOST_CASES = 200
"""More are not looked into."""


class Wish(Enum):
    """How a condition is to come out. FOUT is none of these: of a condition that is FOUT nothing is said."""

    TRUE = "WAAR"
    FALSE = "ONWAAR"
    NOT_TRUE = "ONWAAR or ONBEKEND"
    NOT_FALSE = "WAAR or ONBEKEND"


_DENIED = {
    Wish.TRUE: Wish.FALSE,
    Wish.FALSE: Wish.TRUE,
    Wish.NOT_TRUE: Wish.NOT_FALSE,
    Wish.NOT_FALSE: Wish.NOT_TRUE,
}
_HOLDS = frozenset({Wish.TRUE, Wish.NOT_FALSE})
"""What EN is where all its parts are so, and OF where one is; the others are so the other way round."""

Claim = tuple[tree.Cond, Wish]


class TooManyCasesError(Exception):
    """There are more cases than are looked into."""


class Reasoner:
    """Answers for the conditions of one rule; what it worked out for one question serves the next."""

    def __init__(self) -> None:
        self._leaves: dict[int, Leaf] = {}
        self._cases: dict[tuple[int, Wish], Cases] = {}
        self._kept: list[tree.Cond] = []
        """What was asked about, so that its identity stays its own."""

    def possible(self, claims: Iterable[Claim], facts: Case | None = None) -> bool:
        """Whether all of these can be at once; True where that can't be told. ``facts`` is what holds anyway."""
        try:
            each = [self.cases(*one) for claim in claims for one in _split(*claim)]
            if facts is not None:
                each.append((facts,))
            return all(_all(group) for group in _connected(each))
        except TooManyCasesError:
            return True

    def cases(self, cond: tree.Cond, wish: Wish) -> Cases:
        """The cases in which a condition comes out some way.

        Raises:
            TooManyCasesError: there are very many.
        """
        key = (id(cond), wish)
        if key not in self._cases:
            self._kept.append(cond)
            self._cases[key] = self._written_out(cond, wish)
        return self._cases[key]

    def _written_out(self, cond: tree.Cond, wish: Wish) -> Cases:
        match cond:
            case tree.All(parts=parts) | tree.Any(parts=parts):
                each = [self.cases(part, wish) for part in parts]
                return _all(each) if (wish in _HOLDS) is isinstance(cond, tree.All) else _either(each)
            case tree.Negation(part=part):
                return self.cases(part, _DENIED[wish])
            case tree.DefinedCond(body=body) | tree.IsTrue(value=tree.Truth(condition=body)):
                return self.cases(body, wish)
            case tree.Counted(count=count, exact=exact, parts=parts):
                return self._counted(count, parts, wish, exact=exact)
            case _:
                return _of_leaf(self._leaf(cond), wish)

    def _counted(self, count: int, parts: Sequence[tree.Cond], wish: Wish, *, exact: bool) -> Cases:
        least = self._at_least(count, parts, wish)
        if not exact:
            return least
        no_more = self._at_least(count + 1, parts, _DENIED[wish])
        return _both(least, no_more) if wish in _HOLDS else _either([least, no_more])

    def _at_least(self, count: int, parts: Sequence[tree.Cond], wish: Wish) -> Cases:
        """MINSTENS so many; that it is not so is that the others are too many."""
        number = count if wish in _HOLDS else len(parts) - count + 1
        if number <= 0:
            return ALWAYS
        each = [self.cases(part, wish) for part in parts]
        return _either(_all(chosen) for chosen in _chosen(each, number))

    def _leaf(self, cond: tree.Cond) -> Leaf:
        key = id(cond)
        if key not in self._leaves:
            self._leaves[key] = self._leaf_of(cond)
        return self._leaves[key]

    def _leaf_of(self, cond: tree.Cond) -> Leaf:
        match cond:
            case tree.Test():
                return leaves.leaf_of_test(cond)
            case tree.IsTrue():
                return leaves.leaf_of_flag(cond)
            case tree.Was():
                return leaves.leaf_of_was(cond)
            case tree.Changed():
                return leaves.leaf_of_change(cond)
            case tree.Quantified():
                return self._of_rows(cond)
            case tree.All() | tree.Any() | tree.Negation() | tree.Counted() | tree.DefinedCond():
                raise TypeError("this is made of parts")
            case _:
                assert_never(cond)

    # ------------------------------------------------------------ rows of a list

    def _of_rows(self, cond: tree.Quantified) -> Leaf:
        """Known by its form; and by what its condition can be for a row, where that is not all."""
        leaf = asked(form_of(cond), NOTHING)
        can = {wish: self.possible([(cond.where, wish)]) for wish in (Wish.TRUE, Wish.FALSE)}
        rows = dict(filled(cond.items))
        true, false, unknown = leaf.true, leaf.false, leaf.unknown
        if not self.possible([(cond.where, Wish.NOT_TRUE), (cond.where, Wish.NOT_FALSE)]):
            unknown = NEVER
        match cond.quantity:
            case tree.Quantity.EVERY | tree.Quantity.NONE as quantity:
                breaks = Wish.FALSE if quantity is tree.Quantity.EVERY else Wish.TRUE
                return Leaf(true, _with(false, rows) if can[breaks] else NEVER, _with(unknown, rows))
            case tree.Quantity.AT_LEAST | tree.Quantity.EXACTLY if cond.count > 0:
                return Leaf(_with(true, rows) if can[Wish.TRUE] else NEVER, false, _with(unknown, rows))
            case tree.Quantity.AT_LEAST:
                return Leaf(ALWAYS, NEVER, NEVER)
            case _:
                return leaf


def _with(cases: Cases, more: Case) -> Cases:
    return tuple({**case, **more} for case in cases)


def _split(cond: tree.Cond, wish: Wish) -> Iterator[Claim]:
    """A claim as those that it is made of: of the parts of EN that is to be WAAR, of OF that is to be ONWAAR."""
    match cond:
        case tree.Negation(part=part):
            yield from _split(part, _DENIED[wish])
        case tree.DefinedCond(body=body):
            yield from _split(body, wish)
        case tree.All(parts=parts) | tree.Any(parts=parts) if (wish in _HOLDS) is isinstance(cond, tree.All):
            for part in parts:
                yield from _split(part, wish)
        case _:
            yield cond, wish


def _connected(each: Iterable[Cases]) -> Sequence[Sequence[Cases]]:
    """Those that have to do with each other, together: what shares no subject can always be at once."""
    groups: list[tuple[set[Subject], list[Cases]]] = []
    for cases in each:
        subjects = {subject for case in cases for subject in case}
        own, apart = [cases], []
        for others, group in groups:
            if subjects.isdisjoint(others):
                apart.append((others, group))
            else:
                subjects |= others
                own += group
        groups = [*apart, (subjects, own)]
    return [group for _, group in groups]


def _of_leaf(leaf: Leaf, wish: Wish) -> Cases:
    match wish:
        case Wish.TRUE:
            return leaf.true
        case Wish.FALSE:
            return leaf.false
        case Wish.NOT_TRUE:
            return leaf.false + leaf.unknown
        case Wish.NOT_FALSE:
            return leaf.true + leaf.unknown


# ---------------------------------------------------------------- cases


def _chosen(each: Sequence[Cases], number: int) -> Iterable[Sequence[Cases]]:
    found = combinations(each, number)
    for count, one in enumerate(found):
        if count > MOST_CASES:
            raise TooManyCasesError
        yield one


def _either(each: Iterable[Cases]) -> Cases:
    found: list[Case] = []
    for cases in each:
        found += cases
        if any(not case for case in cases):
            return ALWAYS
        if len(found) > MOST_CASES:
            raise TooManyCasesError
    return tuple(found)


def _all(each: Iterable[Cases]) -> Cases:
    found = ALWAYS
    for cases in sorted(each, key=len):
        found = _both(found, cases)
    return found


def _both(left: Cases, right: Cases) -> Cases:
    if len(left) * len(right) > MOST_CASES:
        raise TooManyCasesError
    met = (_met(one, other) for one in left for other in right)
    return tuple(case for case in met if case is not None)


def _met(left: Case, right: Case) -> Case | None:
    """What holds where both do; None where they contradict each other."""
    if not left or not right:
        return left or right
    found = dict(left)
    for subject, held in right.items():
        known = found.get(subject)
        if known is not None:
            held = known.both(held)  # noqa: PLW2901 - what is known of it is narrowed
            if held.is_nothing:
                return None
        found[subject] = held
    return found

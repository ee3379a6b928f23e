"""Deciding thousands of conditions at once: masks leave over the few that may lead to something for an event.

What can be asked as sets of values of columns is asked of all cases together. The masks alone decide where nothing but
WAAR can come of a case; the others that they leave over are decided one by one by generated code. An event of which a
column can't be read, as the record is not there, has the cases that ask for it decided one by one as well.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import Self

from attrs import define, field

from regeltaal.base.node import Node
from regeltaal.compiler.case import Case, Decide, Decided, Fields
from regeltaal.compiler.code import compiled
from regeltaal.compiler.code_closer import deferred
from regeltaal.compiler.columns import Catalogue, Place
from regeltaal.compiler.columns_known import Code, Known
from regeltaal.compiler.columns_reading import Read, reader
from regeltaal.compiler.matcher_clauses import Indexed, indexed
from regeltaal.compiler.matcher_parts import Entry, Part, made, parted, usually_met
from regeltaal.compiler.reference import Reference, fits, note
from regeltaal.evaluate.facts import Facts
from regeltaal.evaluate.verdict import Truth

MOST_VIEWS = 256
"""For so many different ``among`` the masks of the parts are kept: one for each administration and kind of event."""

_View = dict[int, int]


@define(eq=False)
class Matcher:
    """A set of cases, indexed."""

    _cases: Sequence[Case]
    _read: Read
    _by_value: list[tuple[int, Callable[[Code], Part | None]]]
    _rest: Part | None
    _risky: dict[Place, tuple[int, ...]]
    """By a place where reading may fail the cases that read there."""
    _everything: int
    _decide: dict[int, Decide] = field(factory=dict)
    _views: dict[int, _View] = field(factory=dict)

    @classmethod
    def of(cls, cases: Sequence[Case]) -> Self:
        return cls.of_index(Index.of(cases))

    @classmethod
    def of_index(cls, index: "Index") -> Self:
        cases, entries = index.cases, index.entries
        sought = {id(item[1]): item for _, clauses, _ in entries for clause in clauses for item in clause.items()}
        known = Known.of(sought.values())
        by_value, rest = made(parted(entries), known)
        used = {column for column, _ in sought.values()}
        risky = _by_place(index.found)
        columns = index.catalogue.columns.values()
        return cls(
            cases,
            reader([one for one in columns if one in used], risky, known, len(columns)),
            [(slot, parts.get) for slot, parts in by_value],
            rest,
            risky,
            (1 << len(cases)) - 1,
        )

    def decide(self, facts: Facts, among: int) -> Decided:
        fields = facts.fields_of(facts.record)
        if fields is None:
            return Reference(self._cases).decide(facts, among)
        failed: list[tuple[Place, ...]] = []
        codes = self._read(fields, facts, failed)
        true: list[int] = []
        unsure: list[int] = []
        view = None if among == self._everything else self._view(among)
        for part in self._met(codes):
            mask = part.tables.full if view is None else self._mask(part, among, view)
            left = part.left(codes, mask) if mask else 0
            if left:
                decided = left & part.decided
                true += part.names.among(decided)
                if left != decided:
                    unsure += part.names.among(left ^ decided)
        if failed:
            risky = {place for read in chain.from_iterable(failed) for place in self._risky.get(read, ())}
            true = [place for place in true if place not in risky]
            unsure = [place for place in unsure if place not in risky]
            unsure.extend(place for place in risky if among >> place & 1)
        others = self._each(unsure, fields, facts, true) if unsure else ()
        true.sort()
        return Decided(true, others)

    def _met(self, codes: list[Code]) -> list[Part]:
        """The parts that the event meets by its values, and the one that every event meets."""
        found = [part for slot, get in self._by_value if (part := get(codes[slot])) is not None]
        if self._rest is not None:
            found.append(self._rest)
        return found

    def _each(self, places: Iterable[int], fields: Fields, facts: Facts, true: list[int]) -> list[tuple[int, Truth]]:
        """Decides cases one by one: those that are WAAR are added, those that lead to something else given."""
        others: list[tuple[int, Truth]] = []
        for place in places:
            case = self._cases[place]
            if fits(case.triggers, facts):
                decide = self._decide.get(place)
                if decide is None:
                    decide = self._decide[place] = deferred(compiled, case.condition)
                note(case, place, decide(fields, facts), true, others)
        others.sort(key=_place)
        return others

    # ------------------------------------------------------------ among

    def _view(self, among: int) -> _View:
        found = self._views.get(among)
        if found is None:
            if len(self._views) >= MOST_VIEWS:
                del self._views[next(iter(self._views))]
            found = self._views[among] = {}
        return found

    def _mask(self, part: Part, among: int, view: _View) -> int:
        found = view.get(id(part))
        if found is None:
            size = len(self._cases)
            found = view[id(part)] = part.among(format(among | 1 << size, "b")[:0:-1])
        return found


class Index(Node):
    """Cases of which is known what a record must be like for them, which is most of the way to a matcher."""

    cases: Sequence[Case]
    catalogue: Catalogue
    found: Sequence[Indexed]
    entries: Sequence[Entry]
    """The cases that can lead to something."""

    @classmethod
    def of(cls, cases: Sequence[Case]) -> Self:
        catalogue = Catalogue.empty()
        found = indexed(cases, catalogue)
        listed = [(place, one.alternatives.clauses, one.decided) for place, one in enumerate(found)]
        return cls(cases, catalogue, found, [entry for entry in listed if entry[1]])

    def usual_work(self) -> float:
        """How many of the cases an event usually meets, where all that is looked at is a value that each must have."""
        return usually_met(self.entries)


def _by_place(found: Sequence[Indexed]) -> dict[Place, tuple[int, ...]]:
    risky: dict[Place, list[int]] = {}
    for place, one in enumerate(found):
        for read in one.risky:
            risky.setdefault(read, []).append(place)
    return {read: tuple(places) for read, places in risky.items()}


def _place(decided: tuple[int, Truth]) -> int:
    return decided[0]

"""A small set of cases as one generated function: each field is read once, each test that rules share asked once.

The function goes by all cases; which of them were asked for is looked at in what comes out, for that is little. Where
few were asked for, each is asked by itself.
"""

from collections.abc import Callable, Iterable, Sequence
from operator import itemgetter
from typing import cast

from regeltaal.compiler.case import Case, Decided, Fields
from regeltaal.compiler.code_closer import deferred_closer
from regeltaal.compiler.code_conditions import holds, new_unit
from regeltaal.compiler.code_groups import Entry, entry, grouped
from regeltaal.compiler.code_names import DOUBT, NOTING, Body, define_function
from regeltaal.compiler.code_triggers import fitting
from regeltaal.compiler.masks import places_in
from regeltaal.compiler.reference import Reference, note
from regeltaal.evaluate.facts import Facts
from regeltaal.evaluate.verdict import Truth

_MOST = 256
"""Cases in one function: what many share is shared by then, and a function of thousands of lines is slow to make."""

_Sweep = Callable[[Fields, Facts, list[int], list[int]], None]

_FEW = 16
"""How many cases can be gone by in one pass in the time that one of them takes by itself."""

_NOTHING = Decided(())


class Together:
    """Decides its cases by one pass over all of them."""

    def __init__(self, cases: Sequence[Case]) -> None:
        self._cases = tuple(cases)
        self._all = (1 << len(self._cases)) - 1
        self._closer = [deferred_closer(case.condition) for case in self._cases]
        self._alone: dict[int, _Sweep] = {}
        self._sweeps = [
            _sweep(self._cases[start : start + _MOST], start) for start in range(0, len(self._cases), _MOST)
        ]

    def decide(self, facts: Facts, among: int) -> Decided:
        """Decides the cases whose bit in ``among`` is set: bit 0 is the first case."""
        own = facts.fields_of(facts.record)
        if own is None:
            return Reference(self._cases).decide(facts, among)
        among &= self._all
        true: list[int] = []
        rest: list[int] = []
        if among == self._all:
            for sweep in self._sweeps:
                sweep(own, facts, true, rest)
        else:
            for sweep in self._asked(among):
                sweep(own, facts, true, rest)
            true = [place for place in true if among >> place & 1]
            rest = [place for place in rest if among >> (place if place >= 0 else ~place) & 1]
        if rest:
            return self._decided(own, facts, true, rest)
        if not true:
            return _NOTHING
        true.sort()
        return Decided(true)

    def _asked(self, among: int) -> Iterable[_Sweep]:
        """The functions to go through: all, or where few cases are asked for one for each."""
        if among.bit_count() * _FEW >= len(self._cases):
            return self._sweeps
        return [self._one(place) for place in places_in(among)]

    def _one(self, place: int) -> _Sweep:
        found = self._alone.get(place)
        if found is None:
            found = self._alone[place] = _sweep(self._cases[place : place + 1], place)
        return found

    def _decided(self, own: Fields, facts: Facts, true: list[int], rest: Iterable[int]) -> Decided:
        """With the cases that are ONWAAR, and those (their complement) that take a closer look."""
        others: list[tuple[int, Truth]] = []
        for place in rest:
            if place >= 0:
                others.append((place, Truth.FALSE))
            else:
                note(self._cases[~place], ~place, self._closer[~place](own, facts), true, others)
        true.sort()
        others.sort(key=itemgetter(0))
        return Decided(true, others)


# ---------------------------------------------------------------- the function


def _sweep(cases: Sequence[Case], start: int) -> _Sweep:
    """One function of some cases, of which the first has this place."""
    body = Body(new_unit(), shares=len(cases) > 1)
    entries = [entry(place, case) for place, case in enumerate(cases, start=start)]
    lines = grouped([one for one in entries if not one.is_large], body, lambda one: _lines(one, body))
    for one in entries:
        if one.is_large:
            lines += _if_fits(one.case, [f"rest.append({~one.place:d})"], body)
    define_function(body, "sweep", lines or ["pass"], more=", true, rest")
    return cast("_Sweep", body.unit.load()["sweep"])


def _lines(one: Entry, body: Body) -> list[str]:
    return _if_fits(one.case, _condition(one, body), body)


def _if_fits(case: Case, lines: list[str], body: Body) -> list[str]:
    fit = fitting(case.triggers, body)
    return lines if fit is None else [f"if {fit}:", *(f"    {line}" for line in lines)]


def _condition(one: Entry, body: Body) -> list[str]:
    """What is noted of a case. What nobody asks for is not looked into."""
    case, place = one.case, one.place
    piece = holds(one.condition, body, sense=True)
    tracks = not piece.certain and (piece.faults or case.on_false or case.on_unknown)
    test = piece.text.replace(DOUBT, NOTING if tracks else "False")
    lines = [f"if {test}: true.append({place:d})"]
    if tracks:
        lines = ["u = False", *lines, f"elif u: rest.append({~place:d})"]
    if case.on_false:
        lines.append(f"else: rest.append({place:d})")
    return lines

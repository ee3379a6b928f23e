"""Parting cases by what a column must hold, so that an event only meets the cases for its own value.

A column parts the cases that can only lead to something with one of a few values in it. Each part has a price for every
event, so a column is only worth it with enough cases, and the more values there are the more it is worth.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate

from attrs import define, field, frozen

from regeltaal.compiler.columns import Column
from regeltaal.compiler.columns_known import Code, Known
from regeltaal.compiler.matcher_bits import Names, mask_of
from regeltaal.compiler.matcher_clauses import Clause
from regeltaal.compiler.matcher_tables import Tables, tables
from regeltaal.values.sets import Values

WORTH_A_PART = 2000
"""How many cases an event must be spared by one more part to look up: about what its tables take."""

MOST_COLUMNS = 6

Key = dict[Column, frozenset[object]]
"""The columns that a case asks values of, whatever its clause, each with all those values."""

Entry = tuple[int, tuple[Clause, ...], bool]
"""A case by its place, its clauses, and whether these decide it."""


@frozen(eq=False)
class Part:
    """Cases with their tables. ``names`` are the places of the cases of the first plane."""

    names: Names
    tables: Tables
    planes: tuple[tuple[int, int], ...]
    """Of each plane behind the first where it begins, and the mask of its cases."""
    cases: int
    decided: int
    """All cases, and those of them that are WAAR where they are left over; of others it is still to be asked."""

    def spread(self, cases: int) -> int:
        """A mask of cases for all their clauses."""
        for start, mask in self.planes:
            cases |= (cases & mask) << start
        return cases

    def left(self, codes: list[Code], mask: int) -> int:
        """The cases that have a clause left over."""
        found = left = self.tables.left(codes, mask)
        if left and self.planes:
            found &= self.cases
            for start, among in self.planes:
                found |= (left >> start) & among
        return found

    def among(self, flags: str) -> int:
        """The mask of the cases for which there is a "1" in ``flags``, which goes by place."""
        return self.spread(int("".join([flags[name] for name in self.names.listed]), 2))


def part_of(entries: Iterable[Entry], known: Known) -> Part:
    """The cases with the most clauses get the lowest bits, so that each plane is a run of them from bit 0 on."""
    listed = sorted(entries, key=lambda entry: len(entry[1]))
    size, last = len(listed), len(listed) - 1
    counts = Counter(len(clauses) for _, clauses, _ in listed)
    most = max(counts)
    heights = [sum(count for number, count in counts.items() if number > plane) for plane in range(most)]
    starts = [0, *accumulate(heights)]
    placed: dict[int, Clause] = {}
    for index, (_, clauses, _) in enumerate(listed):
        for plane, clause in enumerate(clauses):
            placed[starts[plane] + last - index] = clause
    decided = mask_of((last - index for index, (_, _, sure) in enumerate(listed) if sure), size)
    planes = tuple((starts[plane], (1 << heights[plane]) - 1) for plane in range(1, most))
    names = Names([name for name, _, _ in listed])
    return Part(names, tables(placed, starts[-1], known), planes, (1 << size) - 1, decided)


def usually_met(entries: Sequence[Entry]) -> float:
    """How many cases an event meets that is parted by the most telling column of each, if all values come as often."""
    keys = [_keys(clauses) for _, clauses, _ in entries]
    counts = _counts(keys)
    kinds = _kinds(keys).items()
    return sum(
        number * min((asked / (counts[column] + 1) for column, asked in kind), default=1.0) for kind, number in kinds
    )


@define(eq=False)
class Parting:
    """The columns that cases are parted by, and for each what they leave to look at."""

    columns: list[tuple[Column, dict[Code, list[Entry]]]] = field(factory=list)
    rest: list[Entry] = field(factory=list)


def parted(entries: Sequence[Entry]) -> Parting:
    keys = [_keys(clauses) for _, clauses, _ in entries]
    chosen = _chosen(keys)
    found = Parting([(column, {}) for column in chosen])
    by_column = sorted(found.columns, key=lambda one: -chosen[one[0]])
    for entry, key in zip(entries, keys, strict=True):
        for column, parts in by_column:
            if column in key:
                _part_by(column, key[column], entry, parts)
                break
        else:
            found.rest.append(entry)
    return found


def _part_by(column: Column, values: Iterable[Code], entry: Entry, parts: dict[Code, list[Entry]]) -> None:
    name, clauses, sure = entry
    if len(clauses) == 1:
        alone = (name, (_without(clauses[0], column),), sure)
        for value in values:
            parts.setdefault(value, []).append(alone)
        return
    for value in values:
        fitting = tuple(_without(clause, column) for clause in clauses if value in _items(clause, column))
        parts.setdefault(value, []).append((name, fitting, sure))


def _items(clause: Clause, column: Column) -> frozenset[object]:
    among = clause.get(column)
    return among.items if isinstance(among, Values) and not among.outside else frozenset()


def _without(clause: Clause, column: Column) -> Clause:
    found = clause.copy()
    del found[column]
    return found


def _keys(clauses: tuple[Clause, ...]) -> Key:
    """The columns that every clause asks values of, each with all those values."""
    if len(clauses) == 1:
        asked = clauses[0].items()
        return {column: among.items for column, among in asked if among.__class__ is Values and not among.outside}
    first, *others = clauses
    found: Key = {}
    for column, among in first.items():
        if isinstance(among, Values) and not among.outside:
            items = among.items
            for clause in others:
                own = _items(clause, column)
                if not own:
                    break
                items |= own
            else:
                found[column] = items
    return found


def _counts(keys: Iterable[Key]) -> dict[Column, int]:
    """By column how many values are asked of it."""
    asked = {id(items): (column, items) for key in keys for column, items in key.items()}
    values: dict[Column, set[object]] = {}
    for column, items in asked.values():
        values.setdefault(column, set()).update(items)
    return {column: len(found) for column, found in values.items()}


def _kinds(keys: Iterable[Key]) -> Mapping[frozenset[tuple[Column, int]], int]:
    """How often each set of columns is asked, with of each how many values: far fewer than there are cases."""
    return Counter(frozenset([(column, len(items)) for column, items in key.items()]) for key in keys)


def _chosen(keys: Sequence[Key]) -> dict[Column, int]:
    """The columns to part by, each with how many values are asked of it; the one that spares the most first."""
    counts = _counts(keys)
    left = [(dict(kind), number, 1.0) for kind, number in _kinds(keys).items() if kind]
    chosen: dict[Column, int] = {}
    while left and len(chosen) < MOST_COLUMNS:
        spared: dict[Column, float] = {}
        for kind, number, share in left:
            for column, asked in kind.items():
                if column not in chosen:
                    more = number * (share - asked / (counts[column] + 1))
                    spared[column] = spared.get(column, 0) + more
        best = max(spared, key=spared.__getitem__, default=None)
        if best is None or spared[best] < WORTH_A_PART:
            break
        count = chosen[best] = counts[best]
        left = [
            (kind, number, min(share, kind[best] / (count + 1)) if best in kind else share)
            for kind, number, share in left
        ]
    return chosen


def made(parting: Parting, known: Known) -> tuple[list[tuple[int, dict[Code, Part]]], Part | None]:
    """The parts with their tables: by slot of the column and by value, and the part that is always looked at."""
    by_value = [
        (column.slot, {value: part_of(entries, known) for value, entries in found.items()})
        for column, found in parting.columns
    ]
    return by_value, part_of(parting.rest, known) if parting.rest else None

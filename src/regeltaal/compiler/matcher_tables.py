"""The tables of one part of the cases: per column, by what was read, the mask of the clauses that it leaves over.

A case has one bit, and one in each further plane for each further clause; cases with more clauses come first, so that
the planes have no gaps. Deciding is the intersection of a mask per column, and then the union of the planes.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import cast

from attrs import frozen

from regeltaal.compiler.columns import BY_VALUE, Column, Way
from regeltaal.compiler.columns_known import Code, Known
from regeltaal.compiler.columns_sets import ColumnSet, Layers, Parts
from regeltaal.compiler.matcher_bits import mask_of
from regeltaal.compiler.matcher_clauses import Clause
from regeltaal.values.patterns_search import Search
from regeltaal.values.sets import Spans, Values

Placed = tuple[int, ColumnSet]
"""The bit of a clause, and what it asks of the column at hand."""


_WORTH_A_PASS = 8
"""Looking at so many clauses one by one takes about as long as one pass over the text for all."""


@frozen(eq=False)
class Needles:
    """The clauses that seek parts in a text, or want to be without them."""

    slot: int
    asking: int
    otherwise: int
    """What is left over of a text that has none of the parts."""
    search: Search
    brings: Mapping[int, int]
    """By the number of a part the clauses that it brings in, and in ``throws`` those that it throws out."""
    throws: Mapping[int, int]
    wanted: Mapping[int, tuple[str | tuple[str, ...], bool]]
    """By clause the part or parts that it seeks, and whether it wants to be without."""

    def left(self, codes: list[Code], mask: int) -> int:
        """The clauses of ``mask`` that hold of the text; the parts that were found in it take its place."""
        asking = mask & self.asking
        if not asking:
            return mask
        text = codes[self.slot]
        if text is None:
            return mask & self.otherwise
        if isinstance(text, str):
            if asking.bit_count() <= _WORTH_A_PASS:
                return self._each(text, mask, asking)
            text = codes[self.slot] = self.search.found_in(text)
        parts = cast("list[int]", text)
        left, brings, throws = self.otherwise, self.brings, self.throws
        for number in parts:
            if number in brings:
                left |= brings[number]
        if throws:
            for number in parts:
                if number in throws:
                    left &= ~throws[number]
        return mask & left

    def _each(self, text: str, mask: int, asking: int) -> int:
        wanted = self.wanted
        while asking:
            bit = asking.bit_length() - 1
            here = 1 << bit
            asking ^= here
            parts, without = wanted[bit]
            if (parts in text if isinstance(parts, str) else any(part in text for part in parts)) is without:
                mask ^= here
        return mask


@frozen(eq=False)
class Tables:
    """The tables of one part, the most selective first."""

    full: int
    lookups: tuple[tuple[int, Callable[[Code, int], int], int], ...]
    ranges: tuple[tuple[int, tuple[int, ...], tuple[int, ...]], ...]
    needles: tuple[Needles, ...]

    def left(self, codes: list[Code], mask: int) -> int:
        """The clauses of ``mask`` that hold of what was read."""
        for slot, get, otherwise in self.lookups:
            mask &= get(codes[slot], otherwise)
        if not mask:
            return 0
        for slot, starts, masks in self.ranges:
            mask &= masks[bisect_right(starts, codes[slot])]  # type: ignore[call-overload]  # by order codes are numbers
        if not mask:
            return 0
        for needles in self.needles:
            mask = needles.left(codes, mask)
        return mask


def tables(clauses: Mapping[int, Clause], size: int, known: Known) -> Tables:
    """The tables of clauses by their bit, all below ``size``."""
    asked: defaultdict[Column, list[Placed]] = defaultdict(list)
    for bit, clause in clauses.items():
        for column, among in clause.items():
            asked[column].append((bit, among))
    building = _Building(mask_of(clauses, size), size, known)
    lookups, ranges, needles = [], [], []
    for column, placed in sorted(asked.items(), key=lambda one: -len(one[1])):
        if column.way in BY_VALUE:
            table, otherwise = building.by_value(cast("list[tuple[int, Values]]", placed))
            lookups.append((column.slot, table.get, otherwise))
        elif column.way is Way.ORDER:
            ranges.append((column.slot, *building.by_order(column, cast("list[tuple[int, Spans]]", placed))))
        else:
            for layer in _layers(cast("list[tuple[int, Layers]]", placed)):
                if column.way in (Way.INSIDE, Way.INSIDE_EXACT):
                    needles.append(building.needles(column, layer))
                else:
                    table, otherwise = building.by_end(column, layer)
                    lookups.append((column.slot, table.get, otherwise))
    return Tables(building.full, tuple(lookups), tuple(ranges), tuple(needles))


def _layers(placed: Iterable[tuple[int, Layers]]) -> list[list[tuple[int, Parts]]]:
    """The first tests of this column of all clauses, then the second ones."""
    found: list[list[tuple[int, Parts]]] = []
    for bit, among in placed:
        for depth, layer in enumerate(among.layers):
            if depth == len(found):
                found.append([])
            found[depth].append((bit, layer))
    return found


@frozen(eq=False)
class _Building:
    """Makes the tables of one part."""

    full: int
    size: int
    known: Known

    def _mask(self, bits: Iterable[int]) -> int:
        return mask_of(bits, self.size)

    def _lookup(self, placed: Sequence[tuple[int, Iterable[Code], bool]]) -> tuple[dict[Code, int], int]:
        """By code the mask, and that of any other; of each clause its codes, and whether it is for all but these."""
        ins: dict[Code, list[int]] = {}
        outs: dict[Code, list[int]] = {}
        for bit, codes, outside in placed:
            for code in codes:
                (outs if outside else ins).setdefault(code, []).append(bit)
        otherwise = self.full & ~self._mask(bit for bit, _, outside in placed if not outside)
        found = {code: otherwise | self._mask(bits) for code, bits in ins.items()}
        for code, bits in outs.items():
            found[code] = found.get(code, otherwise) & ~self._mask(bits)
        return found, otherwise

    def by_value(self, placed: Sequence[tuple[int, Values]]) -> tuple[dict[Code, int], int]:
        return self._lookup([(bit, among.items, among.outside) for bit, among in placed])

    def by_end(self, column: Column, placed: Sequence[tuple[int, Parts]]) -> tuple[dict[Code, int], int]:
        """A text has a part at its end where the longest one that it has is that part or one with that part."""
        longer = self.known.longer[column]
        return self._lookup(
            [(bit, {one for part in among.items for one in longer[part]}, among.outside) for bit, among in placed]
        )

    def by_order(self, column: Column, placed: Sequence[tuple[int, Spans]]) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """From where on which mask holds. LEEG comes before all else."""
        code = self.known.bounds[column].code
        turned: dict[int, list[int]] = {0: []}
        empty, asking = [], []
        for bit, among in placed:
            asking.append(bit)
            if among.empty:
                empty.append(bit)
            for low, high in among.spans:
                turned.setdefault(0 if low is None else code(low), []).append(bit)
                if high is not None:
                    turned.setdefault(code(high), []).append(bit)
        mask = self.full & ~self._mask(asking)
        masks = [mask | self._mask(empty)]
        starts = sorted(turned)
        for start in starts:
            mask ^= self._mask(turned[start])
            masks.append(mask)
        return tuple(starts), tuple(masks)

    def needles(self, column: Column, placed: Sequence[tuple[int, Parts]]) -> Needles:
        ins: dict[str, list[int]] = {}
        outs: dict[str, list[int]] = {}
        for bit, among in placed:
            for part in among.items:
                (outs if among.outside else ins).setdefault(part, []).append(bit)
        wanting = self._mask(bit for bit, among in placed if not among.outside)
        asking = self._mask(bit for bit, _ in placed)
        numbers = self.known.numbers[column]
        return Needles(
            column.slot,
            asking,
            self.full & ~wanting,
            self.known.searches[column],
            {numbers[part]: self._mask(bits) for part, bits in ins.items()},
            {numbers[part]: self._mask(bits) for part, bits in outs.items()},
            {bit: (_one_or_more(among.items), among.outside) for bit, among in placed},
        )


def _one_or_more(parts: frozenset[str]) -> str | tuple[str, ...]:
    return next(iter(parts)) if len(parts) == 1 else tuple(parts)

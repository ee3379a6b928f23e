"""What generated code calls for verdicts: each is one bit, so that those of many parts are put together with ``|``."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from regeltaal.compiler.code_values import COMPUTED, FAULTY, gathered
from regeltaal.evaluate.facts import Facts, NotKnown
from regeltaal.evaluate.verdict import Truth
from regeltaal.values.operator import Scalar

FALSE_BIT, FAULT_BIT, UNKNOWN_BIT, TRUE_BIT = 1, 2, 4, 8
TRUTHS = {FALSE_BIT: Truth.FALSE, FAULT_BIT: Truth.FAULT, UNKNOWN_BIT: Truth.UNKNOWN, TRUE_BIT: Truth.TRUE}
AS_VALUE: Mapping[int, object] = {TRUE_BIT: True, FALSE_BIT: False, UNKNOWN_BIT: COMPUTED, FAULT_BIT: FAULTY}
NEGATED = {TRUE_BIT: FALSE_BIT, FALSE_BIT: TRUE_BIT, UNKNOWN_BIT: UNKNOWN_BIT, FAULT_BIT: FAULT_BIT}


def conjunction(bits: Iterable[int]) -> int:
    """EN: the first present of ONWAAR, FOUT, ONBEKEND, WAAR, which is the lowest bit."""
    present = TRUE_BIT
    for bit in bits:
        present |= bit
    return present & -present


def disjunction(bits: Iterable[int]) -> int:
    """OF: the first present of WAAR, FOUT, ONBEKEND, ONWAAR."""
    present = 0
    for bit in bits:
        present |= bit
    if present & TRUE_BIT:
        return TRUE_BIT
    return (present & FAULT_BIT) or (present & UNKNOWN_BIT) or FALSE_BIT


def at_least(count: int, bits: Sequence[int]) -> int:
    """MINSTENS n."""
    true = bits.count(TRUE_BIT)
    if true >= count:
        return TRUE_BIT
    if len(bits) - bits.count(FALSE_BIT) < count:
        return FALSE_BIT
    return FAULT_BIT if FAULT_BIT in bits else UNKNOWN_BIT


def exactly(count: int, bits: Sequence[int]) -> int:
    """PRECIES n."""
    return conjunction((at_least(count, bits), NEGATED[at_least(count + 1, bits)]))


# ---------------------------------------------------------------- rows

RowTest = Callable[..., bool | None]
RowBits = Callable[..., int]


def rows_of(rows: object) -> tuple[object, ...]:
    """The rows of a list; there are none in one that is absent."""
    return rows if isinstance(rows, tuple) else ()


def matching(count: int, rows: object, where: RowTest, *around: object) -> bool | None:
    """Whether so many rows meet a condition; None where it takes a closer look to tell."""
    found, doubt = 0, rows is FAULTY
    for row in rows_of(rows):
        holds = where(*around, row)
        if holds:
            found += 1
            if found >= count:
                return True
        elif holds is None:
            doubt = True
    return None if doubt else found >= count


def matching_exactly(count: int, rows: object, where: RowTest, *around: object) -> bool | None:
    found = [where(*around, row) for row in rows_of(rows)]
    return None if rows is FAULTY or None in found else found.count(True) == count


def failing(rows: object, where: RowTest, *around: object) -> bool | None:
    """Whether some row does not meet a condition; None where it takes a closer look to tell."""
    doubt = rows is FAULTY
    for row in rows_of(rows):
        holds = where(*around, row)
        if holds is False:
            return True
        if holds is None:
            doubt = True
    return None if doubt else False


GIVEN: Mapping[object, int] = {True: TRUE_BIT, False: FALSE_BIT, FAULTY: FAULT_BIT}
DENIED: Mapping[object, int] = {True: FALSE_BIT, False: TRUE_BIT, FAULTY: FAULT_BIT}
DENIED_THREE: Mapping[object, object] = {True: False, False: True, None: None}


def over_rows(
    quantity: Callable[[int, Sequence[int]], int], count: int, rows: object, where: RowBits, *around: object
) -> int:
    """The verdict over the rows of a list."""
    return FAULT_BIT if rows is FAULTY else quantity(count, [where(*around, row) for row in rows_of(rows)])


def at_all(count: int, bits: Sequence[int]) -> int:
    del count
    return conjunction(bits)


def collected(rows: object, where: RowBits | None, value: Callable[..., object] | None, *around: object) -> object:
    """The rows that meet a condition, or a value of each."""
    if rows is FAULTY:
        return FAULTY
    found: list[object] = []
    unknown = False
    for row in rows_of(rows):
        verdict = TRUE_BIT if where is None else where(*around, row)
        if verdict == FAULT_BIT:
            return FAULTY
        if verdict == UNKNOWN_BIT:
            unknown = True
        elif verdict == TRUE_BIT:
            found.append(row if value is None else value(*around, row))
    return COMPUTED if unknown else gathered(found)


# ---------------------------------------------------------------- before and after


def same(scalar: Scalar, facts: Facts, left: object, right: object) -> int:
    if right is FAULTY:
        return FAULT_BIT
    if right is COMPUTED:
        return UNKNOWN_BIT
    return TRUE_BIT if scalar(facts.environment, left, right) else FALSE_BIT


def was(scalar: Scalar, facts: Facts, name: str, wanted: object) -> int:
    """`WAS x`."""
    before = facts.before(name)
    return UNKNOWN_BIT if isinstance(before, NotKnown) else same(scalar, facts, before, wanted)


def changed(scalar: Scalar, facts: Facts, name: str, old: Sequence[object], new: Sequence[object]) -> int:
    """`IS GEWIJZIGD`, with what stands behind VAN and NAAR, if anything does."""
    before = facts.before(name)
    if isinstance(before, NotKnown):
        return UNKNOWN_BIT
    now = facts.at_event(name)
    bits = [NEGATED[same(scalar, facts, before, now)]]
    bits += [same(scalar, facts, before, wanted) for wanted in old]
    bits += [same(scalar, facts, now, wanted) for wanted in new]
    return conjunction(bits)

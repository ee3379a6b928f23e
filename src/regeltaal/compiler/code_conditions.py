"""Conditions as generated code: put together from tests, with the cheap and telling parts first.

The order does not change a verdict: a part that has not been asked could only have mattered if what was asked before
it had left the whole open. So where everything that was asked could be told, what it came to is the verdict.
"""

from collections.abc import Sequence
from typing import assert_never

from regeltaal.compiler import code_tests
from regeltaal.compiler.code_expressions import function_of_bits, plain, value
from regeltaal.compiler.code_names import DOUBT, Body, Direct, Piece, Unit, define_function
from regeltaal.compiler.code_support import NAMESPACE
from regeltaal.compiler.code_tests import Bits, Leaf
from regeltaal.program import tree

_WORTH_KEEPING = 20
"""A test that costs less is asked again rather than kept."""


def new_unit() -> Unit:
    """A unit without code. What it may use stands where Python looks for its builtins, so it has none of those."""
    return Unit({"__builtins__": NAMESPACE}, value, bits)


# ---------------------------------------------------------------- as a truth value


def holds(cond: tree.Cond, body: Body, *, sense: bool) -> Piece:
    """Code that is truthy where a condition is surely WAAR, or (``sense`` false) surely ONWAAR."""
    body.level += 1
    try:
        return _outlined(cond, body, sense=sense) if body.is_deep else _holds(cond, body, sense=sense)
    finally:
        body.level -= 1


def _holds(cond: tree.Cond, body: Body, *, sense: bool) -> Piece:
    match cond:
        case tree.All(parts=parts):
            return _joined(parts, body, sense=sense, every=sense)
        case tree.Any(parts=parts):
            return _joined(parts, body, sense=sense, every=not sense)
        case tree.Negation(part=part):
            return holds(part, body, sense=not sense)
        case tree.DefinedCond(body=inner):
            return _holds(inner, body, sense=sense)
        case tree.Quantified():
            return _of_three(_quantified(cond, body), body, sense=sense)
        case tree.Counted():
            return _of_bits(Bits(_counted(cond, body), 100 * len(cond.parts)), body, sense=sense)
        case tree.Test() | tree.IsTrue() | tree.Changed() | tree.Was():
            return _of_test(_test(cond, body), body, sense=sense)
        case _:
            assert_never(cond)


def _joined(parts: Sequence[tree.Cond], body: Body, *, sense: bool, every: bool) -> Piece:
    pieces = [holds(part, body, sense=sense) for part in parts]
    if not pieces:
        return Piece(str(every), certain=True, faults=False, cost=0, chance=1.0 if every else 0.0)
    if len(pieces) == 1:
        return pieces[0]
    pieces.sort(key=lambda piece: piece.cost / max(0.01, 1 - piece.chance if every else piece.chance))
    cost, reached = 0.0, 1.0
    for piece in pieces:
        cost += reached * piece.cost
        reached *= piece.chance if every else 1 - piece.chance
    text = f"({(' and ' if every else ' or ').join(piece.text for piece in pieces)})"
    certain = all(piece.certain for piece in pieces)
    faults = any(piece.faults for piece in pieces)
    return Piece(text, certain, faults, cost, reached if every else 1 - reached)


def _of_test(found: Leaf | Bits, body: Body, *, sense: bool) -> Piece:
    if isinstance(found, Bits):
        return _of_bits(found, body, sense=sense)
    chance = found.chance if sense else 1 - found.chance
    doubts = " or ".join(one for one in (found.faulty, found.unknown) if one is not None)
    direct = _direct(found, doubts)
    text = direct.when_true if sense else direct.when_false
    if body.shares and found.cost > _WORTH_KEEPING:
        text = body.test_once(
            f"(None if {doubts} else {found.test})" if doubts else f"({found.test})", direct, sense=sense
        )
    return Piece(text, direct.certain, found.faulty is not None, found.cost + 10 * bool(doubts), chance)


def _direct(found: Leaf, doubts: str) -> Direct:
    if not doubts:
        return Direct(f"({found.test})", f"(not ({found.test}))", certain=True)
    return Direct(
        f"({DOUBT} if {doubts} else {found.test})", f"({DOUBT} if {doubts} else not ({found.test}))", certain=False
    )


def _of_bits(found: Bits, body: Body, *, sense: bool) -> Piece:
    wanted, other = (8, 1) if sense else (1, 8)
    name = body.temp()
    text = f"(({name} := {found.text}) == {wanted} or ({name} != {other} and {DOUBT}))"
    return Piece(text, certain=False, faults=True, cost=found.cost, chance=0.5)


def _of_three(text: str, body: Body, *, sense: bool) -> Piece:
    """Of code that gives true, false, or None where it takes a closer look."""
    name = body.temp()
    code = f"(({name} := {text}) is {sense} or ({name} is None and {DOUBT}))"
    return Piece(code, certain=False, faults=True, cost=1000, chance=0.5)


def _outlined(cond: tree.Cond, body: Body, *, sense: bool) -> Piece:
    return _of_three(f"{_function_of_three(cond, body, body.slots)}({body.arguments()})", body, sense=sense)


def _function_of_three(cond: tree.Cond, body: Body, slots: tuple[int, ...]) -> str:
    inner = Body(body.unit, slots)
    name = body.unit.function_name()
    piece = holds(cond, inner, sense=True)
    define_function(inner, name, three_valued(piece))
    return name


def three_valued(piece: Piece) -> list[str]:
    """True, false, or None where something could not be told."""
    if piece.certain:
        return [f"return True if {piece.text} else False"]
    return ["u = False", f"return True if {piece.text} else None if u else False"]


def _test(cond: tree.Test | tree.IsTrue | tree.Changed | tree.Was, body: Body) -> Leaf | Bits:
    body.new_leaf()
    match cond:
        case tree.Test():
            return code_tests.test(cond, body)
        case tree.IsTrue():
            return code_tests.is_true(cond, body)
        case tree.Changed():
            return code_tests.changed(cond, body)
        case tree.Was():
            return code_tests.was(cond, body)
        case _:
            assert_never(cond)


# ---------------------------------------------------------------- rows


def _quantified(cond: tree.Quantified, body: Body) -> str:
    """Whether it holds; None where it takes a closer look."""
    rows = plain(value(cond.items, body))
    where = _function_of_three(cond.where, body, (*body.slots, cond.variable.slot))
    given = f"{rows}, {where}, {body.arguments()}"
    match cond.quantity:
        case tree.Quantity.EVERY:
            return f"DENIED_THREE[failing({given})]"
        case tree.Quantity.NONE:
            return f"DENIED_THREE[matching(1, {given})]"
        case tree.Quantity.AT_LEAST:
            return f"matching({cond.count:d}, {given})"
        case tree.Quantity.EXACTLY:
            return f"matching_exactly({cond.count:d}, {given})"


def _quantified_bits(cond: tree.Quantified, body: Body) -> str:
    rows = plain(value(cond.items, body))
    where = function_of_bits(cond.where, body, (*body.slots, cond.variable.slot))
    given = f"{rows}, {where}, {body.arguments()}"
    match cond.quantity:
        case tree.Quantity.EVERY:
            return f"over_rows(at_all, 0, {given})"
        case tree.Quantity.NONE:
            return f"over_rows(exactly, 0, {given})"
        case tree.Quantity.AT_LEAST:
            return f"over_rows(at_least, {cond.count:d}, {given})"
        case tree.Quantity.EXACTLY:
            return f"over_rows(exactly, {cond.count:d}, {given})"


# ---------------------------------------------------------------- as a verdict


def bits(cond: tree.Cond, body: Body) -> str:
    """Code that gives the verdict of a condition as a bit, by the tree as written."""
    body.level += 1
    try:
        return _outlined_bits(cond, body) if body.is_deep else _bits(cond, body)
    finally:
        body.level -= 1


def _bits(cond: tree.Cond, body: Body) -> str:
    match cond:
        case tree.All(parts=parts):
            return f"conjunction({_each(parts, body)})"
        case tree.Any(parts=parts):
            return f"disjunction({_each(parts, body)})"
        case tree.Negation(part=part):
            return f"NEGATED[{bits(part, body)}]"
        case tree.DefinedCond(body=inner):
            return _bits(inner, body)
        case tree.Quantified():
            return _quantified_bits(cond, body)
        case tree.Counted():
            return _counted(cond, body)
        case tree.Test() | tree.IsTrue() | tree.Changed() | tree.Was():
            return _test_bits(_test(cond, body))
        case _:
            assert_never(cond)


def _test_bits(found: Leaf | Bits) -> str:
    if isinstance(found, Bits):
        return found.text
    text = f"8 if {found.test} else 1"
    text = text if found.unknown is None else f"4 if {found.unknown} else {text}"
    text = text if found.faulty is None else f"2 if {found.faulty} else {text}"
    return f"({text})"


def _each(parts: Sequence[tree.Cond], body: Body) -> str:
    return f"({''.join(f'{bits(part, body)}, ' for part in parts)})"


def _counted(cond: tree.Counted, body: Body) -> str:
    return f"{'exactly' if cond.exact else 'at_least'}({cond.count:d}, {_each(cond.parts, body)})"


def _outlined_bits(cond: tree.Cond, body: Body) -> str:
    return f"{function_of_bits(cond, body, body.slots)}({body.arguments()})"

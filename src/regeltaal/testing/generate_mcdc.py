"""Which leaves of a condition decide its outcome in a world: masking MC/DC, with ONBEKEND as a third outcome.

A leaf is *shown* by a world when another outcome of that leaf alone would give the whole condition another outcome. It
is covered when one world shows it WAAR and another shows it ONWAAR, and the whole condition comes out differently.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from regeltaal.base.node import Node
from regeltaal.evaluate.verdict import Truth, Verdict, at_least, conjunction, disjunction, exactly, negation
from regeltaal.program import tree

Numbers = tuple[int, ...]
"""A leaf by the numbers of the parts on the way to it."""
Outward = Callable[[Truth], Truth]
"""What the whole condition would be, were this part something else."""


class Showing(Node):
    """A leaf whose outcome decides that of the whole condition."""

    leaf: Numbers
    truth: Truth
    whole: Truth


def shown(found: Verdict) -> frozenset[Showing]:
    """The leaves that decide a verdict."""
    return frozenset(_shown(found, (), lambda truth: truth, found.truth))


def _shown(found: Verdict, numbers: Numbers, outward: Outward, whole: Truth) -> Iterator[Showing]:
    match found.cond:
        case tree.Test() | tree.IsTrue() | tree.Changed() | tree.Was():
            if _decides(found.truth, outward, whole):
                yield Showing(numbers, found.truth, whole)
        case tree.Quantified():
            for at, row in enumerate(found.parts):
                yield from _shown(row.parts[0], (*numbers, 0), _through(found, at, outward), whole)
        case _:
            for at, part in enumerate(found.parts):
                yield from _shown(part, (*numbers, at), _through(found, at, outward), whole)


def _decides(truth: Truth, outward: Outward, whole: Truth) -> bool:
    if truth is Truth.UNKNOWN:
        return whole is Truth.UNKNOWN and any(outward(one) is not whole for one in (Truth.TRUE, Truth.FALSE))
    return truth is not Truth.FAULT and outward(negation(truth)) is not whole


def _through(found: Verdict, at: int, outward: Outward) -> Outward:
    """What becomes of the whole when a part of this one is something else."""
    truths = [part.truth for part in found.parts]

    def instead(truth: Truth) -> Truth:
        return outward(combined(found.cond, [*truths[:at], truth, *truths[at + 1 :]]))

    return instead


def combined(cond: tree.Cond, truths: Sequence[Truth]) -> Truth:
    """The outcome of a composed condition, from those of its parts or rows."""
    match cond:
        case tree.All():
            return conjunction(truths)
        case tree.Any():
            return disjunction(truths)
        case tree.Negation():
            return negation(truths[0])
        case tree.Counted(count=count, exact=exact):
            return exactly(count, truths) if exact else at_least(count, truths)
        case tree.Quantified(quantity=tree.Quantity.EVERY):
            return conjunction(truths)
        case tree.Quantified(quantity=tree.Quantity.NONE):
            return exactly(0, truths)
        case tree.Quantified(quantity=tree.Quantity.AT_LEAST, count=count):
            return at_least(count, truths)
        case tree.Quantified(count=count):
            return exactly(count, truths)
        case _:
            return truths[0]


def covered(showings: Iterable[Showing]) -> frozenset[Numbers]:
    """The leaves of which both outcomes were shown, each with another outcome of the whole."""
    true: dict[Numbers, set[Truth]] = {}
    false: dict[Numbers, set[Truth]] = {}
    for one in showings:
        if one.truth in (Truth.TRUE, Truth.FALSE):
            (true if one.truth is Truth.TRUE else false).setdefault(one.leaf, set()).add(one.whole)
    return frozenset(
        leaf for leaf, wholes in true.items() if any(one != other for one in wholes for other in false.get(leaf, ()))
    )


def unknown(showings: Iterable[Showing]) -> frozenset[Numbers]:
    """The leaves that by being ONBEKEND made the whole ONBEKEND."""
    return frozenset(one.leaf for one in showings if one.truth is Truth.UNKNOWN)

"""Whether a search tried every value that matters, so that something follows from its finding nothing."""

from collections.abc import Sequence

from regeltaal.evaluate.verdict import Truth
from regeltaal.program import tree
from regeltaal.program.walk import nodes
from regeltaal.testing.generate_aims import Aim, is_constant
from regeltaal.testing.generate_facts import Imagined
from regeltaal.testing.generate_parts import Goal
from regeltaal.testing.generate_places import leaves, place_of
from regeltaal.testing.generate_solve import Solver, Work
from regeltaal.values.operator import WhenEmpty
from regeltaal.values.relation import Relation

_WORK = 1_000
_PLAIN = (
    Relation.SAME, Relation.DIFFERS, Relation.MEMBER, Relation.LESS, Relation.LESS_EQUAL, Relation.GREATER,
    Relation.GREATER_EQUAL, Relation.BETWEEN, Relation.FROM_UNTIL, Relation.IS_EMPTY, Relation.IS_FILLED,
)  # fmt: skip


def is_plain(cond: tree.Cond) -> bool:
    """Whether a condition is made of fields beside what is known, with nothing computed."""
    if any(isinstance(one, tree.Quantified | tree.Changed | tree.Was) for one in nodes(cond)):
        return False
    return all(is_constant(way.leaf) or _is_plain_leaf(way.leaf) for way in leaves(cond))


def _is_plain_leaf(leaf: tree.Cond) -> bool:
    if isinstance(leaf, tree.IsTrue):
        return place_of(leaf.value, {}) is not None
    if not isinstance(leaf, tree.Test) or leaf.overload.relation not in _PLAIN or leaf.exact:
        return False
    subject, *others = leaf.operands
    return place_of(subject, {}) is not None and all(isinstance(one, tree.Const) for one in others)


def can_not_decide(aim: Aim, starts: Sequence[Imagined], solver: Solver) -> bool:
    """Whether what stands beside a leaf by itself keeps it from deciding, whatever else there is.

    Only parts that are WAAR or ONWAAR of any record are asked, and those of which every value can be tried.
    """
    goals = [Goal(aim.way.leaf, aim.truth)] if _is_plain_leaf(aim.way.leaf) else []
    for step in aim.way.steps:
        match step.cond:
            case tree.All(parts=parts) | tree.Any(parts=parts):
                neutral = Truth.TRUE if isinstance(step.cond, tree.All) else Truth.FALSE
                beside = (one for at, one in enumerate(parts) if at != step.part and _is_two_valued(one))
                goals += [Goal(one, neutral) for one in beside]
            case tree.Negation() | tree.DefinedCond():
                pass
            case _:
                return False
    for start in starts:
        work = solver.work = Work(_WORK)
        if next(solver.worlds(tuple(goals), start), None) is not None or work.cut:
            return False
    return True


def _is_two_valued(cond: tree.Cond) -> bool:
    """Whether a condition is made of leaves that are never ONBEKEND, and that every value can be tried of."""
    if any(isinstance(one, tree.Quantified | tree.Changed | tree.Was) for one in nodes(cond)):
        return False
    return all(is_constant(way.leaf) or _is_two_valued_leaf(way.leaf) for way in leaves(cond))


def _is_two_valued_leaf(leaf: tree.Cond) -> bool:
    decides = not isinstance(leaf, tree.Test) or leaf.overload.when_empty is not WhenEmpty.UNKNOWN
    return decides and _is_plain_leaf(leaf)

"""The closer look: the verdict of a condition by the tree as written, where a quick one could not tell."""

from collections.abc import Callable
from typing import cast

from regeltaal.compiler.case import Decide, Fields
from regeltaal.compiler.code_conditions import bits, new_unit
from regeltaal.compiler.code_names import Body, define_function
from regeltaal.compiler.code_size import is_too_large
from regeltaal.compiler.code_verdicts import TRUTHS
from regeltaal.compiler.reference import by_reference
from regeltaal.evaluate.facts import Facts
from regeltaal.evaluate.verdict import Truth
from regeltaal.program import tree


def deferred(make: Callable[[tree.Cond], Decide], cond: tree.Cond) -> Decide:
    """What is made of a condition, made when it is first asked."""
    made: list[Decide] = []

    def decide(own: Fields, facts: Facts) -> Truth:
        if not made:
            made.append(make(cond))
        return made[0](own, facts)

    return decide


def deferred_closer(cond: tree.Cond) -> Decide:
    return deferred(closer, cond)


def closer(cond: tree.Cond) -> Decide:
    """The verdict of a condition by the tree as written: every part is asked."""
    if is_too_large(cond):
        return by_reference(cond)
    unit = new_unit()
    unit.namespace["TRUTHS"] = TRUTHS
    body = Body(unit)
    define_function(body, "decide", [f"return TRUTHS[{bits(cond, body)}]"])
    return cast("Decide", unit.load()["decide"])

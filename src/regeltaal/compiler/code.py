"""Conditions as Python code that is made once: the verdicts of the reference, without its explanations.

A condition is asked in two goes. The first only tells WAAR from the rest, stopping at the first part that decides; if
nothing on its way was ONBEKEND or FOUT, what is not WAAR is ONWAAR. Otherwise the second goes by the tree as written.
It is made when it is first needed.
"""

from collections.abc import Sequence
from typing import cast

from regeltaal.compiler.case import Case, Decide, Decider
from regeltaal.compiler.code_closer import deferred_closer
from regeltaal.compiler.code_conditions import holds, new_unit
from regeltaal.compiler.code_names import Body, define_function
from regeltaal.compiler.code_size import is_too_large
from regeltaal.compiler.code_together import Together
from regeltaal.compiler.reference import by_reference
from regeltaal.evaluate.verdict import Truth
from regeltaal.program import tree


def compiled(cond: tree.Cond) -> Decide:
    """A condition as generated code; one of a size that no author writes is left to the reference."""
    if is_too_large(cond):
        return by_reference(cond)
    unit = new_unit()
    unit.namespace |= {"TRUE": Truth.TRUE, "FALSE": Truth.FALSE, "closer": deferred_closer(cond)}
    body = Body(unit)
    piece = holds(cond, body, sense=True)
    if piece.certain:
        lines = [f"return TRUE if {piece.text} else FALSE"]
    else:
        lines = ["u = False", f"return TRUE if {piece.text} else closer(own, facts) if u else FALSE"]
    define_function(body, "decide", lines)
    return cast("Decide", unit.load()["decide"])


def together(cases: Sequence[Case]) -> Decider:
    """A small set of cases as one function, in which they share what they read and test."""
    return Together(cases)

"""VAN and NAAR of a rule's triggers as generated code."""

from collections.abc import Sequence

from regeltaal.compiler.code_expressions import plain, value
from regeltaal.compiler.code_names import Body
from regeltaal.compiler.code_relations import Asked, constant, question
from regeltaal.program import tree
from regeltaal.program.tree import OnEvent
from regeltaal.values.operator import Overload


def fitting(triggers: Sequence[OnEvent], body: Body) -> str | None:
    """Code that tells whether one of the triggers fits; None where nothing is asked."""
    asked = [_fitting(trigger, body) for trigger in triggers]
    if not all(asked):
        return None
    return " or ".join(f"({' and '.join(one)})" for one in asked) or None


def _fitting(trigger: OnEvent, body: Body) -> list[str]:
    follows, equals = trigger.event.follows, trigger.equals
    if follows is None or equals is None:
        return []
    found: list[str] = []
    if trigger.old is not None:
        before = body.once(f"facts.before({body.bind(follows)})")
        found += [f"not isinstance({before}, NotKnown)", _is(equals, before, trigger.old, body)]
    if trigger.new is not None:
        found.append(_is(equals, body.once(f"facts.at_event({body.bind(follows)})"), trigger.new, body))
    return found


def _is(equals: Overload, found: str, wanted: tree.Expr, body: Body) -> str:
    """Whether a field is the same as what stands behind VAN or NAAR: not where that can't be told."""
    body.new_leaf()
    code = value(wanted, body)
    if code.constant:
        asked = question(equals, (_field(found, wanted, body), constant(code, wanted.type)), body, exact=False)
        if asked is not None:
            return f"({asked.text})"
    return f"same({body.bind(equals.scalar)}, facts, {found}, {plain(code)}) == 8"


def _field(found: str, wanted: tree.Expr, body: Body) -> Asked:
    name = body.temp()
    return Asked(
        f"({name} := {found})", name, found, is_local=False, none=True, type=wanted.type, constant=False, value=None
    )

"""What a generated test is called: the rule, its outcome, and what decides it here."""

from regeltaal.evaluate.reading import label
from regeltaal.evaluate.verdict import Truth
from regeltaal.program import tree
from regeltaal.testing.generate_aims import Aim
from regeltaal.testing.generate_objectives import Choice, instances
from regeltaal.values import common
from regeltaal.values.show import as_literal
from regeltaal.values.value import Empty, Fault

_LONGEST_NAME = 100


def name_of(choice: Choice, rule: tree.Rule) -> str:
    """`<rule>: onwaar, valuta is USD`: what the test is about, as one reads it in a list."""
    outcome = choice.verdict.truth.value
    row = f" rij {rule.id.row}" if rule.id.row is not None else ""
    about = None if choice.aim is None else _about(choice.aim, choice)
    told = f"{rule.id.name}{row}: {outcome}{'' if about is None else f', {about}'}"
    return told if len(told) <= _LONGEST_NAME else f"{told[:_LONGEST_NAME].rstrip()}…"


def _about(aim: Aim, choice: Choice) -> str | None:
    """What the leaf that decides is about, and what that is here."""
    leaf = aim.way.leaf
    if aim.rows is not None:
        items = next(one.cond.items for one in reversed(aim.way.steps) if isinstance(one.cond, tree.Quantified))
        return f"{label(items.span)} {'met twee rijen' if aim.rows else 'is leeg'}"
    match leaf:
        case tree.Test(operands=operands):
            at = next((at for at, one in enumerate(operands) if not isinstance(one, tree.Const)), 0)
            return f"{label(operands[at].span)} {_value_of(at, aim, choice)}".replace('"', "")
        case tree.IsTrue(value=value):
            return f"{label(value.span)} {_value_of(0, aim, choice)}"
        case tree.Changed():
            return f"{leaf.subject.label} {'is gewijzigd' if aim.truth is Truth.TRUE else 'is niet gewijzigd'}"
        case tree.Was():
            return f"vorige {leaf.subject.label}"


def _value_of(at: int, aim: Aim, choice: Choice) -> str:
    found = next(instances(choice.verdict, aim.way.numbers), None)
    outcome = None if found is None or at >= len(found.operands) else found.operands[at].outcome
    leaf = aim.way.leaf
    type_ = leaf.operands[at].type if isinstance(leaf, tree.Test) else common.YES_NO
    match outcome:
        case None | Empty() | Fault() | ():
            return "is leeg"
        case tuple():
            return "is gevuld"
        case _:
            shown = as_literal(outcome, type_)
            return f"is {shown}"

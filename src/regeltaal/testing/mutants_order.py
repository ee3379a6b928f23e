"""PRIORITEIT moved past another rule, where which of the two goes first makes a difference.

It does where both write one field, where the first action of a phase decides, and where one of them stops or ends what
comes after it.
"""

from collections.abc import Callable, Sequence

from regeltaal.base.diagnostic import Edit
from regeltaal.base.source import Span
from regeltaal.base.text import Text
from regeltaal.program import tree as program
from regeltaal.program.walk import actions, performs
from regeltaal.runtime.schedules import trigger_key
from regeltaal.schema.model import Match, Schema, key_of
from regeltaal.syntax import tree
from regeltaal.testing.mutants_edits import Change, Changes, Kind

Meet = Callable[[program.Rule, program.Rule], bool]
"""Whether two rules can both lead to something at one event."""


def moved(node: tree.Rule, rule: program.Rule, rules: Sequence[program.Rule], schema: Schema, meet: Meet) -> Changes:
    """The rule behind the next one, in order of execution, that it should come before."""
    later = sorted((one for one in rules if one.order > rule.order), key=lambda one: one.order)
    other = next((one for one in later if order_matters(rule, one, schema) and meet(rule, one)), None)
    if other is None or _is_one_text(rule, other):
        return
    priority, name = other.priority + 1, other.id.name
    text = Text(
        nl=f"`PRIORITEIT` werd {priority}, zodat de regel na «{name}» komt",
        en=f"`PRIORITEIT` became {priority}, so that the rule comes after «{name}»",
    )
    yield Change(Kind.PRIORITY, _place(node), (_edit(node, priority),), text)


def _is_one_text(left: program.Rule, right: program.Rule) -> bool:
    """Rows of one table: they move together."""
    return (left.path, left.place) == (right.path, right.place)


def _place(node: tree.Rule) -> Span:
    found = next((meta for meta in node.metas if isinstance(meta, tree.Priority)), None)
    return node.name.span if found is None else found.value.span


def _edit(node: tree.Rule, priority: int) -> Edit:
    place = _place(node)
    if any(isinstance(meta, tree.Priority) for meta in node.metas):
        return Edit(place, str(priority))
    return Edit(Span(place.source, place.end, place.end), f"\n  PRIORITEIT {priority}")


def order_matters(left: program.Rule, right: program.Rule, schema: Schema) -> bool:
    """Whether two rules can meet in a phase of one event, and one then depends on going first."""
    if key_of(left.phase) != key_of(right.phase) or not _events(left) & _events(right) or left.object != right.object:
        return False
    if left.id.administration not in (None, right.id.administration) and right.id.administration is not None:
        return False
    match = next((one.match for one in schema.phases_of(left.object) if key_of(one.name) == key_of(left.phase)), None)
    decides = match is Match.FIRST and _has_phase(left) and _has_phase(right)
    return decides or bool(_written(left) & _written(right)) or _ends(left) or _ends(right)


def _events(rule: program.Rule) -> frozenset[str]:
    return frozenset(map(trigger_key, rule.triggers))


def _has_phase(rule: program.Rule) -> bool:
    return any(one.action.phase is not None for one in performs(rule))


def _written(rule: program.Rule) -> frozenset[str]:
    return frozenset(key_of(one.label) for one in actions(rule) if isinstance(one, program.SetField))


def _ends(rule: program.Rule) -> bool:
    """Whether it may keep later rules from being reached."""
    stops = any(isinstance(one, program.StopRules) for one in actions(rule))
    return stops or any(one.action.ends is not None for one in performs(rule))

"""The fields that a rule shows although they are certain to be empty there, and why they are."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from regeltaal.base.node import Node
from regeltaal.base.text import Text
from regeltaal.check.emptiness import NOTHING, Key, key, unknown_because
from regeltaal.lint.alike import do_the_same
from regeltaal.lint.certain import Empty, is_empty, may_write, told_empty
from regeltaal.lint.shown import ShownField, shown_by
from regeltaal.lint.view import FileView
from regeltaal.program import tree as out
from regeltaal.program.walk import nodes
from regeltaal.schema.model import Action, Field, Parameter, Schema
from regeltaal.syntax import tree

BY_CONDITION = Text(nl="de voorwaarde zegt dat", en="the condition says so")
BY_UNKNOWN = Text(
    nl="daarom is niet bekend of de voorwaarde waar is", en="that is why it is not known whether the condition is true"
)
BY_TRIGGER = Text(nl="anders gaat deze regel niet af", en="otherwise this rule does not start")
BY_LOOP = Text(nl="WAARVOOR zegt dat", en="WAARVOOR says so")
BY_ACTION = Text(nl="deze regel heeft het net leeggemaakt", en="this rule has just emptied it")
BY_MAKER = Text(nl="de actie die het maakte, liet het leeg", en="the action that made it left it empty")

_IN_ANOTHER_WAY = ("zonder", "anders", "leeg", "vanzelf", "volgt", "automatisch", "standaard")
"""What the domain says of a parameter that need not be given to get a value."""
Known = Mapping[Key, Text]
"""What is empty, and why."""


class EmptyShown(Node):
    """A field that is shown and empty."""

    shown: ShownField
    why: Text


@lru_cache(maxsize=1)
def empty_shown(view: FileView) -> Sequence[EmptyShown]:
    return [one for rule in view.rules for made in rule.made for one in _of_rule(made, rule.node, view.schema)]


def _of_rule(rule: out.Rule, node: tree.Rule, schema: Schema) -> Iterator[EmptyShown]:
    started = _by_triggers(rule)
    yield from _in(rule.then, _known(started, told_empty(rule.condition, holds=True), BY_CONDITION), schema)
    if rule.otherwise is not None and not do_the_same(node.then, node.otherwise or ()):
        otherwise = told_empty(rule.condition, holds=False)
        yield from _in(rule.otherwise, _known(started, otherwise, BY_CONDITION), schema)
    if rule.on_unknown is not None:
        yield from _in(rule.on_unknown, _known(started, _by_unknown(rule.condition), BY_UNKNOWN), schema)


def _known(started: Empty, told: Empty, why: Text) -> Known:
    return dict.fromkeys(started, BY_TRIGGER) | dict.fromkeys(told, why) if started or told else {}


def _by_triggers(rule: out.Rule) -> Empty:
    """What is empty whichever trigger started the rule."""
    asked = [one.where if isinstance(one, out.OnClock) else one.as_long_as for one in rule.triggers]
    each = [told_empty(one, holds=True) for one in asked if one is not None]
    return frozenset.intersection(*each) if each and len(each) == len(asked) else frozenset()


def _by_unknown(cond: out.Cond) -> Empty:
    """The one field that can make the condition ONBEKEND."""
    labels = unknown_because(cond, NOTHING)
    if len(labels) != 1 or any(map(_asks_before, nodes(cond))):
        return frozenset()
    reads = (one for one in nodes(cond) if isinstance(one, out.Read) and one.label == labels[0])
    found = {known for one in reads if (known := key(one)) is not None and known[0] is out.RootKind.RECORD}
    return frozenset(found)


def _asks_before(part: Node) -> bool:
    """Whether it may be unknown as well what was before the event."""
    return isinstance(part, out.Changed | out.Was) or (isinstance(part, out.Read) and part.previous)


# ---------------------------------------------------------------- along the actions


def _in(branch: Sequence[out.Action], known: Known, schema: Schema) -> Iterator[EmptyShown]:
    for action in branch:
        if known:
            yield from _shown(action, known)
        if isinstance(action, out.Loop):
            inside = {} if action.where is None else dict.fromkeys(told_empty(action.where, holds=True), BY_LOOP)
            yield from _in(action.body, {**known, **inside}, schema)
        known = _behind(action, known, schema)


def _shown(action: out.Action, known: Known) -> Iterator[EmptyShown]:
    empty = frozenset(known)
    for one in shown_by(action):
        if is_empty(one.value, empty):
            yield EmptyShown(one, known[_cause(one.value, empty)])


def _cause(expr: out.Expr, empty: Empty) -> Key:
    while isinstance(expr, out.Read) and (found := key(expr)) not in empty:
        expr = expr.target
    found = key(expr)
    assert found is not None  # noqa: S101 - ``is_empty`` has seen one
    return found


def _behind(action: out.Action, known: Known, schema: Schema) -> Known:
    """What is known to be empty once an action is done."""
    if isinstance(action, out.Loop):
        for one in action.body:
            known = _behind(one, known, schema)
        return known
    if may_write(action):
        known = {one: why for one, why in known.items() if why is BY_MAKER}
    match action:
        case out.SetField() if (owner := key(action.owner)) is not None:
            written = (*owner, action.field.name, False)
            rest = {one: why for one, why in known.items() if one[: len(written)] != written}
            return rest | {written: BY_ACTION} if _is_nothing(action.value) else rest
        case out.Perform(result=out.Variable(slot=slot), action=declared):
            return {**known, **{(slot, one, False): BY_MAKER for one in _left_empty(action, declared, schema)}}
        case _:
            return known


def _left_empty(action: out.Perform, declared: Action, schema: Schema) -> Iterator[str]:
    """The fields of what an action makes that stay empty: emptied by the rule, or of a parameter that it leaves out.

    Of the latter only what the domain tells plainly: some parameters get a value in another way.
    """
    arguments = dict(action.arguments)
    made = None if declared.gives is None else schema.object(declared.gives)
    for name, parameter in declared.parameters.items() if made is not None else ():
        if name in action.cleared or (name in arguments and _is_nothing(arguments[name])):
            yield parameter.name
        elif name not in arguments and not parameter.from_field and made is not None:
            field = made.field(name)
            if field is not None and field.type == parameter.type and _tells_plainly(parameter, field):
                yield field.name


def _tells_plainly(parameter: Parameter, field: Field) -> bool:
    told = f"{parameter.doc} {field.doc}".lower()
    return bool(parameter.doc and field.doc) and not any(word in told for word in _IN_ANOTHER_WAY)


def _is_nothing(value: out.Expr) -> bool:
    return isinstance(value, out.Const) and value.value is None

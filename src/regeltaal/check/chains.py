"""From rule to event to rule: what rules bring about and wait for, as a graph.

A node is a rule, or an event with the administration in which it happens and the value that its field got: ``ANY`` for
“whatever that is”, ``UNKNOWN`` for what is only known later. So a rule that sets `status = "Compleet"` does not start
one that waits for `NAAR "Ingepland"`, and one that moves a document does not start a rule of its own administration.

A rule whose action is not done in the administration that it names (`NIET ALS parameter.doeladministratie =
administratie`) is a node of its own for that action, which waits for events elsewhere.
"""

from collections.abc import Hashable, Iterable, Iterator, Sequence

from attrs import frozen

from regeltaal.check import exclusion
from regeltaal.check.emptiness import operator_key
from regeltaal.check.phases import performs
from regeltaal.program import tree as out
from regeltaal.schema.model import ADMINISTRATION, Schema, key_of
from regeltaal.values.types import ObjectType

_RULE = "REGEL"
ANY, UNKNOWN = "any", "unknown"
Node = tuple[str, Hashable]
Happening = tuple[Hashable, Hashable]
"""The administration and the value of an event."""
Graph = dict[Node, list[Node]]


@frozen
class Elsewhere:
    """Any administration but one."""

    than: str


def node(rule: out.Rule) -> Node:
    return (_RULE, rule.id)


@frozen
class Chains:
    """The graph, and which rule (by its place in the row) its nodes of rules are of."""

    graph: Graph
    position: dict[Node, int]


def chains(rules: Sequence[out.Rule], schema: Schema) -> Chains:
    graph: Graph = {}
    position = {node(rule): at for at, rule in enumerate(rules)}
    happenings: dict[str, dict[Happening, None]] = {}
    for at, rule in enumerate(rules):
        moves: dict[Node, str] = {}
        for raised in _raised(rule, schema):
            start = node(rule)
            if raised.not_in is not None:
                start = (_RULE, (rule.id, raised.not_in))
                moves[start], position[start] = raised.not_in, at
            graph.setdefault(start, []).append((raised.event, raised.happening))
            happenings.setdefault(raised.event, {})[raised.happening] = None
        for start, refused in ((node(rule), None), *moves.items()):
            for event, happening in _awaited(rule, refused):
                graph.setdefault((event, happening), []).append(start)
                happenings.setdefault(event, {})[happening] = None
    for event, known in happenings.items():
        for one, other in dict.fromkeys(_steps(known)):
            graph.setdefault((event, one), []).append((event, other))
    return Chains(graph, position)


# ---------------------------------------------------------------- from less known to whatever


def _steps(known: Iterable[Happening]) -> Iterator[tuple[Happening, Happening]]:
    """From what is less known of an event to what it may be, and from there to “whatever that is”."""
    places = dict.fromkeys([UNKNOWN, *(place for place, _ in known), ANY])
    elsewhere = [place for place in places if isinstance(place, Elsewhere)]
    for place, value in known:
        for one in dict.fromkeys([UNKNOWN, place, ANY]):
            yield from (((one, before), (one, behind)) for before, behind in _widening(value))
        for one in dict.fromkeys([UNKNOWN, value, ANY]):
            yield from (((before, one), (behind, one)) for before, behind in _widening(place))
            yield from (((place, one), (other, one)) for other in elsewhere if _is_there(place, other))


def _widening(known: Hashable) -> Iterator[tuple[Hashable, Hashable]]:
    yield UNKNOWN, ANY
    if known not in (UNKNOWN, ANY):
        yield UNKNOWN, known
        yield known, ANY


def _is_there(place: Hashable, other: Elsewhere) -> bool:
    return isinstance(place, str) and place not in (UNKNOWN, ANY, other.than)


# ---------------------------------------------------------------- what a rule brings about


@frozen
class _Raised:
    """An event that a rule brings about; ``not_in``: not by what it does in that administration."""

    event: str
    happening: Happening
    not_in: str | None = None


def _raised(rule: out.Rule, schema: Schema) -> Iterator[_Raised]:
    for branch in (rule.then, rule.otherwise or (), rule.on_unknown or ()):
        for write in _writes(branch):
            owner = schema.object(str(write.owner.type))
            for event in schema.events_following(owner.name, write.field.name) if owner else ():
                value = write.value
                known = exclusion.comparable(value.value) if isinstance(value, out.Const) else UNKNOWN
                yield from (_Raised(key_of(event.name), (place, known)) for place in _own_places(rule))
        for action in performs(branch):
            yield from _by_action(action, rule)


def _by_action(action: out.Perform, rule: out.Rule) -> Iterator[_Raised]:
    """The events of an action, which happen in the administration that it names, else in that of the rule."""
    parameters, given = action.action.parameters, dict(action.arguments)
    key = next((one for one, declared in parameters.items() if declared.type == ObjectType(ADMINISTRATION)), None)
    named = None if key is None else given.get(key)
    for event in map(key_of, action.action.raises):
        if key is None or named is None:
            yield from (_Raised(event, (place, UNKNOWN)) for place in _own_places(rule))
        elif isinstance(named, out.Const) and isinstance(named.value, str):
            place = named.value.casefold()
            yield _Raised(event, (place, UNKNOWN), place if _refuses_own(action, key) else None)
        else:
            yield _Raised(event, (UNKNOWN, UNKNOWN))


def _refuses_own(action: out.Perform, key: str) -> bool:
    """Whether the action is not done where the administration that it names is the one in which it runs."""
    return any(_compares_own(one.cond, key) for one in action.preconditions if one.forbids)


def _compares_own(condition: out.Cond, key: str) -> bool:
    match condition:
        case out.Test(negated=False, operands=(out.NamedRead(key=named), out.Root(kind=out.RootKind.ADMINISTRATION))):
            return named == key and operator_key(condition) == "equals"
        case _:
            return False


def _writes(actions: Sequence[out.Action]) -> Iterator[out.SetField]:
    for action in actions:
        match action:
            case out.SetField():
                yield action
            case out.Loop(body=body):
                yield from _writes(body)
            case _:
                pass


# ---------------------------------------------------------------- what a rule waits for


def _awaited(rule: out.Rule, refused: str | None) -> Iterator[tuple[str, Happening]]:
    """The events that start a rule: where, and with the values of the followed field for which it can run."""
    places = [_but(place, refused) for place in _places(rule) if place != refused]
    for event, value in _awaited_values(rule):
        yield from ((event, (place, value)) for place in places)


def _but(place: Hashable, refused: str | None) -> Hashable:
    return Elsewhere(refused) if place is ANY and refused is not None else place


def _awaited_values(rule: out.Rule) -> Iterator[tuple[str, Hashable]]:
    allowed = exclusion.allowed(rule)
    for trigger in rule.triggers:
        if not isinstance(trigger, out.OnEvent):
            continue
        name = key_of(trigger.event.name)
        followed = exclusion.followed_field(trigger.event.follows)
        if isinstance(trigger.new, out.Const):
            yield name, exclusion.comparable(trigger.new.value)
        elif followed in allowed:
            yield from ((name, value) for value in allowed[followed])
        else:
            yield name, ANY


def _places(rule: out.Rule) -> list[Hashable]:
    """The administrations that a rule is for, where that is plain; else ``ANY``."""
    if rule.id.administration is not None:
        return [rule.id.administration.casefold()]
    chosen = rule.selection
    named = chosen.names and not (chosen.everyone or chosen.tags)
    return [name.casefold() for name in sorted(chosen.names)] if named else [ANY]


def _own_places(rule: out.Rule) -> list[Hashable]:
    return [UNKNOWN if place is ANY else place for place in _places(rule)]

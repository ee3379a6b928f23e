"""What a rule brings about and what it waits for: events, with where they happen and the value that their field gets.

A place is an administration, a value is one as ``exclusion.comparable`` gives it; both can be ``ANY``, for “whatever
that is”, and ``UNKNOWN``, for what is only known later.
"""

from collections.abc import Iterator, Mapping, Sequence

from regeltaal.check import exclusion
from regeltaal.check.emptiness import Key, key, operator_key
from regeltaal.check.phases import performs
from regeltaal.program import tree as out
from regeltaal.schema.model import ADMINISTRATION, Schema, key_of
from regeltaal.values.common import TEXT
from regeltaal.values.types import ObjectType

ANY, UNKNOWN = "*", "?"
Happening = tuple[str, str]
"""Where an event happens, and the value that its field gets."""
Raised = tuple[str, Happening, str | None]
"""An event that a rule brings about, and the administration, if any, in which what the rule does does not do so."""


def raised(rule: out.Rule, schema: Schema) -> Iterator[Raised]:
    for branch in (rule.then, rule.otherwise or (), rule.on_unknown or ()):
        for write in _writes(branch):
            owner = schema.object(str(write.owner.type))
            for event in schema.events_following(owner.name, write.field.name) if owner else ():
                value = write.value
                known = exclusion.comparable(value.value) if isinstance(value, out.Const) else UNKNOWN
                if branch is rule.then and _is_so_already(write, known, rule):
                    continue
                yield from ((key_of(event.name), (place, known), None) for place in _own_places(rule))
        for action in performs(branch):
            yield from _by_action(action, rule)


def _is_so_already(write: out.SetField, known: str, rule: out.Rule) -> bool:
    """Whether the rule only runs where the field has this value: then nothing changes, and no event follows."""
    owner = key(write.owner)
    if owner is None or write.field.type == TEXT:
        return False
    return exclusion.allowed(rule).get((*owner, write.field.name, False)) == frozenset([known])


def _by_action(action: out.Perform, rule: out.Rule) -> Iterator[Raised]:
    """The events of an action, which happen in the administration that it names, else in that of the rule."""
    parameters, given = action.action.parameters, dict(action.arguments)
    of = next((one for one, declared in parameters.items() if declared.type == ObjectType(ADMINISTRATION)), None)
    named = None if of is None else given.get(of)
    for event in map(key_of, action.action.raises):
        if of is None or named is None:
            yield from ((event, (place, UNKNOWN), None) for place in _own_places(rule))
        elif isinstance(named, out.Const) and isinstance(named.value, str):
            place = exclusion.comparable(named.value)
            yield event, (place, UNKNOWN), place if _refuses_own(action, of) else None
        else:
            yield event, (UNKNOWN, UNKNOWN), None


def _refuses_own(action: out.Perform, of: str) -> bool:
    """Whether the action is not done where the administration that it names is the one in which it runs."""
    return any(_compares_own(one.cond, of) for one in action.preconditions if one.forbids)


def _compares_own(condition: out.Cond, of: str) -> bool:
    match condition:
        case out.Test(negated=False, operands=(out.NamedRead(key=named), out.Root(kind=out.RootKind.ADMINISTRATION))):
            return named == of and operator_key(condition) == "equals"
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


def awaited(rule: out.Rule, allowed: Mapping[Key, frozenset[str]]) -> Iterator[tuple[str, str]]:
    """The events that start a rule, with the values of the followed field for which it can run."""
    for trigger in rule.triggers:
        if not isinstance(trigger, out.OnEvent):
            continue
        name = key_of(trigger.event.name)
        followed = exclusion.followed_field(trigger.event.follows)
        if isinstance(trigger.new, out.Const):
            yield name, exclusion.comparable(trigger.new.value)
        elif followed in allowed:
            yield from ((name, value) for value in sorted(allowed[followed]))
        else:
            yield name, ANY


def places(rule: out.Rule) -> list[str]:
    """The administrations that a rule is for, where that is plain; else ``ANY``."""
    if rule.id.administration is not None:
        return [exclusion.comparable(rule.id.administration)]
    chosen = rule.selection
    named = chosen.names and not (chosen.everyone or chosen.tags)
    return [exclusion.comparable(name) for name in sorted(chosen.names)] if named else [ANY]


def _own_places(rule: out.Rule) -> list[str]:
    return [UNKNOWN if place == ANY else place for place in places(rule)]

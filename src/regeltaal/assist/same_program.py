"""Whether two rules come to the same: their checked trees, but for the names under which conditions are known."""

from collections.abc import Iterator

from regeltaal.base.node import Node
from regeltaal.program import tree as out


def is_same_rule(one: out.Rule, other: out.Rule) -> bool:
    """Whether nothing that is evaluated differs: a definition says what its body says, and EN in EN is one EN."""
    slots: dict[int, int] = {}
    waiting: list[tuple[object, object]] = [(_evaluated(one), _evaluated(other))]
    while waiting:
        left, right = map(_plain, waiting.pop())
        match left, right:
            case out.Variable(slot=slot), out.Variable(slot=other_slot):
                if left.name != right.name or slots.setdefault(slot, other_slot) != other_slot:
                    return False
            case Node(), Node() if type(left) is type(right):
                names = [name for name, field in type(left).__fields__.items() if field.eq]
                waiting += [(getattr(left, name), getattr(right, name)) for name in names]
            case tuple(), tuple() if len(left) == len(right):
                waiting += zip(left, right, strict=True)
            case _:
                if left != right:
                    return False
    return True


def _evaluated(rule: out.Rule) -> tuple[object, ...]:
    """All of a rule but where it stands."""
    head = (rule.id, rule.object, rule.priority, rule.phase, rule.selection, rule.enabled)
    when = (rule.valid_from, rule.valid_until, rule.triggers)
    return (*head, *when, rule.condition, rule.then, rule.otherwise, rule.on_unknown)


def _plain(part: object) -> object:
    """What a part says: of a name what it stands for, of a junction its kind and all that it joins."""
    part = _meant(part)
    match part:
        case out.All() | out.Any():
            return (type(part).__name__, tuple(_flat(part)))
        case _:
            return part


def _meant(part: object) -> object:
    while isinstance(part, out.DefinedCond | out.Defined):
        part = part.body
    return part


def _flat(junction: out.All | out.Any) -> Iterator[object]:
    for part in junction.parts:
        meant = _meant(part)
        if type(meant) is type(junction) and isinstance(meant, out.All | out.Any):
            yield from _flat(meant)
        else:
            yield meant

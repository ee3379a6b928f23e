"""Whether two rules come to the same: their checked trees, but for the names under which conditions are known."""

from collections.abc import Iterator

from regeltaal.base import walk
from regeltaal.program import tree as out


def is_same_rule(one: out.Rule, other: out.Rule) -> bool:
    """Whether nothing that is evaluated differs: a definition says what its body says, and EN in EN is one EN."""
    slots: dict[int, int] = {}

    def judged(left: object, right: object) -> bool | None:
        if isinstance(left, out.Variable) and isinstance(right, out.Variable):
            return left.name == right.name and slots.setdefault(left.slot, right.slot) == right.slot
        return None

    return walk.is_same(_evaluated(one), _evaluated(other), _plain, judged)


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

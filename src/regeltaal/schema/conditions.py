"""Looking up the names in the conditions of an action.

Conditions are lowered by ``check``, when a rule uses the action. That would show a slip in the domain only there; so
the paths are followed here already, which needs no more than the names and types of fields.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import assert_never

from regeltaal.base.node import Node, evolve, field
from regeltaal.schema.model import (
    ADMINISTRATION,
    EVENT_FIELDS,
    FREE_FIELDS,
    Candidates,
    Object,
    Parameter,
    key_of,
    object_of,
)
from regeltaal.schema.names import Names, shown
from regeltaal.schema.problems import actions as problems
from regeltaal.schema.problems import names as name_problems
from regeltaal.syntax import tree
from regeltaal.values.types import ListOf, ObjectType, Type, Unknown

_EVENT, _PARAMETER, _CANDIDATES = "gebeurtenis", "parameter", "kandidaten"


class Surroundings(Node):
    """What the names in a condition can stand for. ``variables`` are the rows of quantifiers around a place."""

    title: str
    owners: tuple[str, ...]
    parameters: Mapping[str, Parameter]
    candidates: Candidates | None
    objects: Mapping[str, Object]
    names: Names
    variables: Mapping[str, Type] = field(factory=dict)

    def with_variable(self, name: tree.Name, items: Type) -> "Surroundings":
        element = items.element if isinstance(items, ListOf) else Unknown()
        return evolve(self, variables={**self.variables, name.key: element})

    @property
    def owner_objects(self) -> list[Object]:
        return [self.objects[key_of(name)] for name in self.owners]


def check(condition: tree.Expr, around: Surroundings) -> None:
    """Reports every name in a condition that stands for nothing. Not recursive, for a condition may be deep."""
    pending = [(condition, around)]
    while pending:
        part, here = pending.pop()
        match part:
            case tree.Path():
                _types(part, here)
            case tree.Quantified(variable=variable, items=items, where=where):
                pending.append((where, here.with_variable(variable, _type(items, here))))
            case tree.Aggregate(value=value, variable=variable, items=items, where=where):
                inside = here.with_variable(variable, _type(items, here))
                pending.extend((one, inside) for one in (value, where) if one is not None)
            case _:
                pending.extend((one, here) for one in _parts(part))


def check_candidates(candidates: Candidates, around: Surroundings) -> None:
    """The condition of KANDIDATEN, in which the candidate goes by the name of its object."""
    variables = {**around.variables, key_of(candidates.object): ObjectType(candidates.object)}
    check(candidates.where, evolve(around, variables=variables))


def _parts(condition: tree.Expr) -> Iterable[tree.Expr]:
    """The expressions right under one that binds no variable."""
    match condition:
        case tree.Literal() | tree.Path() | tree.Quantified() | tree.Aggregate():
            return ()
        case tree.TextLiteral(parts):
            return tuple(part.path for part in parts if isinstance(part, tree.Interpolation))
        case tree.Operation(operands=parts) | tree.Call(arguments=parts) | tree.ListLiteral(parts):
            return parts
        case tree.Conjunction(parts) | tree.Disjunction(parts) | tree.Mixture(parts=parts) | tree.Group(parts=parts):
            return parts
        case tree.Not(inner) | tree.Parenthesised(inner):
            return (inner,)
        case tree.Changed(subject, _, old, new):
            return tuple(part for part in (subject, old, new) if part is not None)
        case tree.Was(subject, value):
            return (subject, value)
        case _:
            assert_never(condition)


# ---------------------------------------------------------------- paths


def _type(path: tree.Path, around: Surroundings) -> Type:
    return next(iter(_types(path, around)), Unknown())


def _types(path: tree.Path, around: Surroundings) -> list[Type]:
    """What a path stands for: a type for each object of the action, since they may differ."""
    return [_follow(path, used, start, around) for start, used in _starts(path, around)]


def _starts(path: tree.Path, around: Surroundings) -> Iterator[tuple[Type, int]]:
    """What the first names of a path stand for, and how many names that were."""
    first = path.parts[0]
    if first.key in around.variables:
        yield around.variables[first.key], 1
    elif first.key == _PARAMETER:
        yield _parameter(path, around), min(2, len(path.parts))
    elif first.key == _CANDIDATES:
        yield _candidates(first, around), 1
    elif first.key == _EVENT:
        _check_event(path, around)
    elif first.key == ADMINISTRATION:
        yield ObjectType(ADMINISTRATION), 1
    elif not (len(path.parts) == 1 and first.text.isupper()):
        yield from _fields(path, around)


def _parameter(path: tree.Path, around: Surroundings) -> Type:
    name = path.parts[1] if len(path.parts) > 1 else path.parts[0]
    found = around.parameters.get(name.key) if len(path.parts) > 1 else None
    if found is None:
        known = [one.name for one in around.parameters.values()]
        around.names.problems.add(name_problems.unknown_parameter(name.span, around.title, shown(name), known))
        return Unknown()
    return found.type


def _candidates(name: tree.Name, around: Surroundings) -> Type:
    if around.candidates is None:
        around.names.problems.add(problems.no_candidates(name.span, around.title))
        return Unknown()
    return ListOf(ObjectType(around.candidates.object))


def _check_event(path: tree.Path, around: Surroundings) -> None:
    name = path.parts[-1]
    if [part.key for part in path.parts[1:]] not in [[known] for known in EVENT_FIELDS]:
        around.names.problems.add(name_problems.unknown_field(name.span, _EVENT, shown(name), EVENT_FIELDS))


def _fields(path: tree.Path, around: Surroundings) -> Iterator[tuple[Type, int]]:
    """A field that every object of the action has."""
    used = _words(path, 0)
    key = ".".join(part.key for part in path.parts[:used])
    found = [owner.field(key) for owner in around.owner_objects]
    if all(found):
        yield from ((one.type, used) for one in found if one is not None)
    else:
        wrong = path.parts[0]
        around.names.problems.add(name_problems.unknown_name(wrong.span, shown(wrong), _shared_names(around)))


def _shared_names(around: Surroundings) -> list[str]:
    """The fields that all objects of the action have, and the fixed words."""
    owners = around.owner_objects
    shared = [one.name for one in owners[0].fields.values() if all(owner.field(one.name) for owner in owners)]
    return [*around.variables, *shared, f"{_PARAMETER}.…", ADMINISTRATION]


def _follow(path: tree.Path, used: int, start: Type, around: Surroundings) -> Type:
    found = start
    while used < len(path.parts) and not isinstance(found, Unknown):
        step = _words(path, used)
        found = _field(path, used, step, found, around)
        used += step
    return found


def _field(path: tree.Path, used: int, step: int, target: Type, around: Surroundings) -> Type:
    name = path.parts[used + step - 1]
    owner = object_of(target)
    if owner is None:
        before = ".".join(map(shown, path.parts[:used]))
        around.names.problems.add(name_problems.no_parts(path.parts[used].span, before))
        return Unknown()
    fields = around.objects[key_of(owner)]
    found = fields.field(".".join(part.key for part in path.parts[used : used + step]))
    if found is None:
        known = [one.name for one in fields.fields.values()]
        around.names.problems.add(name_problems.unknown_field(name.span, owner, shown(name), known))
        return Unknown()
    is_list = isinstance(target, ListOf) and not isinstance(found.type, ListOf)
    return ListOf(found.type) if is_list else found.type


def _words(path: tree.Path, at: int) -> int:
    """How many names a field takes at this point of a path: `vrije velden.meterstand` is one field."""
    return 2 if path.parts[at].key == FREE_FIELDS and at + 1 < len(path.parts) else 1

"""Building the events and the phases of a domain."""

from collections.abc import Mapping, Sequence

from regeltaal.base.text import Text
from regeltaal.schema import conditions, marks, properties
from regeltaal.schema import declarations as written
from regeltaal.schema.model import FREE_FIELDS, Event, Field, Match, Object, Phase, key_of
from regeltaal.schema.names import Names, of, once, shown
from regeltaal.schema.problems import actions as problems
from regeltaal.schema.problems import names as name_problems
from regeltaal.syntax.tree import Expr, Path
from regeltaal.values import common
from regeltaal.values.types import Unknown


def build_events(
    declared: Sequence[written.Declaration], objects: Mapping[str, Object], names: Names
) -> dict[str, Event]:
    found = {key: names.events[key] for key in names.events}
    clauses = {one.name.key: one for one in reversed(of(declared, written.EventClause))}
    built = {key: _event(clauses[key], objects, names) for key in found}
    return {key: event for key, event in built.items() if event is not None}


def _event(clause: written.EventClause, objects: Mapping[str, Object], names: Names) -> Event | None:
    marks.report_repeats(clause.marks, names.problems)
    owner = names.object(clause.object)
    if owner is None:
        return None
    name = shown(clause.name)
    follows = marks.one(clause.marks, properties.Follows)
    moments = marks.one(clause.marks, properties.Moments)
    once_per = marks.one(clause.marks, properties.OncePer)
    as_long_as = marks.one(clause.marks, properties.AsLongAs)
    _check_marks(name, clause.marks, names)
    followed = field_at(follows.field, objects[key_of(owner)], names) if follows else None
    return Event(
        name=name,
        object=owner,
        follows=followed.name if followed else None,
        creates=marks.has(clause.marks, properties.Creates),
        moments=_moments(moments, objects[key_of(owner)], names) if moments else (),
        as_long_as=_as_long_as(as_long_as, name, owner, objects, names) if as_long_as else None,
        once_per=_once_per(once_per, name, owner, names) if once_per else None,
        doc=marks.doc(clause.marks, names.problems),
        span=clause.name.span,
    )


def _check_marks(name: str, found: Sequence[properties.EventMark], names: Names) -> None:
    if not marks.has(found, properties.Moments):
        for mark in (mark for mark in found if isinstance(mark, properties.OncePer | properties.AsLongAs)):
            names.problems.add(problems.without_moment(mark.span, name, marks.keyword(mark)))
    if marks.has(found, properties.Creates):
        for clash in (mark for mark in found if isinstance(mark, properties.Follows | properties.Moments)):
            names.problems.add(problems.new_and_changed(clash.span, name, marks.keyword(clash)))


def _moments(mark: properties.Moments, owner: Object, names: Names) -> tuple[str, ...]:
    return tuple(_moment(path, owner, names) for path in mark.fields)


def _moment(path: Path, owner: Object, names: Names) -> str:
    found = field_at(path, owner, names)
    if found is None:
        return ""
    if found.type not in (common.DATE, common.MOMENT) and not isinstance(found.type, Unknown):
        names.problems.add(problems.wrong_moment(path.span, found.name, str(found.type)))
    return found.name


def _as_long_as(mark: properties.AsLongAs, event: str, owner: str, objects: Mapping[str, Object], names: Names) -> Expr:
    """The condition behind ZOLANG: its names are looked up here, it is lowered with the rules that the clock starts."""
    conditions.check(mark.condition, conditions.Surroundings(event, (owner,), {}, None, objects, names))
    return mark.condition


def _once_per(mark: properties.OncePer, event: str, owner: str, names: Names) -> str | None:
    found = names.object(mark.object)
    if found is not None and found != owner:
        names.problems.add(problems.once_per_other(mark.object.span, event, owner, found))
    return found


def field_at(path: Path, owner: Object, names: Names) -> Field | None:
    """The own field of an object that a path names; reported when there is none."""
    found = own_field(path, owner)
    if found is None:
        wrong = ".".join(shown(part) for part in path.parts)
        known = [one.name for one in owner.fields.values()]
        names.problems.add(name_problems.unknown_field(path.span, owner.name, wrong, known))
    return found


def own_field(path: Path, owner: Object) -> Field | None:
    """`status`, or `vrije velden.meterstand`: the only path of two names that stays within the object."""
    keys = [part.key for part in path.parts]
    if len(keys) == 1 or (len(keys) == 2 and keys[0] == FREE_FIELDS):  # noqa: PLR2004 - `vrije velden` and the name
        return owner.field(".".join(keys))
    return None


# ---------------------------------------------------------------- phases


def build_phases(declared: Sequence[written.Declaration], names: Names) -> dict[str, tuple[Phase, ...]]:
    """The phases of each object that has them, in order."""
    found: dict[str, tuple[Phase, ...]] = {}
    for clause in of(declared, written.PhasesClause):
        owner = names.object(clause.object)
        if owner is None:
            continue
        phases = once(clause.phases, Text(nl="de fase", en="the phase"), names.problems).values()
        if key_of(owner) in found:
            what = Text(nl="de rij fasen van", en="the row of phases of")
            names.problems.add(name_problems.twice(clause.object.span, what, owner, None))
        else:
            found[key_of(owner)] = tuple(Phase(shown(one.name), owner, Match(one.match)) for one in phases)
    return found

"""Building the actions of a domain, and the functions that it adds."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from regeltaal.base.node import Node
from regeltaal.base.text import Text
from regeltaal.schema import conditions, marks, parameters, properties
from regeltaal.schema import declarations as written
from regeltaal.schema.model import (
    Action,
    Candidates,
    Execution,
    FunctionDeclaration,
    Object,
    Parameter,
    Phase,
    Precondition,
    Repeat,
    key_of,
    object_of,
)
from regeltaal.schema.names import Names, doc_of, of, once, plain, shown
from regeltaal.schema.problems import actions as problems
from regeltaal.schema.problems import names as name_problems
from regeltaal.schema.types import resolve
from regeltaal.syntax.tree import Path
from regeltaal.values import registry
from regeltaal.values.types import ListOf

_ACTION = Text(nl="de actie", en="the action")


class Domain(Node):
    """What the actions of a domain build on."""

    names: Names
    objects: Mapping[str, Object]
    phases: Mapping[str, tuple[Phase, ...]]


def build_actions(declared: Sequence[written.Declaration], domain: Domain) -> dict[str, Action]:
    """All actions by the key of their title."""
    found: dict[str, Action] = {}
    for clause in of(declared, written.ActionClause):
        action = _action(clause, domain)
        first = found.setdefault(key_of(action.title), action)
        if first is not action:
            domain.names.problems.add(name_problems.twice(clause.name.span, _ACTION, action.title, first.span))
    return found


def _action(clause: written.ActionClause, domain: Domain) -> Action:
    names, action_marks = domain.names, clause.marks
    marks.report_repeats(action_marks, names.problems)
    objects = tuple(dict.fromkeys(name for name in map(names.object, clause.objects) if name is not None))
    title = f"{clause.verb.text} {shown(clause.name)}"
    given = parameters.build(clause, domain.objects, names)
    candidates = _candidates(action_marks, names)
    _check_conditions(clause, conditions.Surroundings(title, objects, given, candidates, domain.objects, names))
    level = marks.one(action_marks, properties.AtLevel)
    module = marks.one(action_marks, properties.NeedsModule)
    subscription = marks.one(action_marks, properties.NeedsSubscription)
    return Action(
        verb=clause.verb.text,
        name=shown(clause.name),
        objects=objects,
        parameters=given,
        phase=_phase(title, action_marks, objects, domain),
        module=names.module(module.module) if module else None,
        subscription=plain(subscription.subscription, names.problems) if subscription else None,
        level=names.level(level.level) if level else None,
        execution=_execution(action_marks),
        repeat=_repeat(action_marks),
        preconditions=_preconditions(action_marks, names),
        exactly_one_of=_exactly_one_of(title, action_marks, given, names),
        candidates=candidates,
        gives=_object(marks.one(action_marks, properties.Gives), names),
        raises=_raises(action_marks, names),
        ends=_object(marks.one(action_marks, properties.Ends), names),
        doc=marks.doc(action_marks, names.problems),
        span=clause.name.span,
    )


def _execution(action_marks: Sequence[properties.ActionMark]) -> Execution:
    found = marks.one(action_marks, properties.Runs)
    return Execution(f"{found.often} EENMAAL") if found else Execution.EXACTLY


def _repeat(action_marks: Sequence[properties.ActionMark]) -> Repeat:
    found = marks.one(action_marks, properties.OnRepeat)
    return Repeat(found.what) if found else Repeat.AGAIN


def _preconditions(action_marks: Sequence[properties.ActionMark], names: Names) -> tuple[Precondition, ...]:
    found = marks.all_of(action_marks, properties.Condition)
    return tuple(Precondition(one.condition, one.forbids, _reason(one, names), one.span) for one in found)


def _reason(condition: properties.Condition, names: Names) -> str | None:
    return None if condition.reason is None else plain(condition.reason, names.problems)


def _candidates(action_marks: Sequence[properties.ActionMark], names: Names) -> Candidates | None:
    found = marks.one(action_marks, properties.CandidatesClause)
    name = names.object(found.object) if found else None
    return Candidates(name, found.where, found.span) if found and name else None


def _object(mark: properties.Gives | properties.Ends | None, names: Names) -> str | None:
    return names.object(mark.object) if mark else None


def _raises(action_marks: Sequence[properties.ActionMark], names: Names) -> tuple[str, ...]:
    found = marks.one(action_marks, properties.RaisesEvents)
    return tuple(event for event in map(names.event, found.events) if event is not None) if found else ()


def _phase(
    title: str, action_marks: Sequence[properties.ActionMark], objects: Sequence[str], domain: Domain
) -> str | None:
    mark = marks.one(action_marks, properties.InPhase)
    if mark is None:
        return None
    known = {key_of(phase.name): phase.name for phases in domain.phases.values() for phase in phases}
    if "fasen" in domain.names.broken:
        return shown(mark.phase)
    found = domain.names.find(known, mark.phase, name_problems.unknown_phase)
    if found is not None:
        owners = [phase.object for phases in domain.phases.values() for phase in phases if phase.name == found]
        if objects and not any(_reaches(owner, objects, domain) for owner in owners):
            domain.names.problems.add(problems.phase_of_other(mark.span, found, owners[0], title))
    return found


def _reaches(owner: str, objects: Sequence[str], domain: Domain) -> bool:
    """Whether a rule about ``owner`` can have an action on one of the objects: itself, or the rows of a list of it."""
    fields = domain.objects[key_of(owner)].fields.values()
    rows = {object_of(one.type) for one in fields if isinstance(one.type, ListOf)}
    return owner in objects or not rows.isdisjoint(objects)


# ---------------------------------------------------------------- parameters and conditions


def _exactly_one_of(
    title: str, action_marks: Sequence[properties.ActionMark], given: Mapping[str, Parameter], names: Names
) -> tuple[str, ...]:
    """The keys of the parameters of which a rule gives exactly one."""
    mark = marks.one(action_marks, properties.ExactlyOneOf)
    if mark is None:
        return ()
    found = tuple(_known_parameters(title, mark.parameters, given, names))
    for path, parameter in found:
        if parameter.required or parameter.default is not None:
            names.problems.add(problems.one_of_required(path.span, parameter.name))
    return tuple(key_of(parameter.name) for _, parameter in found)


def _known_parameters(
    title: str, paths: Iterable[Path], given: Mapping[str, Parameter], names: Names
) -> Iterator[tuple[Path, Parameter]]:
    for path in paths:
        found = given.get(".".join(part.key for part in path.parts))
        if found is None:
            wrong = ".".join(map(shown, path.parts))
            known = [one.name for one in given.values()]
            names.problems.add(name_problems.unknown_parameter(path.span, title, wrong, known))
        else:
            yield path, found


def _check_conditions(clause: written.ActionClause, around: conditions.Surroundings) -> None:
    """Looks up the names in every condition: so a slip shows here, and not in the first rule that uses the action."""
    for one in marks.all_of(clause.marks, properties.Condition):
        conditions.check(one.condition, around)
    for parameter in around.parameters.values():
        if parameter.required_if is not None:
            conditions.check(parameter.required_if, around)
    if around.candidates is not None:
        conditions.check_candidates(around.candidates, around)


# ---------------------------------------------------------------- functions


def build_functions(declared: Sequence[written.Declaration], names: Names) -> dict[str, FunctionDeclaration]:
    what = Text(nl="de functie", en="the function")
    found = once(of(declared, written.FunctionClause), what, names.problems)
    for one in found.values():
        if one.name.text in registry.FUNCTIONS:
            names.problems.add(name_problems.twice(one.name.span, what, one.name.text, None))
    return {key: _function(one, names) for key, one in found.items()}


def _function(clause: written.FunctionClause, names: Names) -> FunctionDeclaration:
    what = Text(nl="een functie", en="a function")
    given = once(clause.parameters, Text(nl="de parameter", en="the parameter"), names.problems)
    return FunctionDeclaration(
        name=clause.name.text,
        parameters=tuple((shown(one.name), resolve(one.type, names, what)) for one in given.values()),
        result=resolve(clause.result, names, what),
        doc=doc_of(clause.doc, names.problems),
        span=clause.name.span,
    )

"""The parameters of an action in a rule: MET, ZONDER, what must be there, defaults and templates."""

from collections.abc import Mapping

from regeltaal.base.node import Node, evolve
from regeltaal.base.source import Span
from regeltaal.base.suggest import nearest
from regeltaal.base.text import Text
from regeltaal.check import fitting, literals, lowering, noting
from regeltaal.check.problems import actions as action_problems
from regeltaal.check.problems import parameters as problems
from regeltaal.check.problems import portable as portable_problems
from regeltaal.check.problems import templates as template_problems
from regeltaal.check.problems import texts as text_problems
from regeltaal.check.scope import Need, Prepared, Scope, same_key
from regeltaal.check.settled import asked, fails, holds
from regeltaal.program import tree as out
from regeltaal.schema.model import Action, Parameter, key_of
from regeltaal.syntax import tree
from regeltaal.values.common import TEXT
from regeltaal.values.matching import is_unknown
from regeltaal.values.types import ListOf, ObjectType, Unknown


class Given(Node):
    """A parameter with the value that the rule gives it."""

    parameter: Parameter
    value: out.Expr
    node: tree.Argument


class Filled(Node):
    """An action with what the rule fills in: by parameter key the values behind MET, and the fields behind ZONDER."""

    action: Action
    span: Span
    given: Mapping[str, Given]
    cleared: Mapping[str, Span]
    misspelled: frozenset[str] = frozenset()
    """The parameters that an unknown one was probably meant to be: reported there, and so not as missing."""

    @property
    def present(self) -> set[str]:
        """The parameters that get a value."""
        return {key for key, one in self.given.items() if not _is_empty(one.value)}


def fill(node: tree.Perform, action: Action, scope: Scope) -> Filled:
    given = _given(node, action, scope)
    cleared = _cleared(node, action, given, scope)
    return Filled(action, node.verb.span.to(node.name.span), given, cleared, _misspelled(node, action))


def _misspelled(node: tree.Perform, action: Action) -> frozenset[str]:
    written = (key_of_path(argument.parameter) for argument in node.arguments)
    return frozenset(
        key_of(near)
        for key in written
        if key not in action.parameters
        for near in nearest(key, [one.name for one in action.parameters.values()], 1)
    )


def key_of_path(path: tree.Path) -> str:
    return ".".join(part.key for part in path.parts)


def _given(node: tree.Perform, action: Action, scope: Scope) -> dict[str, Given]:
    given: dict[str, Given] = {}
    for argument in node.arguments:
        span, key = argument.parameter.span, key_of_path(argument.parameter)
        parameter = action.parameters.get(key)
        if parameter is not None:
            noting.parameter(scope, argument.parameter, action.title, parameter)
        value = lowering.value(argument.value, scope, parameter.type if parameter else None)
        if parameter is None:
            known = [one.name for one in action.parameters.values()]
            scope.report(problems.unknown_parameter(span, action.title, key, known))
        elif key in given:
            scope.report(problems.twice_given(span, parameter.name, given[key].node.span))
        else:
            given[key] = Given(parameter, _fitted(parameter, value, argument, scope), argument)
            _check_use(parameter, action, span, scope)
    return given


def _fitted(parameter: Parameter, value: out.Expr, node: tree.Argument, scope: Scope) -> out.Expr:
    takes_one = parameter.single_value or not isinstance(parameter.type, ListOf)
    if takes_one and isinstance(value.type, ListOf) and not is_unknown(value.type):
        scope.report(problems.one_value(value.span, parameter.name))
        return value
    _watch_list(parameter, value, scope)
    return fitting.fit(value, parameter.type, parameter.name, scope, node.value)


def _watch_list(parameter: Parameter, value: out.Expr, scope: Scope) -> None:
    """A list between one pair of quotes, for a parameter that takes several texts, or records by their keys."""
    wanted = parameter.type.element if isinstance(parameter.type, ListOf) else None
    takes_texts = wanted == TEXT or isinstance(wanted, ObjectType)
    if not takes_texts or parameter.single_value or not isinstance(value, out.Const):
        return
    several = literals.listed(value.value) if isinstance(value.value, str) else None
    if several is not None:
        scope.report(text_problems.list_in_text(value.span, str(value.value), parameter.name, several))


def _check_use(parameter: Parameter, action: Action, span: Span, scope: Scope) -> None:
    """Level and module."""
    if parameter.module is not None:
        scope.needs.append(Need(parameter.name, parameter.module, None, span))
    if parameter.level is not None and parameter.level is not scope.level:
        others = [one.name for one in action.parameters.values() if one.level is None]
        scope.report(portable_problems.parameter_level(span, parameter.name, parameter.level.value, others))


def _cleared(node: tree.Perform, action: Action, given: Mapping[str, Given], scope: Scope) -> dict[str, Span]:
    cleared: dict[str, Span] = {}
    for path in node.without:
        key = key_of_path(path)
        parameter = action.parameters.get(key)
        if parameter is not None:
            noting.parameter(scope, path, action.title, parameter)
        if parameter is None or not parameter.from_field:
            known = [one.name for one in action.parameters.values() if one.from_field]
            scope.report(problems.without_other(path.span, action.title, key, known))
        elif key in given or key in cleared:
            first = given[key].node.span if key in given else cleared[key]
            scope.report(problems.twice_given(path.span, parameter.name, first))
        elif parameter.required:
            scope.report(action_problems.required_field(path.span, parameter.name))
        else:
            cleared[key] = path.span
    return cleared


def _is_empty(value: out.Expr) -> bool:
    return isinstance(value, out.Const) and value.value is None and not isinstance(value.type, Unknown)


# ---------------------------------------------------------------- what must be there


def check(filled: Filled, prepared: Prepared | None, scope: Scope) -> None:
    action, present = filled.action, filled.present
    for key, parameter in action.parameters.items():
        needed = parameter.required and parameter.default is None and not parameter.from_field
        if needed and key not in present and key not in filled.misspelled:
            scope.report(problems.missing_parameter(filled.span, action.title, parameter.name))
    if action.exactly_one_of:
        _check_exactly_one(filled, scope)
    missing = _missing_if(filled, prepared)
    values = dict(arguments(filled, scope)) if missing else {}
    for key, condition in missing:
        if holds(condition, values):
            name = action.parameters[key].name
            scope.report(problems.missing_if(filled.span, action.title, name, condition.span.text))
    _check_presence(filled, prepared, scope)


def _check_presence(filled: Filled, prepared: Prepared | None, scope: Scope) -> None:
    """What the action demands of its parameters, where leaving them out makes that impossible."""
    if prepared is None or filled.misspelled:
        return
    defaults = {key for key, parameter in filled.action.parameters.items() if parameter.default is not None}
    for one in prepared.preconditions:
        if not one.forbids and fails(one.cond, filled.present | defaults):
            names = [filled.action.parameters[key].name for key in asked(one.cond)]
            scope.report(action_problems.never_allowed(filled.span, filled.action.title, told(one), names))


def told(one: out.Precondition) -> Text:
    """What keeps an action from being done: in the domain's words, where it has them."""
    where = problems.without_root(one.cond.span.text)
    return one.reason or Text(nl=f"vereist is `{where}`", en=f"required is `{where}`")


def _check_exactly_one(filled: Filled, scope: Scope) -> None:
    names = filled.action.exactly_one_of
    count = sum(1 for name in names if any(same_key(name, key) for key in filled.present))
    reported_already = any(is_unknown(one.value.type) for one in filled.given.values())
    if count != 1 and not reported_already and not filled.misspelled:
        scope.report(problems.exactly_one(filled.span, filled.action.title, names, count))


def _missing_if(filled: Filled, prepared: Prepared | None) -> list[tuple[str, out.Cond]]:
    """The parameters that are not there, with the condition under which they should be."""
    return [one for one in prepared.required_if if one[0] not in filled.present] if prepared else []


def preconditions(filled: Filled, prepared: Prepared | None) -> tuple[out.Precondition, ...]:
    """What is tested when the action runs; what makes an absent parameter required forbids it."""
    if prepared is None:
        return ()
    missing = _missing_if(filled, prepared)
    return (*prepared.preconditions, *(_forbidding(filled.action.parameters[key], cond) for key, cond in missing))


def _forbidding(parameter: Parameter, condition: out.Cond) -> out.Precondition:
    """The condition under which the domain requires a parameter, as what forbids the action without it."""
    where = problems.without_root(condition.span.text)
    needed = Text(nl=f"`{parameter.name}` is nodig, want {where}", en=f"`{parameter.name}` is needed, because {where}")
    return out.Precondition(condition, forbids=True, reason=needed)


# ---------------------------------------------------------------- what the program gets


def arguments(filled: Filled, scope: Scope) -> tuple[tuple[str, out.Expr], ...]:
    """The values by parameter key, defaults filled in."""
    found = [(key, one.value) for key, one in filled.given.items()]
    outside = evolve(scope, row=None, examples=None, notes=None)
    for key, parameter in filled.action.parameters.items():
        if parameter.default is not None and key not in filled.given and key not in filled.cleared:
            value = lowering.value(parameter.default, outside, parameter.type)
            found.append((key, fitting.fit(value, parameter.type, parameter.name, outside)))
    return tuple(found)


def named_templates(filled: Filled, scope: Scope) -> tuple[tuple[str, out.Template], ...]:
    """The templates that parameters name, by parameter key."""
    from regeltaal.check import templates  # noqa: PLC0415 - only an action with a template needs their reader

    found = []
    for key, one in filled.given.items():
        if one.parameter.template is None or is_unknown(one.value.type) or _is_empty(one.value):
            continue
        if not isinstance(one.value, out.Const) or not isinstance(one.value.value, str):
            scope.report(template_problems.template_not_literal(one.value.span, one.parameter.name))
            continue
        template = templates.load(one.parameter.template, one.value.value, one.value.span, scope)
        if template is not None:
            found.append((key, template))
    return tuple(found)

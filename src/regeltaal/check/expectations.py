"""VERWACHT: what a test expects of actions, fields and rules."""

from regeltaal.base.node import evolve
from regeltaal.base.source import Span
from regeltaal.check import lowering, noting, paths
from regeltaal.check.known import Known
from regeltaal.check.naming import name_of
from regeltaal.check.problems import actions as action_problems
from regeltaal.check.problems import names as name_problems
from regeltaal.check.problems import tests as problems
from regeltaal.check.scope import Scope, record_root
from regeltaal.program import testing
from regeltaal.program import tree as out
from regeltaal.program.testing import Mode
from regeltaal.schema.model import Action
from regeltaal.syntax import tree
from regeltaal.values.common import DURATIONS, MOMENT
from regeltaal.values.matching import is_unknown
from regeltaal.values.types import Nothing

_OUTCOMES = {"true": "waar", "false": "onwaar", "unknown": "onbekend", "fault": "fout", "not_true": "niet waar"}


def lower(node: tree.Expectation, known: Known, scope: Scope) -> testing.Expectation | None:
    match node:
        case tree.ExpectPerform():
            return _perform(node, known, scope)
        case tree.ExpectSet():
            return _set(node, scope)
        case tree.ExpectClear():
            return _clear(node, scope)
        case tree.ExpectStop():
            return testing.ExpectStop(Mode(node.mode), node.times, node.span)
        case tree.ExpectRule():
            return _rule(node, known, scope)


def _perform(node: tree.ExpectPerform, rules: Known, scope: Scope) -> testing.ExpectPerform | None:
    action = scope.schema.action(node.verb.text, node.name.text)
    span = node.verb.span.to(node.name.span)
    if action is None:
        known = [one.title for one in scope.schema.actions.values()]
        scope.report(action_problems.unknown_action(span, f"{node.verb.text} {node.name.text}", known, ()))
        return None
    noting.action(scope, span, action)
    never = not rules.do(f"{node.verb.text} {node.name.key}".lower())
    if never and node.mode in ("happens", "skipped") and rules.do_anything():
        scope.report(problems.never_written(span, action.title))
    inside = about_parameters(action, node.span, scope)
    _note_templates(action, node, scope)
    predicates = tuple(lowering.condition(one, inside) for one in node.arguments)
    return testing.ExpectPerform(Mode(node.mode), node.times, action, _wait(node, scope), predicates, node.span)


def _note_templates(action: Action, node: tree.ExpectPerform, scope: Scope) -> None:
    """`sjabloon = "Bedankt"`: here it is a text to compare with, and it names a template all the same."""
    if scope.notes is None or scope.templates is None:
        return
    for predicate in node.arguments:
        match predicate:
            case tree.Operation(operands=(tree.Path(parts=(name,)), tree.TextLiteral(plain=str() as written) as text)):
                found = action.parameters.get(name.key)
                kind = None if found is None else found.template
                source = None if kind is None else scope.templates.find(kind, written)
                if source is not None:
                    noting.template(scope, text.span, source.path)
            case _:
                pass


def about_parameters(action: Action, span: Span, scope: Scope) -> Scope:
    """A scope in which a bare name is a parameter of the action."""
    root = out.Root(out.RootKind.PARAMETERS, Nothing(), span)
    variables: dict[str, out.Expr] = {
        key: out.NamedRead(root, key, one.type, one.name, span) for key, one in action.parameters.items()
    }
    return evolve(scope, record=None, variables=variables, parameters=action.parameters, performs=action.title)


def _wait(node: tree.ExpectPerform, scope: Scope) -> out.Expr | None:
    if node.delay is None:
        return None
    amount = lowering.value(node.delay.amount, scope)
    if not is_unknown(amount.type) and amount.type not in (*DURATIONS, MOMENT):
        scope.report(action_problems.no_duration(amount.span, str(amount.type)))
    return amount


def _set(node: tree.ExpectSet, scope: Scope) -> testing.ExpectSet | None:
    """`VERWACHT ZET veld = waarde`: what stands before the operator is the field."""
    inside = with_objects(scope)
    predicate = lowering.condition(node.predicate, inside)
    subject = node.predicate.operands[0] if isinstance(node.predicate, tree.Operation) else node.predicate
    if not isinstance(subject, tree.Path):
        scope.report(action_problems.no_field(subject.span, " ".join(subject.span.text.split())))
        return None
    target = _target(subject, evolve(inside, problems=type(scope.problems)()))
    return None if target is None else testing.ExpectSet(Mode(node.mode), node.times, target, predicate, node.span)


def _clear(node: tree.ExpectClear, scope: Scope) -> testing.ExpectSet | None:
    target = _target(node.target, scope)
    return None if target is None else testing.ExpectSet(Mode(node.mode), node.times, target, None, node.span)


def _target(path: tree.Path, scope: Scope) -> out.Read | None:
    found = paths.resolve(path, with_objects(scope))
    if isinstance(found, out.Read):
        return found
    if isinstance(found, out.Cond) or not is_unknown(found.type):
        scope.report(action_problems.no_field(path.span, paths.label(path)))
    return None


def with_objects(scope: Scope) -> Scope:
    """A scope in which an object's name stands for any record of it: the row of a loop in a rule has no name here."""
    own = scope.object
    variables = {
        key: record_root(one, one.span)
        for key, one in scope.schema.objects.items()
        if one.span is not None and (own is None or own.field(key) is None)
    }
    return evolve(scope, variables={**variables, **scope.variables})


def _rule(node: tree.ExpectRule, known: Known, scope: Scope) -> testing.ExpectRule | None:
    name = name_of(node.rule)
    noting.expected_rule(scope, node.rule, scope.administration)
    is_known = known.has(name)
    if not is_known:
        scope.report(problems.unknown_rule(node.rule.span, name, known.names()))
    if node.outcome == "by_example":
        expected = _rule_by_example(node, name, scope)
        return expected if is_known else None
    return testing.ExpectRule(name, _OUTCOMES[node.outcome], node.span) if is_known else None


def _rule_by_example(node: tree.ExpectRule, name: str, scope: Scope) -> testing.ExpectRule | None:
    if node.example is None:
        return None
    if scope.examples is None:
        scope.report(name_problems.unknown_name(node.example.span, paths.label(node.example), scope.known_names()))
        return None
    found = lowering.value(node.example, scope)
    if isinstance(found, out.Const) and isinstance(found.value, bool):
        return testing.ExpectRule(name, "waar" if found.value else "niet waar", node.span)
    if not is_unknown(found.type):
        scope.report(problems.no_outcome(found.span, " ".join(found.span.text.split())))
    return None

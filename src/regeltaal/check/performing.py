"""An action of the domain in a rule: whether it may stand there, its conditions, and the name of its result."""

from collections.abc import Sequence

from regeltaal.base.source import Span
from regeltaal.check import binding, certain, lowering, noting, parameters, preconditions
from regeltaal.check.problems import actions as problems
from regeltaal.check.problems import loops as loop_problems
from regeltaal.check.problems import scope as scope_problems
from regeltaal.check.problems.loops import Along
from regeltaal.check.scope import Need, Prepared, Scope, same_key
from regeltaal.program import tree as out
from regeltaal.schema.model import Action, Object, key_of
from regeltaal.syntax import tree
from regeltaal.values.common import DURATIONS, MOMENT
from regeltaal.values.matching import is_unknown
from regeltaal.values.types import ListOf, ObjectType, Unknown


def perform(node: tree.Perform, scope: Scope, rows: Sequence[out.Variable]) -> tuple[out.Perform | None, Scope]:
    """An action, and the scope behind it, in which its result has a name."""
    action = scope.schema.action(node.verb.text, node.name.text)
    if action is None:
        _report_unknown(node, scope)
        return None, _with_result(node, None, scope)[1]
    noting.action(scope, node.verb.span.to(node.name.span), action)
    target = _target(node, action, scope, rows)
    _check_use(node, action, scope)
    filled = parameters.fill(node, action, scope)
    prepared = _prepared(action, target, node.span, scope)
    parameters.check(filled, prepared, scope)
    _note_demands(filled, prepared, scope)
    wait = None if node.delay is None else _wait(node.delay, scope)
    result, behind = _with_result(node, action, scope)
    found = out.Perform(
        action,
        parameters.arguments(filled, scope),
        tuple(filled.cleared),
        result,
        wait,
        parameters.preconditions(filled, prepared),
        prepared.candidates if prepared else None,
        templates=parameters.named_templates(filled, scope),
        target=target,
        span=node.span,
    )
    return found, behind


def _report_unknown(node: tree.Perform, scope: Scope) -> None:
    """The action is not known; its values are checked all the same.

    The end of its name may be that of its result, with GENAAMD forgotten before it.
    """
    known = [one.title for one in scope.schema.actions.values()]
    span = node.verb.span.to(node.name.span)
    written, alike = f"{node.verb.text} {node.name.text}", _same_verb(node, scope)
    scope.report(problems.unknown_action(span, written, known, alike, _two_in_one(node, scope)))
    words = node.name.key.split()
    scope.problems.lost_names.update(" ".join(words[start:]) for start in range(1, len(words)))
    for argument in node.arguments:
        lowering.value(argument.value, scope)


def _two_in_one(node: tree.Perform, scope: Scope) -> str | None:
    """`MAAK vervolgwerkbon vervolg` without its GENAAMD; `PAS prijsafspraken toe` with the next line in lower case."""
    words = node.name.text.split()
    for at in range(len(words) - 1, 0, -1):
        action = scope.schema.action(node.verb.text, " ".join(words[:at]))
        rest = words[at:]
        if action is None:
            continue
        if scope.schema.action(rest[0], " ".join(rest[1:])) is not None:
            return f"{action.title}\n  {rest[0].upper()} {' '.join(rest[1:])}"
        if action.gives is not None and node.alias is None:
            return f"{action.title} GENAAMD {' '.join(rest)}"
    return None


def _same_verb(node: tree.Perform, scope: Scope) -> list[str]:
    """The actions with this verb for the record: just that of the object that a field of this name refers to, if any.

    `WIJS crediteur toe` is `WIJS relatie toe`, for the field crediteur is a relatie.
    """
    owner = scope.object
    alike = [one for one in scope.schema.actions.values() if one.verb.casefold() == node.verb.text.casefold()]
    if owner is None:
        return [one.title for one in alike]
    alike = [one for one in alike if any(same_key(name, owner.name) for name in one.objects)]
    words = node.name.key.split()
    meant = {str(found.type).lower() for word in words if (found := owner.field(word)) and scope.object_of(found.type)}
    return [one.title for one in alike if meant & set(key_of(one.name).split())] or [one.title for one in alike]


def _target(node: tree.Perform, action: Action, scope: Scope, rows: Sequence[out.Variable]) -> out.Variable | None:
    """The row that the action is about: the innermost that it is declared for; else the event's own record."""
    for row in reversed(rows):
        owner = scope.object_of(row.type)
        if owner is not None and any(same_key(name, owner.name) for name in action.objects):
            return row
    owner = scope.object
    if owner is not None and not any(same_key(name, owner.name) for name in action.objects):
        span = node.verb.span.to(node.name.span)
        along = _along(action, owner, node.span, scope)
        scope.report(loop_problems.other_object(span, action.title, action.objects, owner.name, along))
    return None


def _along(action: Action, owner: Object, span: Span, scope: Scope) -> Along | None:
    """The loop along a list of the record in which the action may stand."""
    for one in owner.fields.values():
        row = scope.object_of(one.type) if isinstance(one.type, ListOf) else None
        if row is not None and any(same_key(name, row.name) for name in action.objects):
            short = next((word for word in action.name.split() if one.name.startswith(word)), row.name)
            return Along(short, one.name, span)
    return None


def _check_use(node: tree.Perform, action: Action, scope: Scope) -> None:
    """Level, module and subscription."""
    span = node.verb.span.to(node.name.span)
    if action.level is not None and action.level is not scope.level:
        scope.report(scope_problems.wrong_level(span, action.title, action.level.value))
    if action.module is not None or action.subscription is not None:
        scope.needs.append(Need(action.title, action.module, action.subscription, span))


def _note_demands(filled: parameters.Filled, prepared: Prepared | None, scope: Scope) -> None:
    """What the action demands, for the administrations in which that is certain not to hold."""
    values = {key: one.value for key, one in filled.given.items()}
    for one in prepared.preconditions if prepared is not None else ():
        if not one.forbids and certain.asks_administration(one.cond):
            scope.needs.append(Need(filled.action.title, None, None, filled.span, demand=one, given=values))


def _prepared(action: Action, target: out.Variable | None, span: Span, scope: Scope) -> Prepared | None:
    if target is not None:
        return preconditions.for_target(action, target, scope.unnoted)
    owner = scope.object
    if owner is None or not any(same_key(name, owner.name) for name in action.objects):
        return None
    return preconditions.for_record(action, owner, span, scope.unnoted)


# ---------------------------------------------------------------- NA and GENAAMD


def _wait(delay: tree.Delay, scope: Scope) -> out.Wait:
    amount = lowering.value(delay.amount, scope)
    if not is_unknown(amount.type) and amount.type not in (*DURATIONS, MOMENT):
        scope.report(problems.no_duration(amount.span, str(amount.type)))
    provided = None if delay.provided is None else lowering.condition(delay.provided, scope)
    return out.Wait(amount, provided, delay.span)


def _with_result(node: tree.Perform, action: Action | None, scope: Scope) -> tuple[out.Variable | None, Scope]:
    """The name that GENAAMD gives, and the scope in which it is known."""
    if node.alias is None:
        return None, scope
    gives = action.gives if action is not None and node.delay is None else None
    if action is not None and action.gives is None:
        scope.report(problems.gives_nothing(node.alias.span, action.title))
    elif node.delay is not None:
        scope.report(problems.not_yet(node.alias.span, node.alias.text))
    variable = binding.new_variable(node.alias, ObjectType(gives) if gives else Unknown(), scope)
    return variable, scope.with_variable(variable)

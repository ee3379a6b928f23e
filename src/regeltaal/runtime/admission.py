"""Whether an action may run: rights, parameters, its own conditions. Asked when it is planned and when it runs."""

from collections.abc import Mapping

from regeltaal.base.text import Text, same
from regeltaal.evaluate.evaluator import Scope, outcome, verdict
from regeltaal.evaluate.explain import reason
from regeltaal.evaluate.reading import label
from regeltaal.evaluate.verdict import Truth
from regeltaal.program import tree
from regeltaal.runtime.book import AdministrationFacts
from regeltaal.runtime.happening import View
from regeltaal.runtime.narrowing import to_choose_from
from regeltaal.schema.model import Action, Schema
from regeltaal.values.value import Outcome, Ref, Value

_MOST_SHOWN = 5
_CANDIDATES, _PARAMETER = "kandidaten", "parameter."


def refusal(action: tree.Perform, view: View, facts: AdministrationFacts, scope: Scope) -> Text | None:
    """Why an action may not run now, None when it may: rights first, then parameters, then its own conditions."""
    return (
        _not_available(action.action, facts, view.world.schema)
        or _not_with(action.action, view.parameters, facts, view.world.schema)
        or _missing_parameter(action.action, view.parameters)
        or _precondition(action, view, scope)
    )


def _not_available(action: Action, facts: AdministrationFacts, schema: Schema) -> Text | None:
    return _without_module(action.module, facts, schema) or without_subscription(action.subscription, facts, schema)


def _not_with(
    action: Action, values: Mapping[str, Value | None], facts: AdministrationFacts, schema: Schema
) -> Text | None:
    """A parameter that asks for a module, given in an administration without it."""
    given = (parameter.module for key, parameter in action.parameters.items() if values.get(key) not in (None, ()))
    return next((why for module in given if (why := _without_module(module, facts, schema))), None)


def _without_module(module: str | None, facts: AdministrationFacts, schema: Schema) -> Text | None:
    if module is not None and facts.modules is not None and module not in facts.modules:
        return Text(
            nl=f"de administratie heeft de module `{module}` niet",
            en=f"the administration does not have module `{module}`",
        )
    return without_subscription(schema.subscription_of(module), facts, schema)


def without_subscription(wanted: str | None, facts: AdministrationFacts, schema: Schema) -> Text | None:
    if schema.suffices(facts.subscription, wanted):
        return None
    return Text(nl=f"hiervoor is het abonnement `{wanted}` nodig", en=f"this needs the subscription `{wanted}`")


def _missing_parameter(action: Action, values: Mapping[str, Value | None]) -> Text | None:
    for key, parameter in action.parameters.items():
        if parameter.required and values.get(key) in (None, ()):
            name = parameter.name
            return Text(nl=f"de verplichte parameter `{name}` is leeg", en=f"the required parameter `{name}` is empty")
    return None


def _precondition(action: tree.Perform, view: View, scope: Scope) -> Text | None:
    found = _unmet(action, view, scope)
    if found is None:
        return None
    return Text(nl=found.nl.replace(_PARAMETER, "de parameter "), en=found.en.replace(_PARAMETER, "the parameter "))


def _unmet(action: tree.Perform, view: View, scope: Scope) -> Text | None:
    for condition in action.preconditions:
        found = verdict(condition.cond, view, scope)
        where = label(condition.cond.span)
        if condition.forbids and found.truth is Truth.TRUE:
            return condition.reason or Text(nl=f"mag niet, want {where}", en=f"not allowed, because {where}")
        if condition.forbids and found.truth is not Truth.FALSE:
            open_ = reason(found) or same(where)
            return Text(nl=f"mag niet zolang dit open is: {open_.nl}", en=f"not allowed while this is open: {open_.en}")
        if not condition.forbids and found.truth is not Truth.TRUE:
            why = reason(found) or same(where)
            told = why if where in why.nl else same(where)
            choice = _choice(action.action, view) if _CANDIDATES in where else None
            if choice is None and found.truth is Truth.FALSE and condition.reason is not None:
                return condition.reason
            return choice or Text(nl=f"niet voldaan aan {told.nl}", en=f"not met: {told.en}")
    return None


def _choice(action: Action, view: View) -> Text | None:
    """Which records there were to choose from, where the action must choose one and there is not just one."""
    declared, found = action.candidates, view.candidates
    if declared is None or len(found) == 1:
        return None
    if not found:
        return Text(nl=f"er past geen {declared.object}", en=f"no {declared.object} fits")
    names = "; ".join(one.key for one in found[:_MOST_SHOWN]) + ("; …" if len(found) > _MOST_SHOWN else "")
    return Text(
        nl=f"er past meer dan één {declared.object}, namelijk {len(found)}: {names}",
        en=f"more than one {declared.object} fits, namely {len(found)}: {names}",
    )


def candidates_of(action: tree.Perform, view: View, scope: Scope) -> tuple[Ref, ...]:
    """The records that meet the action's KANDIDATEN condition; a condition that can't be decided gives none."""
    declared = action.action.candidates
    if action.candidates is None or declared is None:
        return ()
    every = to_choose_from(action.candidates, declared.object, view, scope)
    found: Outcome = outcome(action.candidates, view.with_parameters(view.parameters, every), scope)
    return tuple(item for item in found if isinstance(item, Ref)) if isinstance(found, tuple) else ()

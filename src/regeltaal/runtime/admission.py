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
from regeltaal.schema.model import Action
from regeltaal.values.value import Outcome, Ref, Value


def refusal(action: tree.Perform, view: View, facts: AdministrationFacts, scope: Scope) -> Text | None:
    """Why an action may not run now, None when it may: rights first, then parameters, then its own conditions."""
    return (
        _not_available(action.action, facts)
        or _missing_parameter(action.action, view.parameters)
        or _precondition(action, view, scope)
    )


def _not_available(action: Action, facts: AdministrationFacts) -> Text | None:
    if action.module is not None and facts.modules is not None and action.module not in facts.modules:
        return Text(
            nl=f"de administratie heeft de module `{action.module}` niet",
            en=f"the administration does not have module `{action.module}`",
        )
    wanted = action.subscription
    if wanted is not None and facts.subscription is not None and facts.subscription != wanted:
        return Text(nl=f"hiervoor is het abonnement `{wanted}` nodig", en=f"this needs the subscription `{wanted}`")
    return None


def _missing_parameter(action: Action, values: Mapping[str, Value | None]) -> Text | None:
    for key, parameter in action.parameters.items():
        if parameter.required and values.get(key) in (None, ()):
            name = parameter.name
            return Text(nl=f"de verplichte parameter `{name}` is leeg", en=f"the required parameter `{name}` is empty")
    return None


def _precondition(action: tree.Perform, view: View, scope: Scope) -> Text | None:
    for condition in action.preconditions:
        found = verdict(condition.cond, view, scope)
        where = label(condition.cond.span)
        if condition.forbids and found.truth is Truth.TRUE:
            return Text(nl=f"mag niet, want {where}", en=f"not allowed, because {where}")
        if condition.forbids and found.truth is not Truth.FALSE:
            open_ = reason(found) or same(where)
            return Text(nl=f"mag niet zolang dit open is: {open_.nl}", en=f"not allowed while this is open: {open_.en}")
        if not condition.forbids and found.truth is not Truth.TRUE:
            why = reason(found) or same(where)
            told = why if where in why.nl else same(where)
            return Text(nl=f"niet voldaan aan {told.nl}", en=f"not met: {told.en}")
    return None


def candidates_of(action: tree.Perform, view: View, scope: Scope) -> tuple[Ref, ...]:
    """The records that meet the action's KANDIDATEN condition; a condition that can't be decided gives none."""
    declared = action.action.candidates
    if action.candidates is None or declared is None:
        return ()
    every = view.all_of(declared.object)
    found: Outcome = outcome(action.candidates, view.with_parameters(view.parameters, every), scope)
    return tuple(item for item in found if isinstance(item, Ref)) if isinstance(found, tuple) else ()

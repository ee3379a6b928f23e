"""An action that a rule took, as a line that expects it."""

from collections.abc import Iterator, Mapping

from regeltaal.program import tree
from regeltaal.runtime.result import ActionResult, ActionStatus
from regeltaal.values.show import as_literal
from regeltaal.values.types import ListOf, ObjectType
from regeltaal.values.value import Value

_LONGEST = 80
"""A parameter that takes more than this says too much for one line of a test."""
_EXPECTED = {ActionStatus.DONE: "", ActionStatus.PLANNED: "", ActionStatus.SKIPPED: "OVERGESLAGEN "}


def expectation_of(result: ActionResult, action: tree.Action) -> str | None:
    """The line, or None for what failed."""
    mode, values = _EXPECTED.get(result.status), {} if result.trace is None else result.trace.values
    if mode is None:
        return None
    match action:
        case tree.StopRules():
            return f"VERWACHT {mode}STOP VERDERE REGELS"
        case tree.SetField(clears=True, label=label):
            return f"VERWACHT {mode}WIS {label}"
        case tree.SetField(field=field, label=label):
            value = next(iter(values.values()), None)
            return f"VERWACHT {mode}ZET {label} = {as_literal(value, field.type)}"
        case tree.Perform():
            told = "" if mode else f"{_delay(action)}{_parameters(action, values)}"
            return f"VERWACHT {mode}{action.action.title}{told}"
        case _:
            return None


def _delay(action: tree.Perform) -> str:
    wait = action.wait
    if wait is None or not isinstance(wait.amount, tree.Const):
        return ""
    return f" NA {as_literal(wait.amount.value, wait.amount.type)}"


def _parameters(action: tree.Perform, values: Mapping[str, Value | None]) -> str:
    told = list(_told(action, values))
    return f" MET {'; '.join(told)}" if told else ""


def _told(action: tree.Perform, values: Mapping[str, Value | None]) -> Iterator[str]:
    """The parameters that the rule gives, with what they came to."""
    for key, expr in action.arguments:
        parameter, value = action.action.parameters[key], values.get(key)
        said = expr.span.start >= action.span.start and expr.span.end <= action.span.end
        if not said or value is None or isinstance(parameter.type, ListOf | ObjectType):
            continue
        literal = as_literal(value, parameter.type)
        if len(literal) <= _LONGEST:
            yield f"{parameter.name} = {literal}"

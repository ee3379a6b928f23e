"""Warnings about comparisons whose outcome is fixed: beyond the cap of a field, or with the bounds reversed."""

from decimal import Decimal

from regeltaal.base.text import Text
from regeltaal.check.emptiness import operator_key
from regeltaal.check.problems import lint as problems
from regeltaal.check.scope import Scope
from regeltaal.program import tree as out
from regeltaal.values.compare import order

_RANGES = frozenset(["between", "from_until", "from_through"])


def watch(test: out.Test, scope: Scope) -> None:
    match test.operands:
        case (out.Read(field=field), out.Const(value=Decimal() as number)) if field.at_most is not None:
            outcome = _beyond(operator_key(test), number, field.at_most)
            if outcome is not None:
                scope.report(problems.beyond_cap(test.span, field.name, field.at_most, outcome))
        case (_, out.Const(value=low), out.Const(value=high)) if operator_key(test) in _RANGES:
            if low is not None and high is not None and order(low) > order(high):
                scope.report(problems.reversed_range(test.span))
        case _:
            pass


def _beyond(operator: str, number: Decimal, cap: int) -> Text | None:
    """The one outcome of a comparison with a field that is at most ``cap``, None where it can be either."""
    match operator:
        case "greater" if number >= cap:
            return problems.FALSE
        case "greater_equal" | "equals" if number > cap:
            return problems.FALSE
        case "less" | "not_equals" if number > cap:
            return problems.TRUE
        case "less_equal" if number >= cap:
            return problems.TRUE
        case _:
            return None

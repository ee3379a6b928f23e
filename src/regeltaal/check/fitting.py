"""Whether a value may go where a type is asked for; a single value for a list becomes a list of one."""

from regeltaal.check import printing, remedies
from regeltaal.check.problems import types as problems
from regeltaal.check.problems import units as unit_problems
from regeltaal.check.remedies import Remedy
from regeltaal.check.scope import Scope
from regeltaal.program import tree as out
from regeltaal.syntax import tree
from regeltaal.values.common import TEXT
from regeltaal.values.matching import accepts, is_unknown
from regeltaal.values.types import ListOf, Nothing, ObjectType, Type


def fit(value: out.Expr, wanted: Type, target: str, scope: Scope, node: tree.Expr | None = None) -> out.Expr:
    """The value as it is stored; what does not fit, or could not be stored, is reported. ``node``: as written."""
    if is_unknown(value.type):
        return value
    if not accepts(wanted, value.type):
        remedy = None if node is None else remedies.as_type(node, value.type, wanted) or _field_of(value, wanted, scope)
        scope.report(problems.does_not_fit(value.span, target, str(wanted), str(value.type), remedy))
    elif printing.needs_rounding(value):
        scope.report(unit_problems.not_rounded(value.span))
    if isinstance(wanted, ListOf) and not isinstance(value.type, ListOf | Nothing):
        return _list_of_one(value, wanted)
    return value


def _field_of(value: out.Expr, wanted: Type, scope: Scope) -> Remedy | None:
    """`relatie` where an e-mailadres goes: the field of it that has this type."""
    owner = scope.object_of(value.type)
    element = wanted.element if isinstance(wanted, ListOf) else wanted
    if owner is None or not isinstance(value, out.Read) or element == TEXT:
        return None
    found = next((one for one in owner.fields.values() if one.type == element), None)
    return None if found is None else remedies.of([(value.span, f"{value.span.text}.{found.name}")])


def _list_of_one(value: out.Expr, wanted: ListOf) -> out.Expr:
    if isinstance(value, out.Const) and value.value is not None and not isinstance(wanted.element, ObjectType):
        return out.Const((value.value,), wanted, value.span)
    return out.MakeList((value,), wanted, value.span)

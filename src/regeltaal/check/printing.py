"""Values in a text: only what one notation shows, in a form that its kind has, and no quotient without rounding."""

from decimal import Decimal

from regeltaal.base.source import Span
from regeltaal.check import noting
from regeltaal.check.problems import texts as text_problems
from regeltaal.check.problems import units as unit_problems
from regeltaal.check.scope import Scope
from regeltaal.program import tree as out
from regeltaal.syntax import tree
from regeltaal.values.exact import terminates
from regeltaal.values.matching import is_unknown
from regeltaal.values.operator import Operator
from regeltaal.values.operators.arithmetic import has_quotient
from regeltaal.values.show import forms_of
from regeltaal.values.types import Enumeration, Scalar


def shown(value: out.Expr, form: tree.Name | None, span: Span, scope: Scope) -> out.Shown:
    """`{pad|vorm}`."""
    if form is not None:
        noting.form(scope, form)
    if not is_unknown(value.type):
        _check(value, form, span, scope)
    return out.Shown(value, form.key if form else None, span)


def _check(value: out.Expr, form: tree.Name | None, span: Span, scope: Scope) -> None:
    if not isinstance(value.type, Scalar | Enumeration):
        scope.report(text_problems.not_printable(span, value.span.text, str(value.type)))
    elif form is not None and form.key not in forms_of(value.type):
        scope.report(text_problems.unknown_form(form.span, str(value.type), form.text, forms_of(value.type)))
    elif needs_rounding(value):
        scope.report(unit_problems.not_rounded(value.span))


def needs_rounding(expr: out.Expr) -> bool:
    """Whether a value may be a quotient that no decimal holds; a divisor such as 4 always comes out."""
    if not has_quotient(expr.type):
        return False
    match expr:
        case out.Apply(record=Operator(key="divide"), operands=(dividend, out.Const(value=Decimal() as divisor))):
            return not terminates(divisor) or needs_rounding(dividend)
        case out.Apply(record=Operator(key="divide")):
            return True
        case out.Apply(operands=operands):
            return any(needs_rounding(operand) for operand in operands)
        case out.Collect(value=value) if value is not None:
            return needs_rounding(value)
        case out.Defined(body=body):
            return needs_rounding(body)
        case _:
            return True

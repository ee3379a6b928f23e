"""New names inside a rule: rows of quantifiers and loops, and results that GENAAMD names."""

from regeltaal.base.text import Text
from regeltaal.check import noting
from regeltaal.check.problems import declarations as problems
from regeltaal.check.scope import ADMINISTRATION, CANDIDATES, EVENT, EXAMPLE, PARAMETER, PREVIOUS, ROW, Scope
from regeltaal.program import tree as out
from regeltaal.syntax import tree
from regeltaal.values.types import Type

_FIXED = frozenset([EVENT, PREVIOUS, ROW, EXAMPLE, PARAMETER, ADMINISTRATION, CANDIDATES])


def new_variable(name: tree.Name, type_: Type, scope: Scope) -> out.Variable:
    """A variable with a slot of its own; a name that hides another is reported."""
    taken = already(name.key, scope)
    if taken is not None:
        scope.report(problems.hiding(name.span, name.text, taken))
    noting.new_variable(scope, name, type_)
    return scope.new_variable(name, type_)


def already(key: str, scope: Scope) -> Text | None:
    """What a name stands for already, None when it is free."""
    if key in scope.variables:
        return problems.A_VARIABLE
    if key in _FIXED:
        return problems.A_FIXED_NAME
    if scope.object is not None and scope.object.field(key) is not None:
        return problems.A_FIELD
    if scope.names.definition(key) is not None:
        return problems.A_DEFINITION
    return problems.A_LIST if scope.names.list(key) is not None else None

"""DEFINITIE: checked where it stands, and lowered anew wherever it is used."""

from regeltaal.base.diagnostic import Problems
from regeltaal.base.node import evolve
from regeltaal.base.source import Span
from regeltaal.check import lowering, noting
from regeltaal.check.problems import declarations as problems
from regeltaal.check.scope import DefinitionSite, Lowered, Scope, nothing_known
from regeltaal.program import tree as out
from regeltaal.values.common import YES_NO


def use(site: DefinitionSite, record: out.Expr | None, span: Span, scope: Scope) -> "out.Expr | out.DefinedCond":
    """A definition used for a record: its body under its name."""
    noting.definition(scope, span, site)
    if site.broken or site.node is None:
        return nothing_known(span)
    if site.object is None:
        record = None
    elif record is None or scope.object_of(record.type) is not site.object:
        found = "" if record is None else str(record.type)
        scope.report(problems.not_for_this_object(span, site.node.name.text, site.object.name, found))
        return nothing_known(span)
    body = _body(site, record, span, scope)
    name = site.node.name.text
    if isinstance(body, out.Cond):
        noting.definition(scope, span, site, YES_NO)
        return out.DefinedCond(name, body, span)
    noting.definition(scope, span, site, body.type)
    return out.Defined(name, body, body.type, span)


def _body(site: DefinitionSite, record: out.Expr | None, span: Span, scope: Scope) -> Lowered:
    """The lowered body, once per rule and record. What goes wrong only here is reported at the use."""
    key = (id(site), record)
    if key not in scope.uses:
        found = Problems()
        inner = inside(site, record, evolve(scope, problems=found, notes=None))
        assert site.node is not None  # noqa: S101 - ``use`` has seen to it
        scope.uses[key] = lowering.either(site.node.body, inner)
        cause = next((one for one in found if one.is_error), None)
        if cause is not None:
            scope.report(problems.not_here(span, site.node.name.text, cause))
    return scope.uses[key]


def inside(site: DefinitionSite, record: out.Expr | None, scope: Scope) -> Scope:
    """The scope of a definition's body: the names of its own file, the fields of its record, nothing of the rule."""
    return evolve(
        scope,
        names=site.home.watched(scope.names.asked),
        record=record,
        variables={},
        elements=(),
        row=None,
        examples=None,
        parameters=None,
        candidates=None,
    )
